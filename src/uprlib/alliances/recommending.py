"""What a State itself recommends: to whom, and how it was answered.

The State need never have been under review: the Holy See and Palestine recommend too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from uprlib.acceptance.answers import Answers, Told
from uprlib.acceptance.clusters import mean_over, share_over
from uprlib.acceptance.codings import coded
from uprlib.acceptance.contrasts import same_mix, standardised_rates
from uprlib.acceptance.rates import COUNTED, acceptance_rate, rates
from uprlib.errors import DataError
from uprlib.facts.corpus import Corpus
from uprlib.tidy import Number, Result, capitalised, count, or_sentence, p_value, tidy, written


@dataclass(frozen=True)
class Maker(Told):
    """What is known of a State's own recommendations beside the rows.

    Attributes
    ----------
    state : str
        The State that made them.
    cycles : tuple of int or None
        The cycles that are looked at; None for all.
    """

    state: str = ""
    cycles: tuple[int, ...] | None = None

    @property
    def tables(self) -> Corpus:
        """The corpus that the rows were taken from."""
        return self.corpus or Corpus()

    @property
    def group(self) -> str:
        """Its regional group, as UPR Info coded it in 2015; "Observer" for the Holy See and Palestine."""
        return str(self.tables.states.set_index("iso3").loc[self.state, "regional_group"])

    @property
    def is_observer(self) -> bool:
        """Whether it is an observer of the United Nations, not a member."""
        return self.group == "Observer"

    def by_everyone(self) -> pd.DataFrame:
        """The recommendations that all States made in these cycles, this one included."""
        rows = self.tables.recommendations
        return rows if self.cycles is None else rows[rows["cycle"].isin(self.cycles)].reset_index(drop=True)


class Made(Answers):
    """The recommendations that one State made, with the answer to each in `accepted`, and :class:`Maker`."""

    told: Maker = Maker()

    @property
    def _constructor(self):
        return Made


def made_by(corpus: Corpus, state: str, *, cycles: Sequence[int] | None = None, confidence: float = 0.95) -> Made:
    """The recommendations that a State made, with the answers that UPR Info recorded.

    Parameters
    ----------
    corpus : Corpus
    state : str
        The recommending State.
    cycles : sequence of int, optional
        Only recommendations of these cycles.
    confidence : float
        Level of the intervals that are computed from these rows.

    Returns
    -------
    Made
        One row is one recommendation, with the columns of the table `recommendations` and `accepted`. It is empty where
        the State made none, and knows the sentence that says so.

    Examples
    --------
    >>> import uprlib
    >>> made = made_by(uprlib.corpus(), "PRK")
    >>> len(made), made["sur"].nunique(), int(made["accepted"].sum())
    (153, 46, 128)
    """
    chosen = None if cycles is None else tuple(cycles)
    told = Maker(corpus.name(state), corpus.the_name(state), confidence=confidence, corpus=corpus)
    told = replace(told, state=state, cycles=chosen)
    rows = told.by_everyone()
    made = Made(coded(rows[rows["recommender"].eq(state)].reset_index(drop=True), corpus.positions, "recorded"))
    where = "in this corpus" if chosen is None else "in the chosen cycles"
    lacks = "" if len(made) else f"{capitalised(told.the_name)} made no recommendation {where}."
    made.told = replace(told, lacks=lacks)
    return made


@or_sentence
def addressed(made: Made) -> Result:
    """How many recommendations a State made, to how many States, and how many were accepted.

    Returns
    -------
    Result
        One row is one cycle: cycle, recommendations, to_States, action_coded, accepted (counts) and share.

    Examples
    --------
    >>> import uprlib
    >>> print(addressed(made_by(uprlib.corpus(), "PRK")).about.sentences[0])
    The DPRK made 153 recommendations to 46 States; 128 of them were accepted (83.7%).
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    table = made.groupby("cycle", as_index=False).agg(
        recommendations=("rec_id", "size"),
        to_States=("sur", "nunique"),
        action_coded=("action", "count"),
        accepted=("accepted", "sum"),
    )
    table["accepted"] = table["accepted"].astype(int)
    table["share"] = table["accepted"] / table["recommendations"]
    accepted, n, to_all = int(table["accepted"].sum()), len(made), made["sur"].nunique()
    return tidy(
        pd.DataFrame(table),
        title=f"Recommendations that {about.the_name} made",
        notes="n: recommendations.",
        index="cycle",
        columns={name: name for name in ("recommendations", "to_States", "action_coded", "accepted")}
        | {"share accepted": "{share:share}"},
        numbers=(
            Number("made.cycle{cycle}", "recommendations", unit="rows", note="recommendations that {state} made"),
            Number("made_to.cycle{cycle}", "to_States", unit="States", note="States that {state} addressed"),
        ),
        sentences=f"{capitalised(about.the_name)} made {n:,} recommendations to {to_all} States; {accepted:,} of them "
        f"were accepted ({accepted / n:.1%}).",
        facts={"state": about.state},
    )


