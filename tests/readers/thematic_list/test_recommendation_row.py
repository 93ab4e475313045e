"""Claims about one row of a list. Invented texts."""

import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers.thematic_list.recommendation_row import entries

PLACE = {"file": "a.docx", "row": 7}
CELLS = {"recommendation": ["5.1. Plant oaks (Chad)", "Source of position: A/HRC/5/6"], "position": ["Noted"]}


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("5.1 Plant oaks (Chad)", "5.1", "Plant oaks"),
        ("186.28. Plant oaks (Chad)", "186.28", "Plant oaks"),
        ("5.1\tPlant oaks (Chad)", "5.1", "Plant oaks"),
        ("Para. 5.1: Plant oaks (Chad)", "5.1", "Plant oaks"),
        ("12) Plant 3 oaks (Chad)", "12", "Plant 3 oaks"),
    ],
)
def test_the_paragraph_number_stands_before_the_text(text, number, rest):
    (entry,) = entries({**CELLS, "recommendation": [text]}, None, PLACE)
    assert (entry["paragraph"], entry["text"]) == (number, rest)


def test_the_theme_above_comes_first_and_the_report_is_the_source_of_the_position():
    (entry,) = entries({**CELLS, "themes": ["- B", "Affected persons:", "- Women"]}, "A", PLACE)
    assert entry["themes"] == ["A", "B"] and entry["persons"] == ["Women"]
    assert (entry["symbol"], entry["position_wg"]) == ("A/HRC/5/6", "noted")


def test_a_goal_is_told_from_a_comment_but_not_in_a_column_of_goals():
    assert entries({**CELLS, "comments": ["3 bills", "4 - QUALITY EDUCATION"]}, None, PLACE)[0]["sdgs"] == [
        "4 - QUALITY EDUCATION"
    ]
    assert entries({**CELLS, "sdgs": ["Goal of peace"]}, None, PLACE)[0]["sdgs"] == ["Goal of peace"]


@pytest.mark.parametrize(
    ("cells", "error", "words"),
    [
        ({"recommendation": ["Plant oaks (Chad)"]}, SourceError, "row 7.*no paragraph number"),
        ({"position": []}, SourceError, "row 7, column Position"),
        ({"states": ["Chad", "Utopia"]}, StateError, "row 7, column Recommending State.*'Utopia'"),
        ({"recommendation": ["5.1 Plant oaks"]}, SourceError, "names no recommending State"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(cells, error, words):
    with pytest.raises(error, match=words):
        entries(CELLS | cells, None, PLACE)
