"""Claims about the Danish Institute's Explorer."""

import zipfile

import pandas as pd
import pytest

from uprlib.errors import SourceError
from uprlib.readers import dihr
from uprlib.readers.opening.head import Head

ROW = ["Norway", "An invented text", "Noted", "Peru", "2014 Cycle 2", "Source:A/HRC/27/10|124.7|"]


@pytest.mark.parametrize(
    ("document", "symbol", "paragraph"),
    [
        ("Source:A/HRC/27/10|124.10|", "A/HRC/27/10", "124.10"),
        ("Source:A/HRC/33/16", "A/HRC/33/16", None),
        ("Source:A/HRC/13/13|78|", "A/HRC/13/13", "78"),
        ("Source:A/HRC/25/3OLD|138.2|", "A/HRC/25/3OLD", "138.2"),
    ],
)
def test_symbol_and_paragraph_are_told_apart(document, symbol, paragraph):
    found = dihr.DOCUMENT.match(document)
    assert (found["symbol"], found["paragraph"]) == (symbol, paragraph)


def test_a_workbook_that_is_none_is_refused(tmp_path):
    path = tmp_path / "explorer.xlsx"
    path.write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(SourceError, match="the workbook cannot be opened"):
        dihr.read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "no workbook")
    with pytest.raises(SourceError, match="the workbook cannot be opened"):
        dihr.read(path)


def test_the_explorer_covers_two_cycles_of_193_states(sources):
    table = pd.concat([dihr.read(sources / "dihr" / name) for name in ("upr1.xlsx", "upr2.xlsx")])
    assert len(table) == 56_674
    assert table.groupby("sur")["cycle"].nunique().eq(2).sum() == 193
    assert table["paragraph"].isna().sum() == 2_954
    assert table["action"].isna().all()


def test_a_row_is_read_into_the_contract(workbook):
    row = dihr.read(workbook([list(dihr.COLUMNS), ROW])).iloc[0]
    assert (row["sur"], row["recommender"], row["position"]) == ("NOR", "PER", "noted")
    assert (row["cycle"], row["session"], row["symbol"], row["paragraph"]) == (2, 19, "A/HRC/27/10", "124.7")
    assert row["source_row"] == 2


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (2, "Maybe", "row 2, column Response: a value is outside its closed set; found 'Maybe'; expected one of Supp"),
        (4, "Cycle 2", "row 2, column field_year: a value is outside its closed set; found 'Cycle 2'"),
        (5, "124.7", r"row 2, column Document: .*; expected Source:A/HRC/27/10\|124\.7\|"),
    ],
)
def test_bad_values_are_answered_with_their_place(workbook, place, value, words):
    with pytest.raises(SourceError, match=words):
        dihr.read(workbook([list(dihr.COLUMNS), [*ROW[:place], value, *ROW[place + 1 :]]]))


def test_a_workbook_with_half_of_the_columns_is_taken_for_the_explorers(workbook, written):
    assert dihr.recognises(Head(workbook([list(dihr.COLUMNS[:3])])))
    assert not dihr.recognises(Head(workbook([list(dihr.COLUMNS[:2])])))
    assert dihr.recognises(Head(written(";".join(dihr.COLUMNS))))
