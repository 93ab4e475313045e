"""Claims about workbooks, read in a process of their own: whatever the file, this process goes on."""

import random
import subprocess
import sys

import pytest

from uprlib.errors import SourceError, UprError
from uprlib.readers import dihr, upr_info
from uprlib.readers.opening import sheets

XLS_ROW = ["DPR Korea", "Asia", "", "An invented text", "France", "WEOG", "EU", "Noted", 5, "Justice", 6]
XLSX_ROW = ["Norway", "Invent a rule", "Noted", "Peru", "2014 Cycle 2", "Source:A/HRC/27/10|124.7|"]
FAR_OUT = b"\xff\xff\xff\xff"
CORRUPTIONS = 30


def changed(path, start, content):
    raw = bytearray(path.read_bytes())
    raw[start : start + len(content)] = content
    path.write_bytes(raw)
    return path


@pytest.fixture
def far_out(xls):
    """An XLS file whose last text stands in the last row and column that two bytes each can name."""
    path = xls([upr_info.XLS_HEADER, XLS_ROW])
    justice = path.read_bytes().index("Justice".encode("utf-16-le"))
    return changed(path, justice - 9, FAR_OUT)


def test_an_xls_file_is_read_cell_by_cell(xls):
    row = upr_info.read(xls([upr_info.XLS_HEADER, XLS_ROW])).iloc[0]
    assert (row["sur"], row["recommender"], row["position"], row["session"]) == ("PRK", "FRA", "noted", 6)


def test_four_changed_bytes_would_end_calamine_and_are_answered(far_out):
    alone = "import sys, python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)"
    assert subprocess.run([sys.executable, "-c", alone, far_out], capture_output=True).returncode not in (0, 1)
    with pytest.raises(SourceError, match=r"export\.xls: the XLS file cannot be opened.*damaged.*download it again"):
        upr_info.read(far_out)


@pytest.mark.parametrize("seed", range(CORRUPTIONS))
def test_a_damaged_workbook_is_answered_or_read(xls, workbook, seed):
    pick = random.Random(seed)
    for path, reader in ((xls([upr_info.XLS_HEADER, XLS_ROW]), upr_info), (workbook([dihr.COLUMNS, XLSX_ROW]), dihr)):
        for _ in range(4):
            path = changed(path, pick.randrange(8, path.stat().st_size - 4), pick.randbytes(4))
        try:
            assert len(reader.read(path)) <= 1
        except UprError as problem:
            assert problem.file == path


def test_an_xlsx_of_sound_checksum_and_broken_sheet_is_answered(workbook):
    path = workbook([], sheet="<worksheet><sheetData><row><c r='A1' t='s'><v>7</v></c></row></sheetData></worksheet>")
    with pytest.raises(SourceError, match="the workbook cannot be opened"):
        dihr.read(path)


def test_a_workbook_that_takes_too_long_is_given_up(xls, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_SECONDS", 0.001)
    with pytest.raises(SourceError, match=r"not read within 0\.001 seconds"):
        upr_info.read(xls([upr_info.XLS_HEADER, XLS_ROW]))


def test_without_calamine_the_workbook_is_not_blamed(xls, tmp_path, monkeypatch):
    (tmp_path / "python_calamine.py").write_text("raise ImportError('not installed')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuntimeError, match="not installed"):
        upr_info.read(xls([upr_info.XLS_HEADER, XLS_ROW]))


def test_rows_come_a_few_at_a_time_and_the_process_ends_with_whoever_asks(workbook):
    path = workbook([["a", 1.5]] * 100)
    rows = sheets.first_sheet_rows(path, "workbook", expected="")
    assert [next(rows), next(rows)] == [["a", 1.5]] * 2
    rows.close()
    assert list(sheets.first_sheet_rows(path, "workbook", expected="", most=3)) == [["a", 1.5]] * 3
    assert len(list(sheets.first_sheet_rows(path, "workbook", expected=""))) == 100


def test_rows_above_the_table_keep_their_numbers(workbook):
    assert list(sheets.first_sheet_rows(workbook([[], ["a"], []]), "workbook", expected=""))[1] == ["a"]
