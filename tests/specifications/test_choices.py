import pytest

from uprlib.acceptance import codings
from uprlib.errors import DataError
from uprlib.specifications import choices


def test_half_a_split_paragraph_counts_as_the_choice_says(upr):
    """A/HRC/27/10, 124.7 by Tunisia: the first part was noted and the second accepted."""
    rows = upr.everything[upr.everything["rec_id"].str.startswith("A/HRC/27/10:124.7:TUN")]
    coded = codings.coded(rows.reset_index(drop=True), upr.positions, "recorded")
    each, everything, anything = (choices.joined(coded, parts)["accepted"].tolist() for parts in choices.PARTS)
    assert (each, everything, anything) == ([False, True], [False], [True])


def test_south_sudans_session_11_and_repeated_rows_are_counted_only_where_asked(upr):
    table = upr.everything
    assert len(choices.rows(table, repeated="counted")) == int(table["in_default_set"].sum())
    counted = choices.rows(table, repeated="left out", session_11="counted")
    assert len(table) - len(counted) == (table["flag"] == "repeated").sum() == 4


def test_the_requests_of_the_dprks_second_review_are_all_coded(upr):
    assert len(choices.coded_requests(upr, "PRK", repeated="counted", parts="each part")) == 269


def test_a_review_that_nobody_coded_is_said(upr):
    with pytest.raises(DataError, match="No recommendation to Myanmar in cycle 2 has a coded action category"):
        choices.coded_requests(upr, "MMR", repeated="counted", parts="each part")


@pytest.mark.parametrize(("parts", "how"), [(choices.PARTS[1], "min"), (choices.PARTS[2], "max")])
def test_a_paragraph_of_many_parts_is_one_row_in_every_review(upr, parts, how):
    """One paragraph at a time, of all States; rows whose paragraph is not known stay."""
    coded = codings.coded(upr.everything, upr.positions, "recorded")
    found, key = choices.joined(coded, parts), ["symbol", "paragraph", "recommender"]
    several = coded[coded["paragraph"].notna() & coded.duplicated(key, keep=False)]
    by_hand = {key_: getattr(rows["accepted"], how)() for key_, rows in several.groupby(key, dropna=False)}
    assert len(found) == len(coded) - len(several) + len(by_hand)
    one = found[found["rec_id"].isin(several["rec_id"])]
    assert dict(zip(one[key].itertuples(index=False, name=None), one["accepted"], strict=True)) == by_hand
