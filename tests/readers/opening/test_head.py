"""Claims about what the beginning of a file says of it."""

import pytest

from uprlib.errors import SourceError
from uprlib.readers.opening import files
from uprlib.readers.opening.head import Head

OLE = files.OLE + b"\0" * 504


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("%PDF-1.5 ...", "pdf"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE, "ole"),
        ("a text".encode("utf-16"), "text"),
        ("a text of some length".encode("utf-16-le"), "text"),
        ("<!DOCTYPE html><html></html>", "html"),
        ('<?xml version="1.0"?>\n<html>', "html"),
        (b"\x1f\x8b\x00\x00", "binary"),
        ("\ufeff [1]", "json"),
        ("To,From\n", "text"),
    ],
)
def test_the_kind_is_told_by_content_whatever_the_name(written, content, kind):
    for misleading in ("file.pdf", "file.xlsx", "file"):
        assert Head(written(content, misleading)).kind == kind


def test_office_files_are_told_by_their_parts(workbook, word, bomb):
    assert Head(workbook([["a"]])).kind == "xlsx"
    assert Head(word(["a"])).kind == "docx"
    assert Head(bomb("a.txt", 1)).kind == "zip"
    assert Head(word(["a"])).document.paragraphs[0].text == "a"


def test_a_damaged_office_file_is_answered(written):
    with pytest.raises(SourceError, match="the file cannot be opened"):
        _ = Head(written(b"PK\x03\x04 cut")).kind


def test_the_header_is_the_first_row(written, workbook):
    assert Head(written("\ufeff To ,From\r1,2")).header == ["To", "From"]
    assert Head(workbook([["Country ", "Year"], ["Chad", 2009]])).header == ["Country", "Year"]
    assert Head(written("[1]")).header == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_header_is_read_in_any_dialect(written, encoding, sign):
    text = f"Texte{sign}État\r\n1{sign}2\r\n"
    assert Head(written(text.encode(encoding))).header[0] == "Texte"
    assert len(Head(written(text.encode(encoding))).header) == 2


def test_the_header_of_a_large_workbook_is_read_without_loading_it(workbook, monkeypatch):
    monkeypatch.setattr("uprlib.readers.opening.sheets.first_sheet_rows", lambda *_, **__: pytest.fail("loaded"))
    assert Head(workbook([["To", "From"], [1, 2]])).header == ["To", "From"]


def test_a_header_that_is_not_well_formed_is_one_cell(written):
    assert Head(written('a,"b\n')).header == ['a,"b']


def test_of_a_long_text_only_the_beginning_is_read(written):
    head = Head(written("To,From\n" + "1,2\n" * 100_000))
    assert len(head.start) == 64 * 1024 and head.header == ["To", "From"]


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ('[{"b": 1, "a": 2}]', ["a", "b"]),
        ('{"rows": [{"metadata": {}}]}', ["metadata"]),
        ('{"a": 1}', ["a"]),
        ("[1]", []),
        ("[]", []),
        ("a,b", []),
    ],
)
def test_the_fields_are_those_of_the_first_object(written, content, fields):
    assert Head(written(content)).fields == fields


def test_half_of_the_columns_are_enough(written):
    head = Head(written("To,From,Year\n"))
    assert head.has_most(("To", "From", "Text", "Response"))
    assert not head.has_most(("To", "Text", "Response"))
