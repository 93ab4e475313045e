"""The findings in the README are those of the ledger."""

import pandas as pd
import pytest

from uprlib.errors import DataError
from uprlib.ledger import headline

RATE, GAP = "01_acceptance:rate.cycle2.recorded", "01_acceptance:low_cost_less_specific.cycle2"


@pytest.fixture
def numbers():
    """A ledger with every finding and every rank, and the interval over States of two findings."""
    held = {key: (0.424, 0.366, 0.484, 269, "share") for _, key in headline.FINDINGS}
    held |= {key: (3, None, None, 112, "rank") for key in headline.RANKS.values()}
    held |= {f"{GAP}.clustered": (0.424, 0.333, 0.514, 82, "share")}
    held |= {headline.OVER_STATES[RATE]: (0.424, 0.301, 0.552, 82, "share")}
    table = pd.DataFrame(held.values(), columns=["value", "low", "high", "n", "unit"])
    names = pd.Series(held.keys()).str.split(":", n=1, expand=True).set_axis(["notebook", "key"], axis=1)
    return names.join(table)


def line(numbers, key):
    """The cells of a finding's line, without its words."""
    place = [known for _, known in headline.FINDINGS].index(key)
    return [cell.strip() for cell in headline.table(numbers).splitlines()[place + 2].split("|")[2:-1]]


def test_a_finding_has_both_intervals_and_its_rank(numbers):
    assert line(numbers, GAP) == ["42.4%", "36.6% to 48.4%", "33.3% to 51.4%", "269", "3 of 112", "`01`"]


def test_an_interval_over_states_may_stand_in_another_notebook(numbers):
    assert line(numbers, RATE)[2] == "30.1% to 55.2%"


def test_a_finding_without_an_interval_over_states_or_a_rank_has_empty_cells(numbers):
    key = "02_coi_timing:change_rank.belated.from1.to26"
    assert line(numbers, key)[2:5] == ["", "269", ""]


@pytest.mark.parametrize("gone", ["01_acceptance:rate.cycle1.belated", "07_all_states:rank.accepted.cycle2"])
def test_a_number_that_is_gone_is_told(numbers, gone):
    kept = numbers[numbers["notebook"] + ":" + numbers["key"] != gone]
    with pytest.raises(DataError, match=rf"not in the ledger; found '{gone}'"):
        headline.table(kept)


def test_every_rank_and_interval_is_of_a_finding():
    findings = {key for _, key in headline.FINDINGS}
    assert set(headline.RANKS) <= findings and set(headline.OVER_STATES) <= findings
