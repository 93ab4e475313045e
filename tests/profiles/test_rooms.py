from uprlib import profiles


def test_the_dprk_left_two_thirds_open_which_is_much_in_the_first_cycle_and_usual_in_the_second(upr):
    found = profiles.left_open(upr, "PRK").set_index("cycle")
    assert found["share_left_open"].round(3).tolist() == [0.701, 0.691]
    assert found["median"].round(3).tolist() == [0.289, 0.562]


def test_of_what_was_left_open_nothing_was_accepted_at_first(upr):
    first, second = profiles.left_open(upr, "PRK").about.sentences
    assert "left 117 of 167 recommendations open in the Working Group (70.1%; the median review 28.9%)" in first
    assert "accepting none of these at the end" in first and "accepting 114 of these" in second


def test_a_review_that_is_not_known_is_named(upr):
    found = profiles.left_open(upr, "MMR")
    assert found["cycle"].tolist() == [1]
    assert found.about.sentences[0] == "The positions of Myanmar in the Working Group are not known for cycle 2."


def test_a_state_without_a_known_review_is_a_sentence(upr):
    unknown = "The positions of South Sudan in the Working Group are not known."
    assert profiles.left_open(upr, "SSD").about.lacks == unknown
    assert profiles.left_open(upr, "VAT").about.lacks == "The Holy See has no review in this corpus."
