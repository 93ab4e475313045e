"""Figures: one function each, a result in, a matplotlib Figure out. Nothing is computed and nothing is written here."""

from uprlib.plots.acceptance import (
    all_states,
    codings,
    issues,
    odds_ratios,
    rates_by_action,
    recommenders,
    standardised,
)
from uprlib.plots.audit import confusion, coverage, kappa_by_session
from uprlib.plots.style import PROFILES, Profile, profile

__all__ = [
    "PROFILES",
    "Profile",
    "all_states",
    "codings",
    "confusion",
    "coverage",
    "issues",
    "kappa_by_session",
    "odds_ratios",
    "profile",
    "rates_by_action",
    "recommenders",
    "standardised",
]
