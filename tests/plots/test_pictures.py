"""Pictures of a few figures, drawn from invented tables, compared with a small tolerance.

The bytes of the committed figures are compared elsewhere; these say whether a change of the drawing is one that an eye
sees. New baselines: ``python -m pytest --mpl-generate-path=tests/plots/baseline tests/plots/test_pictures.py``.
"""

import numpy as np
import pandas as pd
import pytest

from uprlib import plots
from uprlib.facts import journals
from uprlib.tidy import tidy

PAGE = journals.profile("article")
PICTURE = {"baseline_dir": "baseline", "tolerance": 2, "savefig_kwargs": {"dpi": 80}, "style": "default"}


def rates(cycles=(1, 2)):
    rows = [(c, a, 10 * a, 3 * a, 0.3, 0.2, 0.45, 0.3, 0.3) for c in cycles for a in range(1, 6)]
    columns = ["cycle", "action", "n", "accepted", "rate", "low", "high", "rate_min", "rate_max"]
    return tidy(pd.DataFrame(rows, columns=columns), facts={"who": "the State"})


@pytest.mark.mpl_image_compare(**PICTURE)
def test_rates_by_action():
    table = rates()
    table.loc[table.index[0], ["rate", "low", "high", "rate_min", "rate_max"]] = [np.nan, np.nan, np.nan, 0.1, 0.6]
    return plots.rates_by_action(table, page=PAGE)


@pytest.mark.mpl_image_compare(**PICTURE)
def test_rates_by_action_on_a_narrow_page():
    return plots.rates_by_action(rates(), page=journals.profile("article@100"))


@pytest.mark.mpl_image_compare(**PICTURE)
def test_odds_ratios():
    table = pd.DataFrame(
        {"term": ["a", "b", "c"], "odds_ratio": [2.0, 0.5, 40], "low": [1.1, 0.0001, 9], "high": [4, 2, 90000.0]}
    )
    facts = {"who": "the State", "reference": "d", "rows": 99, "cycle": 2}
    return plots.odds_ratios(tidy(table, facts=facts), page=PAGE)


@pytest.mark.mpl_image_compare(**PICTURE)
def test_specification_curve():
    size = 40
    estimates = pd.DataFrame(
        {"estimate": np.linspace(-1, 2, size), "low": np.linspace(-2, 1, size), "high": np.linspace(0, 3, size)}
    )
    estimates = tidy(estimates, facts={"estimate": "an invented estimate", "choices": ["coding", "session"]}).assign(
        agrees=estimates["estimate"] > 0,
        strong=estimates["low"] > 0,
        coding=["recorded", "belated"] * 20,
        session=[1, 3, 4, 6] * 10,
    )
    return plots.specification_curve(estimates, page=PAGE)
