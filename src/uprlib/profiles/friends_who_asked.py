"""Which friends asked each State, how often, and how much of it the State accepted."""

from __future__ import annotations

import pandas as pd

from uprlib.alliances.pairs_of_friends import pairs_of_friends
from uprlib.facts.corpus import Corpus
from uprlib.profiles.measures import Ground


def friends_who_asked(corpus: Corpus, definition: str = "ideal_points", *, closest: float = 1 / 3) -> pd.DataFrame:
    """The friends that made recommendations in each review, those that made most first.

    Parameters
    ----------
    corpus : Corpus
    definition : str
        Who is a friend, one of :data:`uprlib.alliances.nearness.DEFINITIONS`.
    closest : float
        Where nearness is a matter of degree, the share of States that count as friends.

    Returns
    -------
    pandas.DataFrame
        One row is one friend in one review: sur, cycle, recommender, n (recommendations with a known answer), accepted.

    Examples
    --------
    >>> import uprlib
    >>> found = friends_who_asked(uprlib.corpus())
    >>> found[(found["sur"] == "PRK") & (found["cycle"] == 2)].head(2).to_numpy().tolist()
    [['PRK', 2, 'TUN', 5, 2], ['PRK', 2, 'BGD', 4, 4]]
    """
    ground = Ground(corpus, closest)
    counts = {"n": ("y", "size"), "accepted": ("y", "sum")}
    by = ["sur", "cycle", "recommender"]
    asked = ground.answered.groupby(by, as_index=False).agg(**counts).astype({"accepted": int})
    friend = pairs_of_friends(ground.pairs(asked, "sur", "recommender"), definition, corpus, closest=closest)
    found = asked[friend.fillna(False).astype(bool).to_numpy()]
    return found.sort_values(
        ["sur", "cycle", "n", "recommender"], ascending=[True, True, False, True], ignore_index=True
    )
