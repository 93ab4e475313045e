import pandas as pd
import pytest

from uprlib import timing
from uprlib.errors import DataError


@pytest.fixture(scope="module")
def room(corpus):
    return timing.room(corpus)


def review(room, sur, cycle):
    return room[(room["sur"] == sur) & (room["cycle"] == cycle)].iloc[0]


def test_the_dprk_accepted_nothing_in_the_room_in_either_review(room):
    first, second = review(room, "PRK", 1), review(room, "PRK", 2)
    assert (first["accepted"], first["refused"], first["left_open"]) == (0, 50, 117)
    # 185 paragraphs: 124.7 stands in two rows.
    assert (second["accepted"], second["refused"], second["left_open"]) == (0, 83, 186)
    assert (first["open_accepted"], second["open_accepted"]) == (0, 114)


def test_shares_are_of_rows_whose_heading_is_known(room):
    shares = room[["share_accepted", "share_refused", "share_left_open"]].sum(axis=1)
    assert shares.to_numpy() == pytest.approx(1)
    assert (room["known"] >= 0.9 * room["n"]).all()


def test_a_review_is_a_state_in_a_cycle_even_where_it_stands_in_two_sessions(room):
    assert not room.duplicated(["sur", "cycle"]).any()


def test_equal_shares_share_a_place():
    table = pd.DataFrame({"sur": list("abcd"), "cycle": 1, "x": [1.0, 1.0, 0.5, None]})
    assert timing.place_of_review(table, "b", 1, "x")["rank"] == 1
    place = timing.place_of_review(table, "c", 1, "x")
    assert (place["rank"], place["reviews"], place["share_as_large"]) == (3, 3, 1.0)
    with pytest.raises(DataError, match="not known for this review; found 'd, cycle 1'"):
        timing.place_of_review(table, "d", 1, "x")


def test_five_states_besides_the_dprk_have_no_recorded_acceptance_in_their_first_review(corpus):
    silent = timing.nothing_accepted(corpus)
    assert set(silent.loc[silent["whole"], "sur"]) == {"FRA", "GAB", "LUX", "POL", "ZAF", "PRK"}
    # Uzbekistan accepted in the room, and nothing that it had left open is recorded as accepted.
    uzbekistan = silent.set_index("sur").loc["UZB"]
    assert uzbekistan["accepted_in_room"] > 0 and not uzbekistan["whole"]