@or_sentence
def answered(made: Made, *, draws: int = 2000, seed: int = 2017) -> Result:
    """How a State's requests were answered in each action category, beside those of all other States.

    The comparison as a whole is at the same mix: each category of the others' requests is weighted as this State asks
    it (direct standardisation), and its interval is over rows and over addressed States, the others' rates taken as
    known. Only requests with a coded category and a known answer count.

    Parameters
    ----------
    made : Made
        From :func:`made_by`.
    draws, seed : int
        As for :func:`uprlib.acceptance.contrast`.

    Returns
    -------
    Result
        One row is one action category: the columns of :func:`uprlib.acceptance.rates`, and of_others (the rate of all
        other States' requests).

    Examples
    --------
    >>> import uprlib
    >>> table = answered(made_by(uprlib.corpus(), "PRK")).set_index("action")
    >>> int(table.loc[5, "accepted"]), int(table.loc[5, "n"]), round(float(table.loc[5, "of_others"]), 3)
    (6, 13, 0.548)
    """
    about = made.told
    if made.empty:
        raise DataError(about.lacks)
    own = made[made["action"].notna() & made["accepted"].notna()]
    if own.empty:
        raise DataError(f"No recommendation that {about.the_name} made has both a coded category and a known answer.")
    everyone = coded(about.by_everyone(), about.tables.positions, about.coding)
    # A recommendation whose recommending State is unknown counts among the others.
    others = everyone[~everyone["recommender"].eq(about.state).fillna(False).astype(bool)]
    found = rates(made, "action")
    of_others = rates(others, "action").set_index("action")["rate"]
    table = pd.DataFrame(found).assign(of_others=found["action"].map(of_others))
    accepted, n = int(own["accepted"].sum()), len(own)
    rate, low, high = acceptance_rate(accepted, n, about.confidence)
    of_own = count(rate, "share", "acceptance of its requests with a coded category", n) | {"low": low, "high": high}
    counts = {"answered": of_own}
    over = share_over(own["accepted"].astype(float), own["sur"], confidence=about.confidence)
    if pd.notna(over[0]):
        counts["answered.clustered"] = of_own | dict(zip(("low", "high"), over, strict=True))
    interval = f"interval {low:.1%} to {high:.1%}"
    sentence = f"Of its {n:,} requests with a coded category, {accepted:,} were accepted ({rate:.1%}; {interval})"
    same = standardised_rates(others.assign(everyone="all"), "everyone", same_mix(own))
    at_same_mix = "acceptance of all other States' requests at this State's mix of action categories"
    for row in same.to_dict("records"):
        counts["answered.same_mix"] = count(row["standardised"], "share", at_same_mix, row["n"])
        sentence += f"; of all other States' requests, at the same mix of categories, {row['standardised']:.1%}"
    sentences = [f"{sentence}."]
    beyond = (own["accepted"].astype(float) - own["action"].map(of_others)).dropna()
    if len(beyond):
        less = "acceptance of its requests minus that of all other States' at the same mix of categories"
        addressed_ = own.loc[beyond.index, "sur"]
        for level, clusters in (("", None), (".clustered", addressed_)):
            low, high, p = mean_over(beyond, clusters, draws=draws, seed=seed, confidence=about.confidence)
            held = {} if pd.isna(low) else {"low": low, "high": high}
            note = f"{less}; p {p_value(p)}"
            counts[f"answered.less_same_mix{level}"] = count(beyond.mean(), "share", note, len(beyond)) | held
        states = addressed_.nunique()
        words = "Its rate less theirs is between {low:points} and {high:points} percentage points if addressed States, "
        words += f"not rows, are what is sampled ({states} States; p {p_value(p)})."
        few = f"It made them to {states} State{'' if states == 1 else 's'}, too few for an interval over States."
        sentences.append(written(words, {"low": low, "high": high}, missing=few))
    return tidy(
        table,
        title=f"How the recommendations of {about.the_name} were answered",
        notes=f"Wilson intervals, {about.confidence:.0%}; compared with all other States' recommendations.",
        index="action",
        columns={**COUNTED, "all other States": "{of_others:share}"},
        counts=counts,
        sentences=tuple(sentences),
    )
