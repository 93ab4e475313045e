"""Claims about what every reader gives back, and about values that it cannot take."""

import pandas as pd
import pytest

from uprlib.errors import SchemaError, SourceError
from uprlib.facts import contract
from uprlib.readers.reading import one_value, reading


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
