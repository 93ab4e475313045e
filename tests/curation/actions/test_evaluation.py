"""Claims about how the coder is tested: nothing that it was trained on counts as unseen."""

import numpy as np
import pandas as pd
import pytest

from uprlib.curation.actions import evaluation
from uprlib.facts import tables
from uprlib.facts.vocabulary import SPLITS


@pytest.fixture(scope="module")
def held_out():
    """Invented requests to ten States in sessions 12 to 19, half of them in the same words for every State."""
    things = ["schools", "prisons", "courts", "clinics", "roads"]
    verbs = {2: "Continue to support", 4: "Strengthen", 5: "Ratify the treaty on"}
    rows = [
        (f"S{state:02}", 12 + state % 8, f"{verb} the {thing}{'' if action == 5 else f' of town {state}'}", action)
        for state in range(10)
        for thing in things
        for action, verb in verbs.items()
    ]
    return evaluation.out_of_sample(pd.DataFrame(rows, columns=["sur", "session", "text", "action"]), seed=1)


def test_every_row_is_held_out_once_by_state_and_later_sessions_once_forward(held_out):
    counts = held_out.groupby("split").size()
    assert set(counts.index) == set(SPLITS)
    assert counts["by_state"] == 150 and (held_out.loc[held_out["split"] == "forward", "session"] > 16).all()


def test_only_wordings_that_the_training_rows_do_not_have_are_unseen(held_out):
    by_state = held_out[held_out["split"] == "by_state"]
    assert not by_state.loc[by_state["action"] == 5, "unseen"].any()
    assert by_state.loc[by_state["action"] != 5, "unseen"].all()


def test_measures_are_of_all_rows_of_unseen_wordings_and_of_each_session(held_out):
    table = evaluation.measures(held_out)
    own = table[table["split"] == "by_state"]
    assert own["texts"].tolist()[:2] == ["all", "unseen"] and own["n"].tolist()[:2] == [150, 100]
    assert own["n"].iloc[2:].sum() == 150 and own["agreement"].iloc[0] == 1
    assert evaluation.confusion(held_out)["n"].sum() == len(held_out)


def test_alpha_of_a_known_table():
    # Krippendorff (2011), example A: two observers, binary data, alpha = 0.095.
    first = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    second = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert evaluation.krippendorffs_alpha(first, second) == pytest.approx(0.095, abs=1e-3)


def test_the_shipped_evaluation_is_of_every_coded_row_and_better_than_the_rule():
    tried = tables.load("coder_evaluation")
    whole = tried[tried["session"].isna() & (tried["texts"] == "all")].set_index("split")
    assert whole.loc["by_state", "n"] == 41_066 and whole.loc["forward", "n"] == 10_805
    assert whole.loc["forward", "kappa"] > whole.loc["verb_rule", "kappa"]
    counts = tables.load("coder_confusion").groupby("split")["n"].sum()
    assert counts.to_dict() == whole["n"].to_dict()
