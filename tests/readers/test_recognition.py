"""Claims about recognising a file by its content, and about bad files: one clear answer, bounded memory and time."""

import inspect
import sys
import types
import zipfile

import pandas as pd
import pytest

import uprlib
from uprlib.errors import ParameterError, SourceError
from uprlib.readers import dihr, recognition, thematic_list, uhri, upr_info, uwazi
from uprlib.readers.opening import files
from uprlib.readers.opening.workbooks import _extent

OLE = files.OLE + b"\0" * 504
UPR_INFO_ROW = 'DPR Korea,Asia,,An invented text,France,WEOG,"EU, OIF",Noted,5,"Justice,Detention",6'
LIST_HEADER = ["Recommendation", "Position", "Full list of themes", "Relevant SDGs"]


def written(tmp_path, content, name="file.bin"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (",".join(upr_info.CSV_HEADER) + "\r" + UPR_INFO_ROW, "upr_info"),
        ("\ufeffTitle,Text,State under review,Recommending State,Response\n", "uwazi"),
        ('[{"metadata": {"recommendation": []}}]', "uwazi"),
        ('{"rows": [{"metadata": {}}], "totalRows": 1}', "uwazi"),
        ('[{"Text": "", "Countries": [], "Body": "", "Symbol": "", "Themes": []}]', "uhri"),
        ("%PDF-1.5 ...", "wg_report"),
        (OLE + "Workbook".encode("utf-16-le"), "upr_info"),
    ],
)
def test_a_format_is_told_by_content_whatever_the_name(tmp_path, content, name):
    for misleading in ("file.pdf", "file.xlsx", "file"):
        assert recognition.recognised(written(tmp_path, content, misleading)) == name


def test_workbooks_are_told_by_their_header(workbook):
    assert recognition.recognised(workbook([list(dihr.COLUMNS), ["x"] * 6])) == "dihr"
    assert recognition.recognised(workbook([list(uhri.COLUMNS), ["x"] * 11])) == "uhri"
    with pytest.raises(SourceError, match="no known format; found 'a header Country, Year'"):
        recognition.recognised(workbook([["Country", "Year"]]))


def test_a_document_with_the_four_columns_is_a_list_and_another_a_report(thematic_docx):
    assert recognition.recognised(thematic_docx(LIST_HEADER, [])) == "thematic_list"
    # A list that lacks a column is still a list; its reader says which column.
    assert recognition.recognised(thematic_docx(LIST_HEADER[:3], [])) == "thematic_list"
    assert recognition.recognised(thematic_docx(["Country", "Year"], [])) == "wg_report"


def test_read_calls_the_reader_and_names_the_format(tmp_path, monkeypatch):
    path = written(tmp_path, ",".join(upr_info.CSV_HEADER) + "\r" + UPR_INFO_ROW)
    table = uprlib.read(path)
    assert table.attrs["format"] == "upr_info" and table["sur"].tolist() == ["PRK"]
    report = types.SimpleNamespace(read=lambda path: pd.DataFrame({"text": ["invented"]}))
    monkeypatch.setitem(sys.modules, "uprlib.readers.wg_report", report)
    assert uprlib.read(written(tmp_path, "%PDF-1.5")).attrs["format"] == "wg_report"
    assert uprlib.read(path, as_="wg_report").attrs["format"] == "wg_report"


def test_a_misspelt_format_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(ParameterError, match=r"found 'uhir'.*did you mean uhri\?"):
        uprlib.read(written(tmp_path, "x"), as_="uhir")


def test_what_is_shown_holds_no_text(tmp_path):
    shown = recognition.described(uprlib.read(written(tmp_path, ",".join(upr_info.CSV_HEADER) + "\r" + UPR_INFO_ROW)))
    assert "UPR Info's export" in shown and "PRK" in shown and "Sessions: 6" in shown
    assert "invented" not in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "no known format; found 'a header a, b'; expected one of: upr_info, .*; uwazi, "),
        ('{"a": 1}', "no known format; found 'JSON with dict'"),
        ('[{"metadata": ', "not well-formed JSON.*cut short"),
        ("[" * 100_000, "not well-formed JSON"),
        ("Text,State under review".encode("utf-16"), "no known format; found 'UTF-16 text'.*save it as CSV in UTF-8"),
        (b"\x1f\x8b\x00\x00", "no known format; found 'bytes that are no text'"),
        (OLE + "WordDocument".encode("utf-16-le"), "a DOC file of old Word.*save it as DOCX"),
        (OLE, "neither XLS nor DOC, or is cut short"),
        (b"PK\x03\x04 cut", "the file cannot be opened.*damaged or cut short"),
        (b"", "the file is empty"),
    ],
)
def test_unknown_content_is_answered_with_what_is_known(tmp_path, content, words):
    with pytest.raises(SourceError, match=words):
        recognition.recognised(written(tmp_path, content))


