"""Claims about lists that were turned into text. Invented texts."""

import pytest

from uprlib.readers import thematic_list
from uprlib.readers.opening.head import Head
from uprlib.readers.thematic_list import as_text

AS_TEXT = """Recommendation|Position|Full list of themes|Assessment/comments|Theme: A12 Law|\
28.2 Invent a rule on 28.5 oaks (Chad) (Mali);|Source of position: A/HRC/40/6/Add.1 - Para. 2|Supported|A12 Law|\
D1 Liberty|S16 SDG 16 - peace|Affected persons:|- general|- judges|Theme: B3 Trees|\
28.10 Invent more (Peru).|Source of position: A/HRC/40/6 - Para. 2|Noted|B3 Trees|Affected persons:|- children|\
UPR of China (3rd Cycle – 31st session)\t\tThematic list of recommendations \t\tPage 2 of 2|"""


@pytest.mark.parametrize("between", ["", "\n", "\t"])
def test_a_list_turned_into_text_is_read_whether_or_not_its_cells_run_into_each_other(written, between):
    text = AS_TEXT.replace("|", between)
    path = written(text)
    assert thematic_list.recognises(Head(path))
    table = thematic_list.read(path)
    assert table["recommender"].tolist() == ["TCD", "MLI", "PER"]
    assert table["paragraph"].tolist() == ["28.2", "28.2", "28.10"]
    assert table["text"].tolist() == ["Invent a rule on 28.5 oaks"] * 2 + ["Invent more"]
    assert table["position"].tolist() == ["accepted", "accepted", "noted"] and table["position_wg"][2] == "noted"
    assert table["persons"].tolist() == ["general;judges"] * 2 + ["children"]
    assert (table["sur"][0], table["cycle"][0], table["session"][0]) == ("CHN", 3, 31)
    assert table["themes"].tolist() == ["A12 Law;D1 Liberty"] * 2 + ["B3 Trees"]
    assert table["sdgs"][0] == "S16 SDG 16 - peace"


def test_a_row_whose_position_is_not_known_is_there_without_one():
    (row,) = as_text.rows_of("5.1 Plant oaks (Chad) Source of position: A/HRC/5/6 - Para. 2 Perhaps")
    assert row.cells["position"] == [] and row.cells["recommendation"][0].startswith("5.1 Plant oaks")


def test_other_texts_are_no_lists():
    assert not as_text.looks_like("Recommendation,Position\nPlant oaks,Noted")
    assert not as_text.looks_like("A report. Source of position: A/HRC/5/6")


def test_a_text_without_numbers_or_with_many_takes_no_time():
    assert not list(as_text.rows_of("a" * 10**6))
    assert len(list(as_text.rows_of("1.1 " * 10**5 + "Source of position: " * 1000))) == 1000
