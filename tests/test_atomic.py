import os
import subprocess
import sys

import pytest

from uprlib import atomic, paths
from uprlib.errors import UprError


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "a.txt"
    atomic.write_text(path, "old")
    with pytest.raises(RuntimeError), atomic.replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_line_ends_are_lf_on_every_system(tmp_path):
    atomic.write_text(tmp_path / "a.txt", "one\ntwo\n")
    assert (tmp_path / "a.txt").read_bytes() == b"one\ntwo\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UprError, match="this folder cannot be written to"):
        atomic.write_text(tmp_path / "a.txt", "x")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(UprError, match="this folder cannot be written to"):
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
