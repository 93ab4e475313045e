import pytest

from uprlib import timing


@pytest.fixture(scope="module")
def room(corpus):
    return timing.in_the_room(corpus)


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


def test_nothing_that_the_dprk_refused_in_the_room_was_accepted_at_the_end(upr):
    own = timing.room_to_end(upr, "PRK")
    own = own[own["panel"] == "DPRK"].set_index("position_wg")
    assert own.loc["noted", ["accepted", "noted"]].tolist() == [0, 133]
    assert own.loc["pending", ["accepted", "noted"]].tolist() == [114, 189]


def test_a_state_whose_headings_are_not_known_has_no_way_from_the_room_to_the_end(upr):
    lacks = timing.room_to_end(upr, "SSD").about.lacks
    assert lacks == "The positions of South Sudan in the Working Group are not known."


def test_five_states_besides_the_dprk_have_no_recorded_acceptance_in_their_first_review(upr):
    silent = timing.nothing_accepted(upr)
    assert set(silent.loc[silent["whole"], "sur"]) == {"FRA", "GAB", "LUX", "POL", "ZAF", "PRK"}
    # Uzbekistan accepted in the room, and nothing that it had left open is recorded as accepted.
    uzbekistan = silent.set_index("sur").loc["UZB"]
    assert uzbekistan["accepted_in_room"] > 0 and not uzbekistan["whole"]


def test_reviews_that_owed_few_answers_are_left_out(upr):
    assert timing.nothing_accepted(upr, least=40)["owed"].min() >= 40


def test_the_states_that_were_silent_at_first_have_an_acceptance_in_their_second_review(upr):
    first, second = timing.nothing_accepted(upr).about.sentences
    assert first.startswith("Nothing at all is recorded as accepted in the first reviews of 6 States: Poland,")
    assert second == "All of these States have a recorded acceptance in their second review."
