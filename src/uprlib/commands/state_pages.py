"""The site's pages of States: one for each, their index, and the figure in which any State can be picked.

Everything is read from the results of notebook 07 and ranked by :mod:`uprlib.profiles`; only who asked is counted here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import uprlib
from uprlib import paths, profiles
from uprlib.errors import DataError
from uprlib.facts.vocabulary import ACTIONS, PICTURED_MEASURES
from uprlib.ledger import entries
from uprlib.profiles import MEASURES, TOGETHER
from uprlib.profiles.every_state import value_in_words
from uprlib.tidy import capitalised, enumerated, tidy

NOTEBOOK = "07_all_states"
"""Whose results hold every number of every State."""

REVIEWS = {1: "First review", 2: "Second review"}
BETWEEN = "Between the two"
"""What numbers of no single review stand under."""

CALLED = {"PRK": "North Korea (DPRK)", "KOR": "South Korea (Republic of Korea)", "LAO": "Laos (Lao PDR)"}
"""What readers look for where the name of the tables is another."""

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)

Row = dict[str, Any]

FRIENDS_NAMED = 8
"""So many friends are named on a page: those that asked most."""


@dataclass(frozen=True)
class States:
    """What the pages are made from; mappings are by a State's code, in the order of names.

    Attributes
    ----------
    names, formal : dict of str to str
        Short names, and names as the UN writes them.
    numbers : dict of str to list of dict
        Rows of :func:`uprlib.profiles.one_state`.
    unusual : dict of str to tuple of str
        Its sentences.
    reviews : dict of str to list of dict
        Rows of the table of reviews, with their days.
    friends : dict of tuple to list of dict
        Rows of :func:`uprlib.profiles.friends_who_asked`, by State and cycle.
    definition : str
        Who is a friend in the figure.
    """

    names: dict[str, str]
    formal: dict[str, str]
    numbers: dict[str, list[Row]]
    unusual: dict[str, tuple[str, ...]]
    reviews: dict[str, list[Row]]
    friends: dict[tuple[str, int], list[Row]]
    definition: str


def read() -> States:
    """Every State with a review, from the committed results.

    Raises
    ------
    DataError
        The results are not there.
    """
    file = paths.results() / NOTEBOOK / "every_state.parquet"
    given = entries.content(entries.file_of(NOTEBOOK))["parameters"]
    if not file.is_file():
        raise DataError("the numbers of all States are missing", file=file, remedy="run `upr reproduce`")
    corpus = uprlib.corpus()
    facts = {"corpus": corpus, "confidence": given["confidence"]}
    found = profiles.each_state(tidy(pd.read_parquet(file), facts=facts))
    days = corpus.days[["sur", "cycle", "session", "day", "exact"]]
    reviews = corpus.reviews.merge(days, on=["sur", "cycle", "session"])
    reviews = reviews[reviews["cycle"].isin(REVIEWS)].sort_values("cycle")
    friends = profiles.friends_who_asked(corpus, given["definition"], closest=given["closest"])
    called = {sur: CALLED.get(sur, corpus.name(sur)) for sur in found}
    names = {sur: called[sur] for sur in sorted(set(corpus.recommendations["sur"]), key=called.__getitem__)}
    return States(
        names,
        dict(corpus.states.set_index("iso3")["name_un"]),
        {sur: found[sur].to_dict("records") for sur in names},
        {sur: found[sur].about.sentences for sur in names},
        {str(sur): rows.to_dict("records") for sur, rows in reviews.groupby("sur")},
        {key: rows.to_dict("records") for key, rows in friends.groupby(["sur", "cycle"])},
        given["definition"],
    )


def write(states: States, source: Path) -> None:
    """Put into the site's sources a page for every State, their index, and what the figure is drawn from."""
    template = TEMPLATES.get_template("state_pages.md")
    (source / "states").mkdir()
    for sur in states.names:
        (source / "states" / f"{sur}.md").write_text(template.render(page(states, sur)), encoding="utf-8")
    (source / "states.md").write_text(index(states), encoding="utf-8")
    folder = source / "_static" / "strips"
    folder.mkdir()
    places: dict[str, list[int]] = {}
    for sur in states.names:
        for line in _lines(states, sur):
            places.setdefault(line["strip"], []).extend([] if line["x"] == "" else [line["x"]])
    for name, those in places.items():
        (folder / f"{name}.svg").write_text(strip(those), encoding="utf-8")
    held = json.dumps(picked(states), separators=(",", ":"))
    (folder / "states.js").write_text(f"const ALL = {held};\n", encoding="utf-8")


