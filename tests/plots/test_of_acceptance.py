"""What the figures of acceptance say in words: the numbers that are seen in them."""

import pytest

from uprlib import acceptance, plots, profiles
from uprlib.plots.style import NoFigure, caption_of


def test_rates_by_action_name_every_count(dprk):
    caption = caption_of(plots.rates_by_action(acceptance.rates(dprk, ["cycle", "action"])))
    assert caption.title == "Acceptance by action category, DPRK"
    assert (
        "Cycle 2: 1 minimal 2 of 2, 2 continue 24 of 24" in caption.alt and "5 specific action 13 of 114" in caption.alt
    )
    assert "rate.cycle2.action5" in caption.numbers


def test_bounds_are_said_as_bounds(upr):
    belated = acceptance.rates(acceptance.answers(upr, "PRK", "belated", cycles=[1]), ["cycle", "action"])
    assert "3 consider 2 to 5 of 12" in caption_of(plots.rates_by_action(belated)).alt


def test_ranked_figures_name_both_ends(dprk):
    by_issue = acceptance.by_issue(acceptance.latest(dprk), draws=200, seed=1)
    alt = caption_of(plots.issues(by_issue)).alt
    assert "Highest: Right to education 11 of 11" in alt and "Death penalty 0 of 23" in alt
    by_state = acceptance.by_recommender(dprk[dprk["cycle"] == 2])
    assert "Norway 5 of 5" in caption_of(plots.recommenders(by_state)).alt


def test_nothing_is_drawn_of_too_few_rows(dprk):
    found = plots.recommenders(acceptance.by_recommender(dprk[dprk["cycle"] == 2], least=900))
    assert found == NoFigure("No State made 900 recommendations or more.")


def test_the_same_mix_is_said_for_every_group(dprk):
    alt = caption_of(plots.standardised(acceptance.same_mix_by_group(acceptance.latest(dprk)))).alt
    assert "Africa 65% and 61%" in alt and "WEOG 16% and 20%" in alt


def test_odds_ratios_name_the_reference(dprk):
    model = acceptance.models(
        acceptance.latest(dprk), ["action", "regional_group"], {"action": 5, "regional_group": "WEOG"}
    )
    caption = caption_of(plots.odds_ratios(model))
    assert "against category 5, WEOG" in caption.alt and "EEG 1.1" in caption.alt


@pytest.mark.parametrize("draw", [plots.all_states, plots.codings])
def test_every_coding_is_said(upr, draw):
    alt = caption_of(draw(profiles.under_each_coding(upr, "PRK"))).alt
    assert "belated, partial" in alt and ("48.5%" in alt or "81 of 167" in alt)


def test_every_dot_is_on_the_line_of_its_category(upr):
    """Cycle 1 has requests to consider and no others below general action, cycle 2 also one to continue."""
    own = acceptance.answers(upr, "PRK")
    first = (own["cycle"] == 1) & own["action"].isin([3, 4])
    second = (own["cycle"] == 2) & own["action"].isin([2, 5])
    figure = plots.rates_by_action(acceptance.rates(own[first | second], ["cycle", "action"]))
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    lines = dict(zip(figure.axes[0].get_yticks(), labels, strict=True))
    seen = [
        {lines[line.get_ydata()[0]] for line in axes.lines if line.get_marker() == "o" and len(line.get_xdata()) == 1}
        for axes in figure.axes
    ]
    assert seen == [{"3 consider", "4 general action"}, {"2 continue", "5 specific action"}]
