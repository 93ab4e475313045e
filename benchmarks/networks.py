"""Permutations of States and communities over many seeds: times in one run, and the ratio to a plain loop.

    python benchmarks/networks.py

Meant on one core: 5,000 QAP permutations of 190 x 190 pairs in under 5 s, Leiden over 200 seeds in under 3 s.
"""

import time

import numpy as np

from uprlib import alliances
from uprlib.facts import tables

rng = np.random.default_rng(1)
first, second = rng.normal(size=(2, 190, 190))
off = ~np.eye(190, dtype=bool)


def one_by_one(permutations):
    """The same permutations in a plain loop, each correlation anew."""
    for _ in range(permutations):
        order = rng.permutation(190)
        np.corrcoef(first[np.ix_(order, order)][off], second[off])


start = time.perf_counter()
alliances.mrqap(second, {"first": first}, permutations=5_000, seed=1)
together = time.perf_counter() - start
start = time.perf_counter()
one_by_one(500)
apart = (time.perf_counter() - start) * 10
print(
    f"5,000 QAP permutations of 190 x 190: {together:.2f} s; one by one (a tenth, times 10): {apart:.1f} s; "
    f"ratio {apart / together:.1f}"
)

rows = tables.default_set(tables.load("recommendations"))
own = rows[(rows["sur"] == "PRK") & (rows["cycle"] == 2)]
ties = alliances.backbone(alliances.cosine(alliances.profiles(own, tables.load("recommendation_issues"))), level=0.3)
alliances.leiden(ties, runs=2, seed=1)
for name, seeds in (("200 seeds", 200), ("20 seeds", 20)):
    start = time.perf_counter()
    found = alliances.leiden(ties, runs=seeds, seed=1)
    print(f"Leiden, {len(ties)} States, {name}: {time.perf_counter() - start:.2f} s, {found.partitions} partitions")
