"""The coder of action categories: fitted on the coded rows, applied to the others, and tested out of sample."""

from __future__ import annotations

import pandas as pd

from uprlib.curation.actions import evaluation
from uprlib.curation.actions.classifier import Coder, fit
from uprlib.facts import contract

SEED = 20140217


def fitted(export: pd.DataFrame) -> Coder:
    """The coder, fitted on every coded row of the export."""
    return fit(export["text"], export["action"], SEED)


def machine_actions(coder: Coder, explorer: pd.DataFrame, recommendations: pd.DataFrame) -> pd.DataFrame:
    """The table `machine_actions`: the machine's category of every recommendation that nobody coded."""
    lacking = recommendations[recommendations["action"].isna()]
    texts = explorer.set_index("explorer_row").loc[lacking["explorer_row"].astype(int), "text"]
    coded = coder.predict(texts.tolist())
    return pd.DataFrame(
        {
            "rec_id": lacking["rec_id"].to_numpy(),
            "action": coded["category"].to_numpy(),
            "probability": coded["probability"].to_numpy(),
        }
    )


def tested(export: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables `coder_evaluation` and `coder_confusion`."""
    held_out = evaluation.out_of_sample(export, SEED)
    return {
        "coder_evaluation": evaluation.measures(held_out)[contract.columns("coder_evaluation")],
        "coder_confusion": evaluation.confusion(held_out),
    }
