"""Draws of every State's change, all at once and one State at a time: times and their ratio in one run.

    python benchmarks/placebo_draws.py [DRAWS]

The ratio is what to compare between machines; 10,000 draws are meant to take less than two seconds on one core.
"""

import sys
import time

import numpy as np

from uprlib import profiles, timing
from uprlib.acceptance import codings
from uprlib.facts import tables

draws = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
rows = codings.coded(tables.default_set(tables.load("recommendations")), tables.load("positions"), "recorded")
changes = timing.changes(rows)


def one_by_one():
    """The same draws in plain loops: a draw, a State, a rank."""
    generator = np.random.default_rng(1)
    own = changes.index[changes["sur"] == "PRK"][0]
    ranks = []
    for _ in range(draws // 100):
        drawn = []
        for row in changes.itertuples():
            first = generator.beta(row.accepted_1 + 0.5, row.n_1 - row.accepted_1 + 0.5)
            drawn.append(generator.beta(row.accepted_2 + 0.5, row.n_2 - row.accepted_2 + 0.5) - first)
        ranks.append(1 + sum(change > drawn[own] for change in drawn))
    return ranks


start = time.perf_counter()
interval = profiles.rank_interval(timing.drawn_changes(changes, draws=draws, seed=1), changes, "PRK")
together = time.perf_counter() - start
start = time.perf_counter()
one_by_one()
apart = (time.perf_counter() - start) * 100

print(f"{draws:,} draws of {len(changes)} States: {together:.2f} s; rank's interval {interval[0]} to {interval[1]}")
print(f"one by one (a hundredth, times 100): {apart:.1f} s; ratio {apart / together:.0f}")
