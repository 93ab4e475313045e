"""Claims about the brackets of OHCHR's lists and index, where an unknown State is an error."""

import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers.wording.brackets import names_in
from uprlib.readers.wording.segments import segments, segments_of


def test_words_after_the_last_state_are_a_part_without_states():
    parts = segments("Plant oaks (Chad); plant elms.")
    assert [(part.text, [name.iso3 for name in part.names]) for part in parts] == [
        ("Plant oaks", ["TCD"]),
        ("plant elms", []),
    ]


@pytest.mark.parametrize("text", ["Plant oaks (Utopia);", "Plant oaks (Portugla); elms (Peru)", "Plant (Utopia, Peru)"])
def test_a_name_that_is_not_in_the_table_is_an_error(text):
    with pytest.raises(StateError, match=r"row 3: unknown State name; found '(Utopia|Portugla)'"):
        segments(text, row=3)


def test_a_text_without_bounds_is_refused():
    with pytest.raises(SourceError, match="too long for a recommendation"):
        segments("Plant " * 5_000)


@pytest.mark.parametrize(
    ("text", "names", "parts"),
    [
        ("Plant oaks (Chad); plant elms (Mali)", "Chad, Mali", [("Plant oaks", 1), ("plant elms", 1)]),
        ("Plant oaks;", "Chad, Mali", [("Plant oaks", 2)]),
        ("Plant oaks (Chad)", "Chad, Mali", [("Plant oaks (Chad)", 2)]),
        ("Plant oaks (Portugla)", "Portugal", [("Plant oaks (Portugla)", 1)]),
        ("Plant oaks (Chad)", "", [("Plant oaks", 1)]),
    ],
)
def test_a_column_of_states_is_trusted_before_the_brackets(text, names, parts):
    found = segments_of(text, tuple(names_in(names)))
    assert [(part.text, len(part.names)) for part in found] == parts
