import errno
from pathlib import Path

import pandas as pd
import pytest

from uprlib.errors import MachineError, SchemaError, SourceError, did_you_mean, of_machine, printable, refuse_first


def test_a_message_names_place_value_expectation_and_remedy():
    message = str(
        SourceError(
            "a response is outside the closed set",
            file="a.csv",
            row=7,
            column="Response",
            value="Maybe",
            expected="Accepted or Noted",
            remedy="correct the row in the source",
        )
    )
    assert message == (
        "file a.csv, row 7, column Response: a response is outside the closed set; found 'Maybe'; "
        "expected Accepted or Noted; correct the row in the source."
    )


def test_a_question_keeps_its_mark():
    assert str(SourceError("unknown State", remedy="did you mean PRK?")).endswith("did you mean PRK?")


def test_nothing_is_suggested_where_nothing_is_near():
    assert did_you_mean("xyzzy", ["accepted", "noted"]) is None


def test_the_first_wrong_value_is_answered_with_its_row_as_a_spreadsheet_counts():
    answers = pd.Series(["Noted", "Notd", "Acepted"], name="Response")
    wrong = pd.Series([False, True, True])
    with pytest.raises(SourceError, match=r"a\.csv, row 3, column Response: not known; found 'Notd'.*mean Noted\?"):
        refuse_first(wrong, answers, "not known", file="a.csv", expected="an answer", choices=("Noted", "Accepted"))
    refuse_first(pd.Series([False] * 3), answers, "not known", file="a.csv", expected="an answer")


def test_a_wrong_value_that_is_near_no_choice_keeps_the_remedy_and_the_kind_of_error():
    values = pd.Series(["yes", "perhaps"], name="joined")
    with pytest.raises(SchemaError, match=r"b\.csv, row 3, column joined: .*'perhaps'.*expected yes or no; ask"):
        refuse_first(
            values != "yes", values, "not allowed", file="b.csv", expected="yes or no", remedy="ask", error=SchemaError
        )


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left"), r"a\.csv: the disk is full.*free some space"),
        (OSError(errno.EROFS, "Read-only file system"), r"a\.csv: this cannot be written.*choose a folder"),
        (PermissionError(errno.EACCES, "Permission denied", "b.csv"), r"b\.csv: this cannot be written"),
        (OSError(errno.EMFILE, "Too many open files"), "too many files are open at once.*ulimit -n"),
        (OSError("a library's own words"), 'the system reports an error; found "a library\'s own words"'),
        (MemoryError(), "there is not enough memory.*--workers 1"),
        (RuntimeError("can't start new thread"), "there is not enough memory"),
        (ImportError("x.so: failed to map segment from shared object"), "there is not enough memory"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_with_the_file_and_the_remedy(problem, words):
    with pytest.raises(MachineError, match=words) as told:
        raise of_machine(problem, Path("a.csv"))
    assert told.value.exit_status == 2 and "\n" not in str(told.value)


def test_a_fault_of_the_library_says_that_it_is_one_and_where():
    try:
        {}["key"]
    except KeyError as problem:
        told = of_machine(problem)
    assert told.exit_status == 70 and "this is a fault of uprlib" in str(told) and "test_errors.py, line" in str(told)


def test_a_message_shows_what_a_terminal_would_obey_and_no_more_of_a_value_than_tells():
    said = str(SourceError("a column \x1b[31m\nis odd", value="x" * 100_000, file="a\u202eb"))
    assert "\\x1b[31m\\nis odd" in said and "a\\u202eb" in said and len(said) < 1000
    assert printable("Côte d’Ivoire\n\tæ") == "Côte d’Ivoire\n\tæ"
