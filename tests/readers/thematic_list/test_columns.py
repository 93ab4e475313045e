"""Claims about the heads of thematic lists."""

import pytest

from uprlib.readers.opening.word_tables import Cell
from uprlib.readers.thematic_list.columns import by_kind, header_of


def row(*texts):
    return [Cell(place, place + 1, (text,) if text else ()) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        ("Recommendation|Position|Full list of themes|Assessment/comments", "recommendation position themes comments"),
        ("Recommendation|Recommending state/s|Position|List of rights", "recommendation states position themes"),
        ("Recommendation|States|Position|Affected persons", "recommendation states position persons"),
        ("No.|Recommendations|Recommending State|Position of the State", "number recommendation states position"),
        ("Para|Recommendation|Position on the recommendation|SDGs", "number recommendation position sdgs"),
        ("Recommendation and recommending State|Position of the State|Themes", "recommendation position themes"),
    ],
)
def test_a_column_is_known_by_its_head(heads, kinds):
    _, columns = header_of([row(*heads.split("|"))])
    assert " ".join(column.kind for column in columns) == kinds


def test_a_title_may_stand_above_the_head_and_other_tables_are_no_lists():
    place, _ = header_of([row("A list", "", ""), row("Recommendation", "Position", "Themes")])
    assert place == 1
    assert header_of([row("Recommendation", "Year")]) is None
    assert header_of([row("Paragraph", "Recommendation", "Year")]) is None


def test_cells_that_do_not_stand_under_the_heads_are_nobodys():
    _, columns = header_of([row("Recommendation", "Position", "Themes")])
    assert by_kind(row("a", "b", "c"), columns)["position"].lines == ("b",)
    assert by_kind([Cell(0, 2, ("a",)), Cell(2, 3, ("c",))], columns) is None
    assert by_kind(row("a", "b"), columns) is None
