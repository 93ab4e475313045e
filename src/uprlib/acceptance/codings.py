"""Which answer counts, as of which date: three codings of a State's positions.

``recorded``
    UPR Info's Accepted or Noted, as exported in August 2015. For the DPRK's first review that is "noted" throughout.
``belated``
    Where a State answered a review later in a document of its own (the DPRK's annex of 2014 on the review of 2009),
    that answer counts; accepted means accepted in full.
``belated_partial``
    The same, with partly accepted counted as accepted, in every review whose documents tell partial acceptance: in the
    addendum of September 2014 on the review of 2014 as in the annex on that of 2009.

Of the DPRK's 117 later answers we hold the totals and a few rows; of the 72 answers of September 2014 that were not
acceptances in full, only that 4 are reported as partly accepted. A row that is not known is missing;
:mod:`uprlib.acceptance.bounds` says what the totals allow for the missing rows. A part of a paragraph that UPR Info
split keeps its recorded answer: the split is the partial acceptance.
"""

from __future__ import annotations

import pandas as pd

from uprlib.errors import one_of
from uprlib.facts.vocabulary import CODINGS

DESCRIPTIONS = {
    "recorded": "as UPR Info recorded it (export of August 2015)",
    "belated": "with later answers; accepted in part counts as not accepted",
    "belated_partial": "with later answers; accepted in part counts as accepted",
}
_NOT_ACCEPTED = dict.fromkeys(("partly_accepted", "noted", "not_accepted", "not_fully_accepted", "pending"), False)
OF_OTHERS = (
    "Later and partial answers of other States are not known here: under every coding, theirs are as UPR Info recorded "
    "them."
)
"""What must be said wherever a State's answers under another coding stand beside other States'."""
ANSWERS_IN_FULL = {
    "belated": {"accepted": True, "implemented": True, **_NOT_ACCEPTED},
    # Not fully accepted is partly accepted, noted or not accepted: this coding cannot tell.
    "belated_partial": {
        "accepted": True,
        "implemented": True,
        **_NOT_ACCEPTED,
        "partly_accepted": True,
        "not_fully_accepted": pd.NA,
    },
}
"""What each position counts as under the codings that take later answers."""


def own_documents(positions: pd.DataFrame) -> pd.DataFrame:
    """The positions in documents in which a State answered row by row: later ones, and those that tell partial answers.

    Examples
    --------
    >>> import uprlib
    >>> own_documents(uprlib.corpus().positions).groupby("document").size().to_dict()
    {'A/HRC/27/10/Add.1': 186, 'A/HRC/WG.6/19/PRK/1 annex': 20}
    """
    tells = positions["stage"].eq("later") | positions["position"].isin(["partly_accepted", "not_fully_accepted"])
    return positions[positions["document"].isin(positions.loc[tells, "document"].unique())]


def coded(recommendations: pd.DataFrame, positions: pd.DataFrame, coding: str) -> pd.DataFrame:
    """Add the column `accepted` (True, False or missing) under one coding.

    Parameters
    ----------
    recommendations : pandas.DataFrame
        Rows of the processed table `recommendations`.
    positions : pandas.DataFrame
        The table `positions`.
    coding : str
        One of :data:`CODINGS`.

    Returns
    -------
    pandas.DataFrame
        A copy with `accepted` as nullable boolean. It is missing where the source does not know the final
        position and, in reviews with a document of :func:`own_documents`, for rows that were left open in the room and
        whose answer there is not known.
    """
    one_of(coding, CODINGS, "unknown coding of positions")
    accepted = (recommendations["position"] == "accepted").astype("boolean")
    # A source that does not know the final position (a Working Group report) leaves it missing.
    accepted = accepted.mask(recommendations["position"].isna())
    if coding != "recorded":
        stated = own_documents(positions)
        reviews = set(recommendations.loc[recommendations["rec_id"].isin(stated["rec_id"]), "symbol"])
        rec_ids = recommendations["rec_id"].where(recommendations["symbol"].isin(reviews))
        in_room = (positions["stage"] == "working_group") & positions["rec_id"].isin(rec_ids.dropna())
        open_ = rec_ids.isin(positions.loc[in_room & positions["position"].eq("pending"), "rec_id"])
        open_ &= ~recommendations["flag"].str.contains("split", na=False)
        meaning = ANSWERS_IN_FULL[coding]
        answers = stated.set_index("rec_id")["position"].map(lambda answer: meaning[answer]).astype("boolean")
        accepted = accepted.where(~open_, recommendations["rec_id"].map(answers).astype("boolean"))
    return recommendations.assign(accepted=accepted)


def in_words(coding: str) -> str:
    """A coding's name in a figure.

    Examples
    --------
    >>> in_words("belated_partial")
    'belated, partial'
    """
    return coding.replace("_", ", ")
