"""Claims about recognising a file by its content, and about bad files: every reader gives one clear answer."""

import subprocess
import sys

import pandas as pd
import pytest

import uprlib
from uprlib.errors import ParameterError, SourceError
from uprlib.readers import dihr, recognition, thematic_list, uhri, upr_info, uwazi, wg_report
from uprlib.readers.opening import files

OLE = files.OLE + b"\0" * 504
UPR_INFO = ",".join(upr_info.CSV_HEADER) + "\r"
UPR_INFO += 'DPR Korea,Asia,,An invented text,France,WEOG,"EU, OIF",Noted,5,"Justice,Detention",6'
UWAZI = "Text,State under review,Recommending State,Response\n"
LIST_HEADER = ["Recommendation", "Position", "Full list of themes", "Relevant SDGs"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (UPR_INFO, "upr_info"),
        ("\ufeffTitle," + UWAZI, "uwazi"),
        ('[{"metadata": {"recommendation": []}}]', "uwazi"),
        ('{"rows": [{"metadata": {}}], "totalRows": 1}', "uwazi"),
        ('[{"Text": "", "Countries": [], "Body": "", "Symbol": "", "Themes": []}]', "uhri"),
        ("%PDF-1.5 ...", "wg_report"),
        ("\ufeffsep=;\r\nTitle;" + UWAZI.replace(",", ";"), "uwazi"),
        (UWAZI.replace(",", "\t").encode("utf-16"), "uwazi"),
        ("paragraph|recommending_state|position|text\n", "uwazi"),
        (";".join(name for names in uhri.NAMES.values() for name in names[:1]), "uhri"),
        ("\t".join(dihr.COLUMNS), "dihr"),
    ],
)
def test_a_format_is_told_by_content_whatever_the_name(written, content, name):
    for misleading in ("file.pdf", "file.xlsx", "file"):
        assert recognition.format_of(written(content, misleading)) == name


def test_workbooks_are_told_by_their_header(workbook):
    assert recognition.format_of(workbook([list(dihr.COLUMNS), ["x"] * 6])) == "dihr"
    assert recognition.format_of(workbook([[names[0] for names in uhri.NAMES.values()], ["x"] * 13])) == "uhri"
    assert recognition.format_of(workbook([UWAZI.strip().split(",")])) == "uwazi"
    for header in (upr_info.CSV_HEADER, upr_info.XLS_HEADER):
        assert recognition.format_of(workbook([list(header)])) == "upr_info"
    with pytest.raises(SourceError, match="no known format; found 'the header Country, Year'"):
        recognition.format_of(workbook([["Country", "Year"]]))


def test_a_document_with_the_four_columns_is_a_list_and_another_a_report(thematic_docx):
    assert recognition.format_of(thematic_docx(LIST_HEADER, [])) == "thematic_list"
    # A list without one of the columns is still a list; its reader says which column is missing.
    assert recognition.format_of(thematic_docx(LIST_HEADER[:3], [])) == "thematic_list"
    assert recognition.format_of(thematic_docx(["Country", "Year"], [])) == "wg_report"


def test_an_export_without_some_columns_is_recognised_and_its_reader_says_which(written):
    path = written("To,From,Text,Response,Action,Session\n1,2,3,4,5,6")
    assert recognition.format_of(path) == "upr_info"
    with pytest.raises(SourceError, match="column To-Rgrp: a column is missing"):
        uprlib.read(path)


def test_read_calls_the_reader_and_names_the_format(written, monkeypatch):
    path = written(UPR_INFO)
    table = uprlib.read(path)
    assert table.attrs["format"] == "upr_info" and table["sur"].tolist() == ["PRK"]
    monkeypatch.setattr(wg_report, "read", lambda path: pd.DataFrame({"text": ["invented"]}))
    assert uprlib.read(written("%PDF-1.5")).attrs["format"] == "wg_report"
    assert uprlib.read(path, as_="wg_report").attrs["format"] == "wg_report"


def test_a_misspelt_format_is_answered_with_the_nearest(written):
    with pytest.raises(ParameterError, match=r"found 'uhir'.*did you mean uhri\?"):
        uprlib.read(written("x"), as_="uhir")


def test_what_is_shown_has_no_text(written):
    shown = recognition.described(uprlib.read(written(UPR_INFO)))
    assert "UPR Info's export" in shown and "PRK" in shown and "Sessions: 6" in shown
    assert "invented" not in shown


@pytest.mark.parametrize("name", list(recognition.FORMATS))
def test_a_format_that_no_real_file_has_confirmed_is_shown_as_such(written, name):
    table = uprlib.read(written(UPR_INFO))
    table.attrs["format"] = name
    shown = recognition.described(table)
    assert ("unconfirmed format: its reader follows the documentation" in shown) == (
        not recognition.READERS[name].CONFIRMED
    )
    assert shown.splitlines()[0] == f"Recognised: {recognition.FORMATS[name]}"


