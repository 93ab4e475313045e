import json
import os
import signal
import socket
import sys
import time

import pytest

from uprlib.notebook import warm

pytestmark = pytest.mark.skipif(not warm.can_fork(), reason="kernels start as usual where processes cannot be forked")


@pytest.fixture
def a_warm_process(monkeypatch, tmp_path):
    """One of its own, whose kernels run the code of their last argument."""
    monkeypatch.delenv(warm.PLACE, raising=False)
    code = "from ipykernel.kernelapp import IPKernelApp\n"
    code += "IPKernelApp.launch_instance = classmethod(lambda cls, argv: exec(argv[-1]))\n"
    (tmp_path / "sitecustomize.py").write_text(code)
    monkeypatch.setattr(warm, "IMPORTS", ())
    with warm.held({"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}):
        yield


def forked(code: str, folder, **environment: str) -> warm.Forked:
    return warm.Forked(["-f", "connection.json", code], {**os.environ, **environment}, str(folder))


def test_a_kernel_has_its_own_environment_folder_and_status(a_warm_process, tmp_path):
    code = "import os, pathlib, sys; pathlib.Path('said').write_text(os.environ['UPRLIB_OUT']); sys.exit(7)"
    process = forked(code, tmp_path, UPRLIB_OUT="here")
    assert process.wait() == 7 == process.poll()
    assert (tmp_path / "said").read_text() == "here" and "UPRLIB_OUT" in os.environ


def test_two_run_at_a_time_and_one_can_be_killed(a_warm_process, tmp_path):
    one, two = (forked("import time; time.sleep(60)", tmp_path) for _ in range(2))
    assert one.pid != two.pid and one.poll() is None
    one.kill()
    assert one.wait() == -signal.SIGKILL and two.poll() is None
    two.terminate()
    assert two.wait() == -signal.SIGTERM


def test_a_kernel_whose_asker_was_killed_at_once_ends_and_the_next_starts(a_warm_process, tmp_path):
    """Killed while the warm process still imports: nobody reads the number of the kernel any more."""
    code = "import os, pathlib, time; pathlib.Path('runs').write_text(str(os.getpid())); time.sleep(60)"
    job = {"argv": ["-f", "connection.json", code], "environment": dict(os.environ), "folder": str(tmp_path)}
    with socket.socket(socket.AF_UNIX) as asker:
        asker.connect(os.environ[warm.PLACE])
        asker.sendall(json.dumps(job).encode() + b"\n")
    assert forked("", tmp_path).wait() == 0
    # It may have been ended before it could say that it runs.
    if number := (tmp_path / "runs").read_text() if (tmp_path / "runs").exists() else "":
        with pytest.raises(ProcessLookupError):
            for _ in range(100):
                os.kill(int(number), 0)
                time.sleep(0.05)


def test_with_the_warm_process_end_all_that_came_from_it(monkeypatch, tmp_path):
    monkeypatch.delenv(warm.PLACE, raising=False)
    with warm.held():
        place = os.environ[warm.PLACE]
        # One that is there already is used.
        with warm.held():
            assert os.environ[warm.PLACE] == place
        process = warm.Forked(["-f", str(tmp_path / "connection.json")], os.environ, str(tmp_path))
    assert warm.PLACE not in os.environ
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(process.pid, 0)
            time.sleep(0.05)
    assert process.wait() == -signal.SIGKILL


def test_where_nobody_listens_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv(warm.PLACE, str(tmp_path / "socket"))
    with pytest.raises(OSError):
        forked("", tmp_path)
