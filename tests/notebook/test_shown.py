import pandas as pd
import pytest

import uprlib
from uprlib import acceptance
from uprlib.notebook import shown


@pytest.fixture
def cells():
    return acceptance.rates(acceptance.answers(uprlib.corpus(), "PRK"), "cycle").shown()


@pytest.fixture
def displayed(monkeypatch):
    """What was handed to Jupyter."""
    found = []
    monkeypatch.setattr(shown, "display", lambda what, raw: found.append(what))
    return found


def test_a_table_is_shown_as_text_and_as_html_under_its_title_and_above_its_notes(cells, displayed):
    shown.show(cells, title="Acceptance, DPRK", notes="n: recommendations.")
    text, html = displayed[0]["text/plain"], displayed[0]["text/html"]
    assert text.startswith("Acceptance, DPRK\n") and text.endswith("\nn: recommendations.") and "42.4%" in text
    title, table, notes = (html.index(part) for part in ("<b>Acceptance, DPRK</b>", "<table", "<small>n: recomm"))
    assert title < table < notes


def test_signs_of_html_in_a_title_or_in_the_notes_are_words(cells):
    html = shown.as_html(cells, "p < 0.05 & more", "<i>")
    assert "<b>p &lt; 0.05 &amp; more</b>" in html and "<small>&lt;i&gt;</small>" in html


def test_a_table_without_title_and_notes_has_no_empty_lines(cells):
    assert not shown.as_text(cells).startswith("\n") and "<small>" not in shown.as_html(cells)


def test_long_words_are_shown_whole_and_a_very_long_table_is_cut():
    long = pd.DataFrame({"words": ["a" * 300]})
    assert "a" * 300 in shown.as_html(long)
    rows = pd.DataFrame({"n": range(10_000, 10_000 + shown.MOST + 50)})
    assert f"<td>{10_000 + shown.MOST + 49}</td>" in shown.as_html(rows) and "<td>10125</td>" not in shown.as_html(rows)


def test_a_table_does_not_depend_on_what_the_session_has_set(cells):
    usual = shown.as_text(cells), shown.as_html(cells)
    with pd.option_context("display.max_rows", 1, "display.width", 10, "display.max_colwidth", 3):
        assert (shown.as_text(cells), shown.as_html(cells)) == usual


def test_a_long_table_can_be_searched_in_jupyterlab_and_nowhere_else(displayed, monkeypatch):
    itables = pytest.importorskip("itables")
    searched = []
    monkeypatch.setattr(itables, "init_notebook_mode", lambda **named: None)
    monkeypatch.setattr(itables, "show", lambda cells, **named: searched.append(named))
    long = pd.DataFrame({"n": range(shown.LONG + 1)})
    shown.show(long, title="Long")
    assert len(displayed) == 1 and not searched
    monkeypatch.setenv("JPY_SESSION_NAME", "01_acceptance.ipynb")
    shown.show(long, title="Long")
    shown.show(long.head(), title="Short")
    assert len(displayed) == 2 and searched[0]["caption"] == "Long" and searched[0]["connected"] is False
