import uprlib
from uprlib import plots, specifications
from uprlib.plots.style import caption_of
from uprlib.tidy import lacking


def test_the_caption_of_a_curve_has_the_numbers_that_are_seen():
    found = specifications.low_cost(uprlib.corpus(), "PRK")
    caption = caption_of(plots.specification_curve(found))
    assert caption.title == "Low-cost against specific requests, DPRK"
    assert "28 distinct estimates with their intervals over States in rank order, from -0.36 to 6.06" in caption.alt
    assert "3 of 4 (recommending State)" in caption.alt and "repeated recommendations" in caption.alt
    assert {"specific-rejected.estimates", "specific-rejected.agree.within.none"} <= set(caption.numbers)


def test_a_curve_has_a_line_for_each_value_with_how_many_agree():
    figure = plots.specification_curve(specifications.low_cost(uprlib.corpus(), "PRK"))
    labels = [label.get_text() for label in figure.axes[1].get_yticklabels()]
    assert {"within", "recommending State (3 of 4)", "regional group (12 of 12)"} <= set(labels)
    assert "repeated" not in labels


def test_a_claim_without_specifications_has_a_sentence_and_no_figure():
    assert plots.specification_curve(lacking("It has one review.")).sentence == "It has one review."
