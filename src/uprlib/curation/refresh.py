"""The maintainer's refresh: ``data/raw`` is derived from other people's files, without their texts.

:func:`run` reads as a list of steps. Nothing is written before every step has succeeded, so a refresh that stops
leaves the tables as they were. No text of a recommendation is written.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib import paths
from uprlib.curation import (
    joined,
    later_reviews,
    machine_actions,
    position_history,
    reader_audit,
    request_pairs,
    sources,
    state_table,
    ties,
    votes,
)
from uprlib.curation.corrections import Corrections
from uprlib.facts import datapackage, raw


def run(folder: Path | str, *, evaluate: bool = False) -> dict[str, pd.DataFrame]:
    """Derive the raw tables from a folder of sources and write them with their checksums.

    Parameters
    ----------
    folder : path
        Laid out as ``data/README.md`` says: ``upr-info/``, ``dihr/``, ``wg_crosswalk.csv``, ``reviews.csv``,
        ``votes/``, ``covariates/``, ``prk/prk2019_recs_split_no_positions.csv``.
    evaluate : bool
        Also measure the project's own instruments, which takes minutes: the coder of action categories out of
        sample (``coder_evaluation.csv`` and ``coder_confusion.csv``), and the reader of Working Group reports on
        those in ``wg-reports/`` (``reader_audit.csv``).

    Returns
    -------
    dict of pandas.DataFrame
        The derived tables by name.

    Raises
    ------
    SourceError, StateError, SchemaError
        A source is not what it is said to be, or a correction's expectation no longer holds.
    """
    given = sources.load(Path(folder))
    later = later_reviews.load(Path(folder) / "prk" / "prk2019_recs_split_no_positions.csv")
    tables = derive(given) | derive_votes(votes.load(Path(folder) / "votes"))
    tables |= derive_ties(ties.load(Path(folder) / "covariates"), tables["reviews"])
    machine = machine_actions.fitted(given.export)
    tables["later_recommendations"] = later_reviews.later_recommendations(machine, later)
    tables["machine_actions"] = machine_actions.machine_actions(machine, given.explorer, tables["recommendations"])
    if evaluate:
        tables |= machine_actions.tested(given.export)
        tables["reader_audit"] = reader_audit.as_facts(reader_audit.reports(Path(folder) / "wg-reports", given.export))
    for name in tables:
        raw.write(name, tables[name])
    machine.save(paths.raw() / "action_coder.npz")
    datapackage.write()
    return tables


def derive(given: sources.Sources) -> dict[str, pd.DataFrame]:
    """The derived tables except the votes and the machine's action categories; nothing is written."""
    corrections = Corrections.read(paths.raw() / "corrections.yml")
    export = corrections.apply("upr_info", given.export)
    explorer = corrections.apply("explorer", given.explorer)
    crosswalk = corrections.apply("crosswalk", given.crosswalk)
    rows = joined.join(export, explorer, crosswalk, given.review_dates)
    recommendations = joined.recommendations(rows)
    return {
        "recommendations": recommendations,
        "disagreements": joined.disagreements(rows, recommendations),
        "not_joined": joined.not_joined(rows, explorer),
        "request_pairs": request_pairs.request_pairs(recommendations, export, explorer),
        "reviews": joined.reviews(recommendations, given.review_dates),
        "positions": position_history.positions(
            recommendations, given.review_dates, raw.read("documents"), raw.read("document_positions")
        ),
        "states": state_table.states(given.snapshot, raw.read("state_names")),
    }


def derive_votes(given: votes.VoteSources) -> dict[str, pd.DataFrame]:
    """The tables of votes; nothing is written."""
    calls = votes.roll_calls(given)
    letters = votes.roll_call_votes(given, calls)
    return {
        "ideal_points": votes.ideal_points(given),
        "roll_calls": calls,
        "roll_call_votes": letters,
        "country_votes": votes.country_votes(given, calls, letters, raw.read("country_resolutions")),
    }


def derive_ties(given: ties.TieSources, reviews: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of memberships and of pairs of States; nothing is written."""
    members = ties.memberships(given)
    return {
        "memberships": members,
        "dyads": ties.dyads(given, members, reviews, raw.read("sessions")),
        "ties_set_aside": ties.set_aside(given),
    }
