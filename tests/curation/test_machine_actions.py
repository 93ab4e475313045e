"""Claims about the machine's action categories, on invented texts."""

import pandas as pd
import pytest

from uprlib.curation import machine_actions

THINGS = ["schools", "prisons", "courts", "clinics", "roads", "farms", "ports", "wells"]
VERBS = {2: "Continue to support", 4: "Strengthen", 5: "Ratify"}


@pytest.fixture(scope="module")
def coder():
    rows = [(f"{verb} the {thing}", action) for action, verb in VERBS.items() for thing in THINGS]
    return machine_actions.fitted(pd.DataFrame(rows, columns=["text", "action"]))


def test_only_rows_that_nobody_coded_get_the_machines_category(coder):
    explorer = pd.DataFrame({"explorer_row": [7, 8, 9], "text": ["Ratify the treaty", "Strengthen it", "Continue"]})
    rows = pd.DataFrame(
        {
            "rec_id": ["coded", "b", "c"],
            "explorer_row": pd.array([7, 9, 8], dtype="Int64"),
            "action": pd.array([5, pd.NA, pd.NA], dtype="Int64"),
        }
    )
    table = machine_actions.machine_actions(coder, explorer, rows)
    assert table["rec_id"].tolist() == ["b", "c"] and table["action"].tolist() == [2, 4]
    assert table["probability"].between(0, 1).all()
