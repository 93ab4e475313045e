"""What figures of the timing notebook say in words: the numbers that are seen in them."""

import pytest

from uprlib import acceptance, plots, profiles, timing
from uprlib.facts import journals
from uprlib.paper import faults
from uprlib.plots.style import NoFigure, caption_of


def alt(figure):
    return caption_of(figure).alt


def test_the_record_says_its_documents_with_their_counts(upr):
    lines = timing.timeline(upr, "PRK")
    words = alt(plots.record(lines))
    assert "acts of accountability (5), reviews (4) and documents that state positions of the DPRK (11)" in words
    assert "A/HRC/13/13 (2009-12-09) 117 left open, 50 not accepted" in words
    assert "annex (2014-04-28/05-01) 81 accepted, 6 partly accepted, 15 noted, 15 not accepted" in words


def test_the_room_and_the_end_have_the_states_own_counts(upr):
    figure = plots.room_and_end(profiles.left_open(upr, "PRK"))
    assert "cycle 1: 117 of 167 left open (70%, the median review 29%), 0 of these accepted at the end" in alt(figure)
    assert "left_open.cycle1" in caption_of(figure).numbers


def test_transitions_have_the_counts_of_the_state_and_of_all(upr):
    words = alt(plots.transitions(timing.room_to_end(upr, "PRK")))
    assert "DPRK: noted or refused 0 of 133, left open 114 of 303" in words
    assert "All States: accepted 13,725 of 13,747" in words
    assert "room_to_end.own.pending" in caption_of(plots.transitions(timing.room_to_end(upr, "PRK"))).numbers


def test_changes_have_the_rates_under_each_coding(upr):
    moved = profiles.changes_beside_all(acceptance.answers(upr, "PRK"), draws=100)
    words = alt(plots.changes(moved))
    assert "192 States" in words and "recorded 0.0% and 42.4%, a change of +42.4" in words
    assert "belated, partial 52.1% and 43.5%, a change of -8.6" in words and "Triangles mark 5 States" in words


def test_a_state_outside_the_sessions_kept_has_no_figure_and_a_sentence(upr):
    moved = profiles.changes_beside_all(acceptance.answers(upr, "PRK"), sessions_kept=9, draws=100)
    figure = plots.changes(moved)
    assert isinstance(figure, NoFigure)
    assert "whose first review was in session 9 or later" in figure.sentence


def test_bounds_have_the_range_and_the_second_rate(upr):
    reviews = [acceptance.answers(upr, "PRK", "belated", cycles=[cycle]) for cycle in (1, 2)]
    figure = plots.bounds(timing.allowed_by_totals(*reviews))
    assert "general action 40% to 71%, then 61%" in alt(figure) and "Observer 0% to 100%;" in alt(figure)
    assert "bound.action.continue" in caption_of(figure).numbers


def test_requests_that_came_back_have_the_counts_of_the_chosen_likeness(upr):
    words = alt(plots.returning(timing.came_back(upr, acceptance.answers(upr, "PRK"))))
    assert "likeness of 0.6 or more: DPRK, asked by the same recommending State: 1 of 5" in words
    assert "all others, asked by another State: 245 of 1120" in words


def test_the_key_names_the_state_and_all_others(upr):
    figure = plots.returning(timing.came_back(upr, acceptance.answers(upr, "PRK")))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["DPRK", "all other States"]


def test_inquiries_have_each_states_change_and_the_mean_of_those_without(upr):
    words = alt(plots.inquiries(profiles.changes_with_inquiry(upr, "PRK")))
    assert "183 States without one (mean +2.0)" in words and "Libya: COI on Libya +12.3" in words


def test_an_empty_result_gives_its_sentence_in_place_of_the_figure(upr):
    figure = plots.room_and_end(profiles.left_open(upr, "SSD"))
    assert isinstance(figure, NoFigure) and "Working Group are not known" in figure.sentence


def test_years_are_marked_on_the_narrowest_page_too(upr):
    """No step of years leaves room for their labels there: the first and the last one remain."""
    figure = plots.record(timing.timeline(upr, "PRK"), page=journals.profile("article@40"))
    assert [2009, 2026] in [list(axes.get_xticks()) for axes in figure.axes]


@pytest.mark.parametrize("sur", ["MMR", "VNM", "BEL"])
def test_a_small_rise_is_labelled_clear_of_the_mean(upr, sur):
    figure = plots.changes(profiles.changes_beside_all(acceptance.answers(upr, sur), draws=100))
    assert faults.faults(figure, page=journals.profile("article"), alt=alt(figure)) == []


def test_labels_stay_on_the_axes_where_few_states_are_compared(upr):
    moved = profiles.changes_beside_all(acceptance.answers(upr, "PRK"), sessions_kept=6, last_session=21, draws=100)
    figure = plots.changes(moved)
    axes = figure.axes[1]
    figure.canvas.draw()
    left = axes.get_window_extent().x0
    assert all(text.get_window_extent().x0 > left for text in axes.texts)


def test_no_name_hides_another_states_mark(upr):
    """Peru accepted 10% and then 89%, just beside the names of the States that accepted nothing at first."""
    moved = profiles.changes_beside_all(acceptance.answers(upr, "PRK"), draws=100)
    figure = plots.changes(moved)
    axes, width_of_a_mark = figure.axes[0], 4 * figure.dpi / 72
    others = moved.about.facts["others"]
    marks = axes.transData.transform(others[["rate_1", "rate_2"]].to_numpy(float))
    figure.canvas.draw()
    names = {text.get_text(): text.get_window_extent().padded(width_of_a_mark / 2) for text in axes.texts}
    assert set(names) == set(others.loc[others["silent"], "sur"])
    hidden = {name: [*others["sur"][[box.contains(*mark) for mark in marks]]] for name, box in names.items()}
    assert not any(hidden.values()), hidden
