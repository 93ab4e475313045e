import uprlib
from uprlib import plots, specifications
from uprlib.plots.style import caption_of
from uprlib.tidy import lacking


def test_the_caption_of_a_curve_has_the_numbers_that_are_seen():
    found = specifications.low_cost(uprlib.corpus(), "PRK")
    caption = caption_of(plots.specification_curve(found))
    assert caption.title == "Low-cost against specific requests, DPRK"
    assert "72 estimates with their intervals in rank order, from -0.36 to 6.06" in caption.alt
    assert "66 of 72 specifications (91.7%) agree" in caption.alt and "none: +3.95" in caption.alt
    assert set(caption.numbers) == {f"specific-rejected.{kind}" for kind in ("agree", "strong", "median")}


def test_a_claim_without_specifications_has_a_sentence_and_no_figure():
    assert plots.specification_curve(lacking("It has one review.")).sentence == "It has one review."