def figure(states: States, sur: str, cycle: int) -> str:
    """The figure in which any State can be picked, as it stands before anyone does: with one State and one review."""
    groups = [group for group in _groups(states, sur) if group[0] in (REVIEWS[cycle], BETWEEN)]
    name = states.names[sur]
    return TEMPLATES.get_template("state_figure.html").render(groups=groups, root="", sur=sur, name=name, pick=True)


def _groups(states: States, sur: str) -> list[tuple[str, list[Row]]]:
    """The lines of a State's figure, by review."""
    lines = _lines(states, sur)
    # What a State asked of others in a cycle in which it was not reviewed itself is left to its table.
    cycles = [review["cycle"] for review in states.reviews[sur]]
    headings = {cycle: REVIEWS[cycle] for cycle in cycles} | {TOGETHER: BETWEEN}
    return [(words, [line for line in lines if line["cycle"] == cycle]) for cycle, words in headings.items()]


def _lines(states: States, sur: str) -> list[Row]:
    """A State's numbers as the figure shows them: of each review, and of both together only what compares them."""
    return [
        _line(row)
        for row in states.numbers[sur]
        if row["measure"] in PICTURED_MEASURES
        and row["definition"] in ("", states.definition)
        and (row["cycle"] != TOGETHER or MEASURES[row["measure"]].of == "States reviewed twice")
    ]


def _line(row: Row) -> Row:
    """A number in words, and where it stands on a strip that is 1000 wide: shares from 0 to 1, differences from -1."""
    measure = MEASURES[row["measure"]]

    def place(value: float) -> int | str:
        return "" if pd.isna(value) else round(500 + 500 * value if measure.is_difference else 1000 * value)

    return row | {
        "label": measure.label + (", points" if measure.is_difference else ""),
        "strip": f"{row['measure']}.{row['cycle']}",
        "words": value_in_words(row, row["value"]),
        "place": row["rank"] if row["ranked"] else "",
        "of": f" of {row['states']} from the {row['end']}" if row["ranked"] else "",
        "x": place(row["value"]),
        "low_x": place(row["low_clustered"]),
        "high_x": place(row["high_clustered"]),
    }


def strip(places: list[int]) -> str:
    """A strip with a stroke for every State, as SVG; the middle is marked too, which is 0 of a difference.

    Examples
    --------
    >>> strip([424]).count("<path"), "M424 3V17" in strip([424])
    (2, True)
    """
    strokes = "".join(f"M{place} 3V17" for place in sorted(places))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 20" preserveAspectRatio="none">'
        '<path d="M0 10H1000M500 0V20" stroke="#808080" stroke-opacity=".5" stroke-width="1"/>'
        f'<path d="{strokes}" stroke="#808080" stroke-opacity=".55" stroke-width="3"/></svg>\n'
    )


def picked(states: States) -> dict[str, Row]:
    """What the figure's script fills in: by State its name and its lines, and by strip how many States are on it."""
    found: dict[str, Row] = {}
    of: dict[str, str] = {}
    for sur, name in states.names.items():
        lines = _lines(states, sur)
        of |= {line["strip"]: line["of"] for line in lines if line["of"]}
        found[sur] = {
            "name": name,
            "lines": {
                line["strip"]: [line[cell] for cell in ("words", "place", "x", "low_x", "high_x")]
                if line["words"]
                else line["why"]
                for line in lines
            },
        }
    return {"states": found, "of": of}


