"""The captions of the audit's figures say what is to be seen, with the numbers of the data."""

from uprlib import plots
from uprlib.facts import audited
from uprlib.plots.style import caption_of


def test_the_figure_of_sources_names_all_rows_and_what_is_known_of_them(upr):
    caption = caption_of(plots.coverage(audited.by_session(upr), audited.sources(upr)))
    assert "each of 26 sessions" in caption.alt and "40,089 in both databases" in caption.alt
    assert "a paragraph for 95.9% of all rows" in caption.alt
    assert set(caption.numbers) == {"rows.rows", "rows.both", "rows.only_upr_info", "rows.only_explorer"}


def test_the_confusion_names_each_categorys_share_and_the_most_frequent_error(upr):
    caption = caption_of(plots.confusion(audited.confusion(upr), audited.coder(upr)))
    assert caption.title.endswith("sessions 17-20") and "99% for category 2 (continue)" in caption.alt
    assert "540 rows of category 5 (specific action) put into category 4" in caption.alt
    assert set(caption.numbers) == {"coder.kappa.forward.all", "coder.kappa.forward.unseen"}


def test_kappa_by_session_names_its_lowest_and_highest(upr):
    caption = caption_of(plots.kappa_by_session(audited.coder_by_session(upr), audited.coder(upr)))
    assert "lowest at 0.80 in session 1 and highest at 0.90 in session 15" in caption.alt
    assert set(caption.numbers) == {"coder.kappa.by_state.all", "coder.kappa.by_state.unseen"}


def test_a_session_of_a_later_cycle_is_drawn_too(upr):
    table = audited.by_session(upr)
    table.loc[table.index[-1], "session"] = 34
    figure = plots.coverage(table, audited.sources(upr))
    assert figure.axes[0].get_ylim()[0] < -34
