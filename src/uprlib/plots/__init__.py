"""Figures: one function each, a result in, a matplotlib Figure out. Nothing is computed and nothing is written here."""

from uprlib.plots.of_acceptance import (
    all_states,
    codings,
    issues,
    odds_ratios,
    rates_by_action,
    recommenders,
    standardised,
)
from uprlib.plots.of_alliances import (
    curve,
    friendship_odds,
    habits,
    heat_map,
    network,
    plaudits_and_demands,
    recommenders_by_friendship,
)
from uprlib.plots.of_audit import confusion, coverage, kappa_by_session
from uprlib.plots.of_specifications import specification_curve
from uprlib.plots.of_timing import bounds, changes, inquiries, record, returning, room_and_end, transitions

__all__ = [
    "all_states",
    "bounds",
    "changes",
    "codings",
    "confusion",
    "coverage",
    "curve",
    "friendship_odds",
    "habits",
    "heat_map",
    "inquiries",
    "issues",
    "kappa_by_session",
    "network",
    "odds_ratios",
    "plaudits_and_demands",
    "rates_by_action",
    "recommenders",
    "recommenders_by_friendship",
    "record",
    "returning",
    "room_and_end",
    "specification_curve",
    "standardised",
    "transitions",
]