def page(states: States, sur: str) -> Row:
    """What a State's page says, for the template."""
    cells = {(row["measure"], row["definition"], row["cycle"]): row for row in states.numbers[sur]}
    reviews = [
        cells["accepted", "", review["cycle"]] | review | {"words": REVIEWS[review["cycle"]], "date": _day(review)}
        for review in states.reviews[sur]
    ]
    cycles = [review["cycle"] for review in reviews]
    codes = list(states.names)
    at = codes.index(sur)
    by = MEASURES["friends_less_others"].definitions or {}
    return {
        "sur": sur,
        "name": states.names[sur],
        "formal": states.formal[sur] if states.formal[sur] != states.names[sur] else "",
        "answer": [_answer(review) for review in reviews],
        "unusual": states.unusual[sur],
        "reviews": [review | {"share": _cell(review), "interval": _interval(review)} for review in reviews],
        "groups": _groups(states, sur),
        "root": "../",
        "pick": False,
        "actions": _rows(cells, "accepted_by_action", {f"action{n}": words for n, words in ACTIONS.items()}, cycles),
        "gaps": _rows(cells, "friends_less_others", by, cycles),
        "asking": _rows(cells, "plaudits_gap", by, [TOGETHER]),
        "friends": [(REVIEWS[cycle], _friends(states, sur, cycle)) for cycle in cycles],
        "by": by[states.definition],
        "neighbours": [(code, states.names[code]) for code in codes[max(at - 1, 0) : at + 2] if code != sur],
    }


def _day(review: Row) -> str:
    if pd.isna(review["day"]):
        return f"session {review['session']}"
    date = pd.Timestamp(review["day"])
    return f"{date.day} {date:%B %Y}" if review["exact"] else f"{date:%B %Y}"


def _interval(row: Row) -> str:
    ends = [value_in_words(row, row[end]) for end in ("low_clustered", "high_clustered")]
    return " to ".join(ends) if ends[0] else ""


def _answer(review: Row) -> str:
    begin = f"In its {review['words'].lower()} ({review['date']}) it"
    if pd.isna(review["value"]):
        return f"{begin} received {review['n_rows']} recommendations. Not all of its answers are known."
    ranked = f", rank {review['rank']} of {review['states']} States from the lowest" if review["ranked"] else ""
    share = value_in_words(review, review["value"])
    return f"{begin} accepted {share} of {review['n_rows']} recommendations{ranked}."


def _rows(cells: Mapping[tuple, Row], measure: str, definitions: Mapping[str, str], cycles: Sequence[int]) -> list:
    """A table of one measure under its definitions: the definition in words, and its number in each cycle."""
    return [
        (capitalised(words.removeprefix("by ")), [_cell(cells[measure, name, cycle]) for cycle in cycles])
        for name, words in definitions.items()
    ]


def _cell(row: Row) -> str:
    if pd.isna(row["value"]):
        return "not known"
    ranked = f"; rank {row['rank']} of {row['states']}" if row["ranked"] else ""
    return f"{value_in_words(row, row['value'])} (n {row['n']}{ranked})"


def _friends(states: States, sur: str, cycle: int) -> str:
    """The friends that asked most, in words."""
    rows = states.friends.get((sur, cycle), [])
    if not rows:
        return "no friend made a recommendation, or nobody is known to be one."
    named = enumerated(
        [f"{states.names[row['recommender']]} {row['accepted']} of {row['n']}" for row in rows[:FRIENDS_NAMED]]
    )
    accepted, n = (sum(row[name] for row in rows) for name in ("accepted", "n"))
    most = "; those that asked most: " if len(rows) > FRIENDS_NAMED else ": "
    return f"{accepted} of {n} requests of {len(rows)} friends were accepted{most}{named}."


def index(states: States) -> str:
    """The index of States as a page in Markdown."""
    rows = []
    for sur, name in states.names.items():
        held = {(row["measure"], row["cycle"]): row for row in states.numbers[sur]}
        shown = [held.get(of) for of in (("accepted", 1), ("accepted", 2), ("change", TOGETHER))]
        cells = ["" if row is None else value_in_words(row, row["value"]) for row in shown]
        rows.append(f"| [{name}](states/{sur}.md) | {' | '.join(cells)} |")
    words = [
        "# States",
        f"A page for each of the {len(rows)} States that were reviewed: what it accepted, what it refused, whom it "
        "favoured, and where it stands among all States. Shares accepted are as UPR Info recorded them; the change is "
        "in percentage points. Empty: not all answers are known, or there was no second review.",
        "\n".join(["| State | first review | second review | change |", "|---|---|---|---|", *rows]),
    ]
    return "\n\n".join(words) + "\n"