def test_an_export_of_the_present_database_is_read_as_unconfirmed(written):
    path = written(UWAZI + "Invent a rule,Norway,France,Supported\n")
    assert "This is an unconfirmed format" in recognition.described(uprlib.read(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "no known format; found 'the header a, b'; expected one of: own, .*; upr_info, .*; wg_report, "),
        ('{"a": 1}', "no known format; found 'JSON with the fields a'"),
        ("[1]", "no known format; found 'JSON without a list of objects'"),
        ('[{"a": 1, "b": 2}]', "no known format; found 'JSON with the fields a, b'"),
        ('[{"metadata": ', "not well-formed JSON.*cut short"),
        ("[" * 100_000, "not well-formed JSON"),
        ("Text,State under review".encode("utf-16"), "no known format; found 'the header Text, State under review'"),
        (OLE + "Workbook".encode("utf-16-le"), "the XLS file cannot be opened.*it is damaged or cut short"),
        (b"\x1f\x8b\x00\x00", "no known format; found 'bytes that are not text'"),
        (OLE + "WordDocument".encode("utf-16-le"), "a DOC file of old Word.*save it as DOCX"),
        (OLE, "neither XLS nor DOC, or is cut short"),
        (b"PK\x03\x04 cut", "the file cannot be opened.*damaged or cut short"),
        (b"", "the file is empty"),
    ],
)
def test_unknown_content_is_answered_with_what_is_known(written, content, words):
    with pytest.raises(SourceError, match=words):
        recognition.format_of(written(content))


def test_a_web_page_saved_as_a_pdf_is_answered_as_what_it_is(written):
    path = written("<!DOCTYPE html><html><body><iframe src='x'></iframe></body></html>", "viewer.pdf")
    with pytest.raises(SourceError, match="this is a web page, not the PDF: download the document itself"):
        uprlib.read(path)


def test_columns_that_were_used_and_ignored_are_shown(written):
    path = written(
        "\ufeff" + UWAZI.replace(",", ";").replace("Response", "Response;More") + "Invent;Peru;Chad;Noted;x\n"
    )
    shown = recognition.described(uprlib.read(path)).splitlines()
    assert "Saved as: text in UTF-8, semicolons between cells" in shown
    assert (
        "Columns used: Text as text, State under review as sur, Recommending State as recommender, Response as position"
        in shown
    )
    assert "Columns ignored: More" in shown


def test_a_zip_file_of_other_things_is_answered_with_its_parts(bomb):
    with pytest.raises(SourceError, match=r"no known format; found 'a zip file with a\.txt'"):
        recognition.format_of(bomb("a.txt", 1))


def test_no_file_and_a_directory(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        uprlib.read(tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="this is a directory"):
        uprlib.read(tmp_path)


@pytest.mark.parametrize("name", list(recognition.FORMATS))
def test_a_locked_office_file_is_answered_as_such_by_every_reader(written, name):
    path = written(OLE + "EncryptedPackage".encode("utf-16-le"))
    for read in (recognition.reader(name), uprlib.read):
        with pytest.raises(SourceError, match=r"protected with a password.*remove the password"):
            read(path)


@pytest.mark.parametrize("name", list(recognition.FORMATS))
def test_a_truncated_office_file_is_answered_by_every_reader(written, workbook, name):
    path = written(workbook([list(dihr.COLUMNS), ["x"] * 6]).read_bytes()[:500])
    with pytest.raises(SourceError, match=r"cannot be opened|not a text file|not well-formed|not UTF-8"):
        recognition.reader(name)(path)


@pytest.mark.parametrize(
    ("part", "megabytes", "words"),
    [
        ("xl/workbook.xml", 51, "unpacks to too much; found '51 MB'; expected at most 50 MB"),
        ("word/document.xml", 51, "unpacks to too much; found '51 MB'; expected at most 50 MB|far more than its size"),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(bomb, part, megabytes, words, monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 50 * 2**20)
    path = bomb(part, megabytes)
    for read in (uprlib.read, thematic_list.read if part.startswith("word") else dihr.read):
        with pytest.raises(SourceError, match=words):
            read(path)


@pytest.mark.parametrize("reader", [upr_info, uwazi])
def test_ten_million_rows_are_refused(written, reader):
    header = {upr_info: ",".join(upr_info.CSV_HEADER) + "\n", uwazi: UWAZI}
    path = written(header[reader] + "a,b,c\n" * 10_000_000)
    for read in (reader.read, uprlib.read):
        with pytest.raises(SourceError, match="the file has too many rows; found 'more than 500,000'"):
            read(path)


def test_a_file_beyond_the_limit_is_not_read_by_any_reader(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 2**20)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it was read"))
    for name in recognition.FORMATS:
        with pytest.raises(SourceError, match=r"the file is too large; found '101 MB'; expected at most 100? MB"):
            recognition.reader(name)(path)


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
    assert recognition.format_of(sources / name) == format_


def test_the_libraries_of_single_formats_are_loaded_only_for_a_file_that_needs_them():
    heavy = "'docx', 'lxml', 'pypdfium2', 'python_calamine'"
    asked = f"import sys, uprlib.readers.recognition; print([name for name in ({heavy}) if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"


def test_one_state_of_many_is_read_where_it_is_asked_for(written):
    path = written(UPR_INFO + "\r" + UPR_INFO.split("\r")[1].replace("DPR Korea", "Chad"))
    table = uprlib.read(path, known=wg_report.Known(sur="TCD"))
    assert table["sur"].tolist() == ["TCD"] and table.attrs["account"].complete
    with pytest.raises(ParameterError, match="--session is for files that do not say it themselves"):
        uprlib.read(path, known=wg_report.Known(session=9))


def test_a_table_of_one_review_takes_what_it_does_not_say_from_whoever_reads_it(written):
    path = written("paragraph,recommending_state,position,text\n60.1,Italy; Chad,supported,Invent\n")
    known = wg_report.Known(sur="NOR", symbol="A/HRC/42/3")
    row = uprlib.read(path, known=known).iloc[1]
    assert (row["sur"], row["symbol"], row["session"], row["cycle"]) == ("NOR", "A/HRC/42/3", 33, 3)
