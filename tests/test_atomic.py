import os
import subprocess
import sys

import pytest

from uprlib import atomic, paths
from uprlib.errors import MachineError


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old")
    with pytest.raises(RuntimeError), atomic.replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
@pytest.mark.parametrize("write", ["text", "csv", "parquet", "several"])
def test_a_disk_without_room_leaves_nothing_and_says_which_file(tmp_path, write):
    """Room for no more than a kilobyte in a file, as on a disk that fills."""
    script = f"""
import resource, pandas as pd
from pathlib import Path
from uprlib import atomic
from uprlib.errors import MachineError
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
place, table = Path({str(tmp_path)!r}), pd.DataFrame({{"a": [str(each) * 9 for each in range(2000)]}})
write = {{
    "text": lambda: atomic.write_text(place / "a.txt", "x" * 5000),
    "csv": lambda: atomic.write_csv(place / "a.csv", table),
    "parquet": lambda: atomic.write_with(place / "a.parquet", lambda path: table.to_parquet(path)),
    "several": lambda: atomic.write_all({{place / "b.txt": b"short", place / "a.txt": b"x" * 5000}}),
}}
try:
    write[{write!r}]()
except MachineError as problem:
    print(problem)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "a." in done.stdout and "the file is larger than files may be here" in done.stdout, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_files_are_written_or_none(tmp_path):
    written = atomic.write_all({tmp_path / "a.txt": b"one", tmp_path / "b" / "c.txt": b"two"})
    assert [file.read_bytes() for file in written] == [b"one", b"two"]
    (tmp_path / "d").write_text("a file")
    with pytest.raises(MachineError, match=r"d/e\.txt"):
        atomic.write_all({tmp_path / "a.txt": b"three", tmp_path / "d" / "e.txt": b"four"})
    assert (tmp_path / "a.txt").read_bytes() == b"one" and len(list(tmp_path.iterdir())) == 3


def test_line_ends_are_lf_on_every_system(tmp_path):
    atomic.write_text(tmp_path / "a.txt", "one\ntwo\n")
    assert (tmp_path / "a.txt").read_bytes() == b"one\ntwo\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(MachineError, match=r"a\.txt: this cannot be written or read here"):
        atomic.write_text(tmp_path / "a.txt", "x")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(MachineError, match=r"a/b\.txt: a file is in the place of a folder"):
        atomic.write_text(tmp_path / "a" / "b.txt", "x")


def left_over(path, process, name="upr-{}-a1b2c3d4.tmp"):
    """A temporary beside `path`, as a run that is killed just before the move leaves it."""
    temporary = path.with_name(f".{path.name}." + name.format(process))
    temporary.write_text("half")
    return temporary


@pytest.fixture
def gone():
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_a_killed_run_leaves_a_temporary_that_the_next_start_removes(tmp_path):
    script = f"""
import os, signal
from pathlib import Path
from uprlib import atomic
with atomic.replacing(Path({str(tmp_path / "01_acceptance.json")!r})) as temporary:
    temporary.write_text("half")
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""
    subprocess.run([sys.executable, "-c", script], check=False)
    [temporary] = tmp_path.iterdir()
    assert atomic.TEMPORARY.fullmatch(temporary.name)
    assert not list(tmp_path.glob("*.json")) and not paths.files(tmp_path)
    os.utime(temporary, (0, 0))  # Where a process cannot be asked for, age decides.
    assert atomic.sweep(tmp_path, tmp_path / "not there") == [temporary] and not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="there age alone decides")
def test_who_writes_the_same_file_removes_what_a_killed_run_left_of_it_alone(tmp_path, gone):
    same, other = left_over(tmp_path / "a[1].json", gone), left_over(tmp_path / "b.json", gone)
    atomic.write_text(tmp_path / "a[1].json", "{}")
    assert not same.exists() and other.exists()


@pytest.mark.skipif(os.name == "nt", reason="there age alone decides")
def test_what_a_living_process_writes_stays_and_what_a_gone_one_left_goes(tmp_path, gone):
    leftover = left_over(tmp_path / "a.json", gone)
    with atomic.replacing(tmp_path / "b.json") as temporary:
        assert atomic.sweep(tmp_path) == [leftover] and temporary.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


def test_a_number_that_another_process_has_got_since_does_not_keep_a_leftover(tmp_path):
    leftover = left_over(tmp_path / "a.json", os.getpid())
    assert atomic.sweep(tmp_path) == []
    os.utime(leftover, (0, 0))
    assert atomic.sweep(tmp_path) == [leftover]


@pytest.mark.skipif(os.name == "nt", reason="there nobody can ask whether a process runs")
def test_the_next_folder_removes_those_of_killed_runs_and_no_other(tmp_path, monkeypatch, gone):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with atomic.folder("kernel") as own:
        left = tmp_path / own.name.replace(f"-{os.getpid()}-", f"-{gone}-")
        elsewhere = tmp_path / f"upr-kernel-00000000-{gone}-a1b2c3d4"
        foreign = tmp_path / f"{left.name}.of-mine"
        for place in (left, elsewhere, foreign):
            (place / "runtime").mkdir(parents=True)
        with atomic.folder("warm") as second:
            assert own.exists() and second.exists() and not left.exists()
        # Another machine may use the same folder: what its processes do is not known here.
        assert sorted(tmp_path.iterdir()) == sorted([elsewhere, foreign, own])


@pytest.mark.parametrize(
    "name", ["tmp", "x1y2z3a4.json", "upr-{}.tmp", "upr-x-a1b2c3d4.tmp", "upr-{}-a1b2c3d4.tmp.json"]
)
def test_hidden_files_that_we_did_not_make_stay(tmp_path, gone, name):
    foreign = left_over(tmp_path / "a.json", gone, name)
    os.utime(foreign, (0, 0))
    assert atomic.sweep(tmp_path) == [] and foreign.exists() and not paths.files(tmp_path, "**/*")
