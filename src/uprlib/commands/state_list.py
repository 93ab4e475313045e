"""``upr states``: the States of the corpus, and the reviews of one of them."""

from __future__ import annotations

import pandas as pd

from uprlib.facts import corpus, states
from uprlib.facts.corpus import Corpus
from uprlib.tidy import capitalised


def lines() -> list[str]:
    """All States in the order of their codes: name, regional group, and the day and size of each review."""
    upr = corpus.corpus()
    held = _reviews(upr)
    held["review"] = held["date"] + held["recommendations"].map("{:6}".format)
    wide = held.pivot(index="sur", columns="cycle", values="review").add_prefix("date and recommendations, cycle ")
    table = upr.states[["iso3", "name", "regional_group"]].merge(wide, left_on="iso3", right_index=True, how="left")
    table["name"] = table["name"].str.ljust(table["name"].str.len().max())
    return _printed(table.rename(columns={"iso3": "code", "regional_group": "regional group"}))


def of_one(name: str) -> list[str]:
    """The State that is called so: its code, name, regional group, organisations and reviews.

    Raises
    ------
    StateError
        There is no such State, or two are called so.
    """
    code = states.parameter(name, "NAME")
    upr = corpus.corpus()
    state = upr.states.set_index("iso3").loc[code]
    members = str(state["organisations"]).replace(";", ", ") if pd.notna(state["organisations"]) else "none"
    reviews = _reviews(upr)
    reviews = reviews[reviews["sur"] == code].drop(columns="sur")
    return [
        f"{code}  {state['name']} (in the UN: {state['name_un']})",
        f"Regional group: {state['regional_group']}. Organisations in August 2015: {members}.",
        *(_printed(reviews) if len(reviews) else [f"{capitalised(upr.the_name(code))} has no review in this corpus."]),
    ]


def _reviews(upr: Corpus) -> pd.DataFrame:
    """Each review: sur, cycle, session, date ("about" where only the session's is known), recommendations, report."""
    counts = upr.recommendations.groupby(["sur", "cycle"]).size().rename("recommendations").reset_index()
    days = upr.days.merge(counts, on=["sur", "cycle"], validate="1:1").sort_values(["sur", "cycle"])
    days["date"] = days["day"].astype(str) + days["exact"].map({True: "  ", False: " *"})
    return days.rename(columns={"symbol": "report"})[["sur", "cycle", "session", "date", "recommendations", "report"]]


def _printed(table: pd.DataFrame) -> list[str]:
    aligned = table.fillna("").to_string(index=False).splitlines()
    exact = "* the session's, where the day of the review is not known"
    return [line.rstrip() for line in aligned] + ([exact] if any("*" in line for line in aligned) else [])
