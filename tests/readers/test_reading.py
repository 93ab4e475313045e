"""Claims about what every reader gives back, and about values that it cannot take."""

from pathlib import Path

import pandas as pd
import pytest

from uprlib.errors import SchemaError, SourceError
from uprlib.facts import contract
from uprlib.readers.reading import expect_fields, one_value, reading


def test_what_a_format_does_not_have_is_missing():
    table = reading(pd.DataFrame({"source_row": [2], "sur": ["PRK"], "text": ["An invented text"]}), file="a.csv")
    assert list(table.columns) == contract.columns("reading")
    assert table.drop(columns=["source_row", "sur", "text"]).isna().all(axis=None)


def test_a_value_outside_the_contract_is_refused():
    with pytest.raises(SchemaError, match="column cycle"):
        reading(pd.DataFrame({"source_row": [2], "sur": ["PRK"], "text": ["Invented"], "cycle": [9]}), file="a.csv")


@pytest.mark.parametrize(("values", "found"), [([], r"\(nothing\)"), (["Norway", "Peru"], "Norway; Peru")])
def test_a_cell_must_hold_exactly_one_value(values, found):
    assert one_value(["Norway"], "one State") == "Norway"
    with pytest.raises(SourceError, match=f"row 2: a cell does not hold exactly one value; found '{found}'"):
        one_value(values, "one State", row=2)


def test_a_row_that_is_shorter_than_its_header_is_answered_with_its_place():
    expect_fields(["a", "b"], 2, file=Path("a.csv"), row=7)
    with pytest.raises(
        SourceError, match=r"a\.csv, row 7: a row has the wrong number of fields; found 1; expected 2 fi"
    ):
        expect_fields(["a"], 2, file=Path("a.csv"), row=7)
