import pytest

from uprlib.commands import state_list
from uprlib.errors import StateError


@pytest.mark.parametrize("name", ["MMR", "mmr", "Myanmar", "burma"])
def test_a_state_is_shown_with_its_reviews(name, upr):
    first, about, header, *reviews, mark = state_list.of_one(name)
    assert first == "MMR  Myanmar (in the UN: Myanmar)"
    assert about == "Regional group: Asia. Organisations in August 2015: ASEAN."
    assert header.split() == ["cycle", "session", "date", "recommendations", "report"]
    assert reviews[0].split() == ["1", "10", "2011-01-27", "197", "A/HRC/17/9"]
    assert reviews[1].split() == ["2", "23", "2015-11-02", "*", "291", "A/HRC/31/13"]
    assert mark.startswith("* the session's")


def test_a_state_that_was_not_reviewed_says_so():
    assert state_list.of_one("vatican")[-1] == "The Holy See has no review in this corpus."


def test_all_states_are_a_table_of_one_line_each(upr):
    header, *lines, _ = state_list.lines()
    assert header.split()[:2] == ["code", "name"] and len(lines) == len(upr.states)
    assert [line.split()[0] for line in lines] == sorted(upr.states["iso3"])
    (prk,) = [line.split() for line in lines if line.split()[0] == "PRK"]
    assert prk == ["PRK", "DPRK", "Asia", "2009-12-07", "167", "2014-05-01", "269"]


def test_a_name_of_two_states_or_of_none_is_a_sentence():
    with pytest.raises(StateError, match=r"parameter NAME may mean either of two States.*COD .* or COG"):
        state_list.of_one("congo")
    with pytest.raises(StateError, match="NAME is not a State; found 'Atlantis'"):
        state_list.of_one("Atlantis")
