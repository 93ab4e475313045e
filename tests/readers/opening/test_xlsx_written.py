"""A workbook written by hand holds what it was given, and is XML throughout."""

import zipfile
from xml.etree import ElementTree

import pandas as pd

from uprlib.readers.opening import xlsx, xlsx_written


def table():
    return pd.DataFrame(
        {
            "number": pd.array([1, None, 3], dtype="Int64"),
            "text": ["134.10", " a\r\nb\x01 _x0041_ <t> & ]]>", None],
            "text_2": [None, "=1+1", "😀"],
        }
    )


def test_cells_come_back_as_they_were_given(tmp_path):
    path = tmp_path / "table.xlsx"
    xlsx_written.write(path, table(), note=["a note"])
    rows = list(xlsx.rows(path, expected="a workbook"))
    assert rows == [["number", "text", "text_2"], [1, "134.10", ""], ["", table()["text"][1], "=1+1"], [3, "", "😀"]]
    assert xlsx.header(path, expected="a workbook") == ["number", "text", "text_2"]


def test_every_part_is_xml_and_named_in_the_list_of_parts(tmp_path):
    path = tmp_path / "table.xlsx"
    xlsx_written.write(path, table(), note=["a note", "of two lines"])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    listed = {each.get("PartName") for each in parts["[Content_Types].xml"]} - {None}
    assert {name.lstrip("/") for name in listed} == {
        name for name in parts if name[:3] == "xl/" and "_rels" not in name
    }
    targets = {f"xl/{each.get('Target')}" for each in parts["xl/_rels/workbook.xml.rels"]}
    assert targets == {"xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    sheet = parts["xl/worksheets/sheet1.xml"]
    # Excel repairs a sheet whose elements stand in another order.
    assert [each.tag.rpartition("}")[2] for each in sheet] == ["sheetViews", "cols", "sheetData"]
    assert not [each for each in sheet.iter() if each.tag.endswith("}f")]


def test_columns_beyond_the_alphabet_have_two_letters(tmp_path):
    path = tmp_path / "table.xlsx"
    xlsx_written.write(path, pd.DataFrame({f"c{number}": ["x"] for number in range(60)}), note=[])
    assert next(xlsx.rows(path, expected="a workbook")) == [f"c{number}" for number in range(60)]
