"""Claims about the process that reads a sheet: small to start, and what it sends."""

import pickle
import subprocess
import sys

import pytest

from uprlib.readers.opening import first_sheet


def sent(path, most=0):
    """What the script sends, piece by piece."""
    done = subprocess.run([sys.executable, "-P", first_sheet.__file__, path, str(most)], stdout=subprocess.PIPE)
    assert done.returncode == 0
    pieces, rest = [], done.stdout
    while rest:
        pieces.append(pickle.loads(rest))
        rest = rest[len(pickle.dumps(pieces[-1], protocol=pickle.HIGHEST_PROTOCOL)) :]
    return pieces


def test_rows_are_sent_in_pieces_and_nothing_after_the_last(workbook):
    path = workbook([[number, "a"] for number in range(first_sheet.ROWS_AT_A_TIME + 2)])
    full, rest = sent(path)
    assert (len(full), len(rest)) == (first_sheet.ROWS_AT_A_TIME, 2) and full[0] == [0, "a"]
    assert sent(path, most=1) == [[[0, "a"]], []]


def test_a_file_that_is_no_workbook_is_said_in_words(written):
    (words,) = sent(written(b"PK\x03\x04 cut"))
    assert isinstance(words, str) and words


def test_it_starts_without_the_library():
    code = f"import runpy, sys; runpy.run_path({first_sheet.__file__!r}); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {name for name in loaded if name.startswith(("uprlib", "pandas", "numpy", "subprocess"))}


def test_a_system_that_lets_nobody_set_a_limit_reads_without_it(monkeypatch):
    """As macOS does with memory; the process would otherwise end before it has read anything."""
    resource = pytest.importorskip("resource", reason="Windows has no limits")

    def refused(*_):
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refused)
    first_sheet._limit()
