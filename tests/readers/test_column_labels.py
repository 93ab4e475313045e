"""Claims about columns: a label is matched whatever its capitals and slips, and what is not used is said."""

import pandas as pd
import pytest

from uprlib.errors import SourceError
from uprlib.readers import column_labels
from uprlib.readers.opening.tabular import Tabular

NAMES = {"text": ("recommendation", "text"), "position": ("response", "position"), "sur": ("state under review",)}


def expect(labels):
    column_labels.expect(
        column_labels.matched(labels, NAMES), Tabular(labels, iter(()), "text", 3), NAMES, NAMES, "file.csv"
    )


def test_each_label_is_taken_for_one_field():
    labels = ["TEXT", "Recommendation", "Response ", "State_under_review", "More"]
    found = column_labels.matched(labels, NAMES)
    assert found == {"text": "Recommendation", "position": "Response ", "sur": "State_under_review"}
    table = pd.DataFrame()
    column_labels.note(table, found, [*labels, ""], "XLSX")
    assert table.attrs == {"matched": found, "ignored": ["TEXT", "More"], "saved": "XLSX"}


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (
            ["Text", "Answer", "State under Review"],
            r"row 3, column response: a column is missing.*expected response or",
        ),
        (["Text", "State under Review"], r"column response.*expected response or position; export this column too"),
        (["Text", "Response", "State under Review", "Text"], "column Text: a column occurs twice.*remove one"),
    ],
)
def test_a_column_that_is_needed_is_named(labels, words):
    with pytest.raises(SourceError, match=words):
        expect(labels)
