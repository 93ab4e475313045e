"""Claims about requests that return, on invented texts."""

import pandas as pd

from uprlib.curation.request_pairs import request_pairs
from uprlib.facts.vocabulary import LEAST_LIKENESS

FIRST = ["Ratify the treaty on oaks", "Plant elms along the avenues", "Build bridges over the river"]
SECOND = ["Promptly ratifying the treaty on oaks", "Publish a report on whales", "Ratify the treaty on oaks and elms"]


def pairs(flags=None):
    texts = FIRST + SECOND
    rows = pd.DataFrame(
        {
            "rec_id": [f"first{n}" for n in range(3)] + [f"second{n}" for n in range(3)],
            "sur": "TCD",
            "cycle": [1] * 3 + [2] * 3,
            "export_row": range(6),
            "explorer_row": pd.NA,
            "flag": flags or [None] * 6,
        }
    )
    export = pd.DataFrame({"export_row": range(6), "text": texts})
    found = request_pairs(rows, export, pd.DataFrame({"explorer_row": [], "text": []}))
    return found.set_index(["rec_id_first", "rec_id_second"])["score"]


def test_the_same_request_in_another_form_is_wholly_alike():
    assert pairs()["first0", "second0"] == 1


def test_a_request_for_more_is_alike_in_part_and_another_one_is_no_pair():
    found = pairs()
    assert LEAST_LIKENESS <= found["first0", "second2"] < 1
    assert {first for first, _ in found.index} == {"first0"} and len(found) == 2


def test_rows_that_belong_to_no_review_have_no_pair():
    assert "second0" not in pairs([None] * 3 + ["no_review", None, None]).index.get_level_values("rec_id_second")
