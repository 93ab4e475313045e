"""Single recommendations that a State accepted, listed."""

from __future__ import annotations

import pandas as pd

from uprlib.acceptance.answers import Answers
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.facts.vocabulary import SPECIFIC
from uprlib.tidy import Result, capitalised, or_sentence, tidy


@or_sentence
def accepted_specific(own: Answers) -> Result:
    """The requests for specific action (category 5) that a State accepted, by paragraph.

    Returns
    -------
    Result
        One row is one recommendation: paragraph, recommender, name, issues.

    Examples
    --------
    >>> import uprlib
    >>> from uprlib.acceptance.answers import answers
    >>> found = accepted_specific(answers(uprlib.corpus(), "PRK", cycles=[2]))
    >>> len(found), found["paragraph"].tolist()[:3], found["name"].tolist()[:3]
    (13, ['124.1', '124.3', '124.7'], ['Kazakhstan', 'Chad', 'Tunisia'])
    """
    asked = own[own["action"].isin(SPECIFIC)]
    found = asked[asked["accepted"].eq(True).fillna(False)]
    if own.empty or found.empty:
        who = capitalised(own.told.the_name)
        raise DataError(own.told.lacks or f"{who} is not known to have accepted a request for specific action.")
    cycles = " and ".join(str(cycle) for cycle in sorted(found["cycle"].unique()))
    what = f"requests for specific action that {own.told.the_name} accepted in cycle {cycles}"
    table = pd.DataFrame(found[["paragraph", "recommender", "issues"]]).reset_index(drop=True)
    table.insert(2, "name", table["recommender"].map((own.told.corpus or Corpus()).names))
    return tidy(
        table,
        title=capitalised(what),
        notes=f"n = {len(table)}; {', '.join(found['symbol'].unique())}.",
        index=("paragraph",),
        columns={"paragraph": "paragraph", "recommending State": "name", "issues": "issues"},
        counts={"specific_accepted": {"value": len(table), "unit": "rows", "note": what}},
        sentences=(
            f"{capitalised(own.told.the_name)} accepted {len(table)} of {len(asked)} requests for specific action in "
            f"cycle {cycles}.",
        ),
    )