def test_no_file_and_a_directory(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        uprlib.read(tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="this is a directory"):
        uprlib.read(tmp_path)


READERS = (upr_info, dihr, thematic_list, uhri, uwazi)


@pytest.mark.parametrize("reader", READERS)
def test_a_locked_office_file_is_answered_as_such_by_every_reader(tmp_path, reader):
    path = written(tmp_path, OLE + "EncryptedPackage".encode("utf-16-le"))
    for read in (reader.read, uprlib.read):
        with pytest.raises(SourceError, match=r"protected with a password.*remove the password"):
            read(path)


@pytest.mark.parametrize("reader", READERS)
def test_a_truncated_office_file_is_answered_by_every_reader(tmp_path, workbook, reader):
    path = written(tmp_path, workbook([list(dihr.COLUMNS), ["x"] * 6]).read_bytes()[:500])
    with pytest.raises(SourceError, match=r"cannot be opened|no text file|not well-formed|not UTF-8"):
        reader.read(path)


def bomb(path, part, megabytes, chunk=b" " * 2**20):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w", force_zip64=True) as file:
        for _ in range(megabytes):
            file.write(chunk)
    return path


@pytest.mark.parametrize(
    ("part", "megabytes", "words"),
    [
        ("xl/workbook.xml", 201, "unpacks to too much; found '201 MB'; expected at most 200 MB"),
        ("word/document.xml", 51, "unpacks to too much; found '51 MB'; expected at most 50 MB|far more than its size"),
        ("xl/workbook.xml", 20, "unpacks to far more than its size; found '[0-9]+ times'; expected at most 200 times"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, part, megabytes, words):
    path = bomb(tmp_path / "bomb", part, megabytes)
    for read in (uprlib.read, thematic_list.read if part.startswith("word") else dihr.read):
        with pytest.raises(SourceError, match=words):
            read(path)


def test_a_size_that_lies_is_refused(tmp_path):
    path = bomb(tmp_path / "bomb", "xl/workbook.xml", 2)
    content, size = path.read_bytes(), (2 * 2**20).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(SourceError, match="cannot be opened"):
        uprlib.read(path)


def test_a_sheet_with_two_cells_far_apart_is_refused(workbook):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="400000"><c r="XFD400000"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = workbook([], sheet=sheet)
    for read in (uprlib.read, dihr.read, uhri.read):
        with pytest.raises(SourceError, match="the sheet is too large; found '400,000 rows and 16,384 columns'"):
            read(path)


@pytest.mark.parametrize("reader", [upr_info, uwazi])
def test_ten_million_rows_are_refused(tmp_path, reader):
    header = {upr_info: ",".join(upr_info.CSV_HEADER), uwazi: "Text,State under review,Recommending State,Response"}
    path = written(tmp_path, header[reader] + "\n" + "a,b,c\n" * 10_000_000)
    for read in (reader.read, uprlib.read):
        with pytest.raises(SourceError, match="the file has too many rows; found 'more than 500,000'"):
            read(path)


def test_a_file_beyond_the_limit_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 2**20)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it was read"))
    for reader in READERS:
        with pytest.raises(SourceError, match="the file is too large; found '101 MB'; expected at most 100 MB"):
            reader.read(path)


def test_the_extent_of_a_sheet_is_that_of_its_cells(workbook):
    # A styled cell without content takes no room, and real workbooks have such cells far out.
    sheet = '<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c><c r="XFD1" s="1"/></row></sheetData></worksheet>'
    with zipfile.ZipFile(workbook([], sheet=sheet)) as archive:
        assert _extent(archive, "xl/worksheets/sheet1.xml") == (1, 2)


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("upr-info/17-20.csv", "upr_info"),
        ("upr-info/17-20.xls", "upr_info"),
        ("dihr/upr1.xlsx", "dihr"),
        ("thematic-lists/UPR34_Slovenia_Thematic_list_of_Recommendations.docx", "thematic_list"),
        ("wg-reports/cuba2009.pdf", "wg_report"),
    ],
)
def test_real_files_are_recognised(sources, name, format_):
    assert recognition.recognised(sources / name) == format_


@pytest.mark.parametrize("name", list(recognition.FORMATS))
def test_every_reader_can_leave_rows_out(name):
    assert "without" in inspect.signature(recognition.reader(name)).parameters
