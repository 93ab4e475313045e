import io
import json
import os
import signal
import socket
import sys
import threading
import time

import pytest

from uprlib.notebook import warm

pytestmark = pytest.mark.skipif(not warm.can_fork(), reason="kernels start as usual where processes cannot be forked")


@pytest.fixture
def of_its_own(monkeypatch, tmp_path):
    """What a warm process starts with that sleeps instead of importing, and whose kernels run their last argument."""
    monkeypatch.delenv(warm.PLACE, raising=False)
    (tmp_path / "ipykernel").mkdir()
    (tmp_path / "ipykernel" / "__init__.py").touch()
    kernel = "class IPKernelApp:\n    def launch_instance(argv):\n        exec(argv[-1])\n"
    (tmp_path / "ipykernel" / "kernelapp.py").write_text(kernel)
    (tmp_path / "sitecustomize.py").write_text(
        "import time\nfrom uprlib.notebook import warm\nwarm._import_all = lambda: time.sleep(0.2)\n"
        "warm._read_ahead = lambda: None\n"
        "warm._rehearse = lambda notebook, given: __import__('uprlib.facts.corpus', fromlist=['share']).share()\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}


@pytest.fixture
def a_warm_process(of_its_own):
    with warm.held(of_its_own):
        yield


def forked(code: str, folder, **environment: str) -> warm.Forked:
    return warm.Forked(["-f", "connection.json", code], {**os.environ, **environment}, str(folder))


def test_a_kernel_has_its_own_environment_folder_and_status(a_warm_process, tmp_path):
    code = "import os, pathlib, sys; pathlib.Path('said').write_text(os.environ['UPRLIB_OUT']); sys.exit(7)"
    process = forked(code, tmp_path, UPRLIB_OUT="here")
    assert process.wait() == 7 == process.poll()
    assert (tmp_path / "said").read_text() == "here" and "UPRLIB_OUT" in os.environ


def test_the_status_of_a_kernel_that_ended_before_its_number_was_read_is_its_own(tmp_path, monkeypatch):
    place = str(tmp_path / "socket")
    monkeypatch.setenv(warm.PLACE, place)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()

        def say_all_at_once():
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as asked:
                asked.readline()
                connection.sendall(b"4242\n7\n")

        serving = threading.Thread(target=say_all_at_once)
        serving.start()
        process = forked("", tmp_path)
        serving.join()
        assert (process.pid, process.wait()) == (4242, 7)


def test_two_run_at_a_time_and_one_can_be_killed(a_warm_process, tmp_path):
    one, two = (forked("import time; time.sleep(60)", tmp_path) for _ in range(2))
    assert one.pid != two.pid and one.poll() is None and one.wait(0.01) is None
    one.kill()
    assert one.wait() == one.wait() == -signal.SIGKILL and two.poll() is None
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


def test_only_runs_of_many_share_what_was_rehearsed(a_warm_process, tmp_path):
    """Another run may be about another checkout, whose data are other."""
    code = "import sys; from uprlib.facts import corpus; sys.exit(int(corpus.corpus() is corpus.corpus()))"
    shared = forked(code, tmp_path, **{warm.REHEARSE: json.dumps(["01_acceptance", {}])})
    assert shared.wait() == 1 and forked(code, tmp_path).wait() == 0


def test_with_the_warm_process_end_all_that_came_from_it(of_its_own, tmp_path):
    with warm.held(of_its_own):
        place = os.environ[warm.PLACE]
        # One that is there already is used.
        with warm.held():
            assert os.environ[warm.PLACE] == place
        process = forked("import time; time.sleep(60)", tmp_path)
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


def test_it_imports_beside_what_comes_before_the_first_kernel_and_no_more_when_nobody_waits(of_its_own, tmp_path):
    first = "import pathlib, select, sys\npathlib.Path(__file__).with_name('at-work').touch()\n"
    (tmp_path / "first.py").write_text(first + "select.select([sys.stdin], [], [])\n")
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(3600)\n")
    (tmp_path / "sitecustomize.py").write_text(
        "from uprlib.notebook import warm\nwarm.ROOMS = ()\nwarm.IMPORTS = ('first', 'slow')\n"
    )
    with warm.held(of_its_own, at_once=True):
        while not (tmp_path / "at-work").exists():
            time.sleep(0.01)
    assert warm.PLACE not in os.environ


def test_whoever_is_stopped_while_it_starts_leaves_no_process_and_no_word(of_its_own, tmp_path, capfd, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text("import time\ntime.sleep(0.5)\n")
    started = []

    class Started(warm.subprocess.Popen):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            started.append(self)
            self.stdout = Stopping(self.stdout.detach())

    class Stopping(io.BufferedReader):
        def readline(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(warm.subprocess, "Popen", Started)
    with pytest.raises(KeyboardInterrupt), warm.held(of_its_own):
        raise AssertionError("it was not stopped")
    (process,) = started
    assert process.poll() is not None and "Traceback" not in capfd.readouterr().err


def test_a_process_whose_folder_is_gone_ends_without_a_word(tmp_path):
    assert warm.serve(str(tmp_path / "gone" / "socket"), False) is None
