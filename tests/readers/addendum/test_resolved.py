from uprlib.readers.addendum.clauses import said_in
from uprlib.readers.addendum.resolved import Answers
from uprlib.readers.addendum.title_page import Cover

REPORT = [f"95.{number}" for number in range(1, 11)] + ["96.1", "96.2"]


def resolved(text, paragraphs=REPORT, settled=frozenset()):
    said = said_in(text)
    found = Answers(
        Cover("A/HRC/42/4/Add.1", "A/HRC/42/4", "ALB", "2019-08-14"),
        tuple(said.claims),
        tuple(said.totals),
        tuple(said.unclear),
    )
    return found.resolved(paragraphs, settled)  # fmt: skip


def positions(result):
    known = result.table.dropna(subset=["position"])
    return dict(zip(known["paragraph"], known["position"], strict=True))


def reasons(result):
    return [(aside.where, aside.why) for aside in result.account.aside]


def test_a_contradiction_is_reported_and_not_decided():
    found = resolved("Erewhon accepts 95.1 and 95.2. Erewhon notes 95.2.")
    assert positions(found) == {"95.1": "accepted"}
    assert reasons(found) == [("paragraph 95.2", "answered in two ways; neither is taken")]
    assert found.account.unanswered == ("95.2",)


def test_parts_of_a_paragraph_answered_differently_are_partly_accepted_and_reported():
    found = resolved("Erewhon accepts 95.1 (a) and notes 95.1 (b).")
    assert positions(found) == {"95.1": "partly_accepted"}
    assert found.account.aside[0].value == "accepted (a), noted (b)"


def test_a_paragraph_that_the_report_does_not_have_is_reported():
    found = resolved("Erewhon accepts 95.9-95.12.")
    assert positions(found) == {"95.9": "accepted", "95.10": "accepted"}
    assert [where for where, _ in reasons(found)] == ["paragraph 95.11", "paragraph 95.12"]


def test_numbers_without_a_lead_are_those_of_the_report_unless_two_leads_have_them():
    assert positions(resolved("Erewhon accepts recommendations 3–4 and 10.")) == {
        "95.3": "accepted",
        "95.4": "accepted",
        "95.10": "accepted",
    }
    assert reasons(resolved("Erewhon accepts recommendation 1.")) == [("paragraph 1", "could be any of 95.1, 96.1")]


def test_the_remaining_are_those_that_neither_the_addendum_nor_the_room_answered():
    found = resolved("Erewhon accepts 95.1 to 95.8. The remaining recommendations are noted.", settled={"96.1", "96.2"})
    assert [number for number, position in positions(found).items() if position == "noted"] == ["95.9", "95.10"]


def test_all_except_some_leaves_these_open():
    found = positions(resolved("Erewhon accepts all recommendations except 95.2 and 96.1."))
    assert set(REPORT) - set(found) == {"95.2", "96.1"}
    assert set(found.values()) == {"accepted"}


def test_a_range_may_run_over_two_leads_of_the_report():
    assert set(positions(resolved("Erewhon accepts 95.10 to 96.2."))) == {"95.10", "96.1", "96.2"}


def test_totals_are_held_against_what_was_read():
    (announced,) = resolved("Erewhon accepts 3 recommendations. Erewhon accepts 95.1 and 95.2.").account.announced
    assert (announced.expected, announced.read, announced.lacking) == (3, 2, 1)


def test_that_it_is_implemented_in_a_comment_does_not_make_a_noted_one_accepted():
    said = (
        said_in("Erewhon notes 95.3.").claims
        + said_in("95.3 Erewhon considers this recommendation implemented.", strength=2).claims
    )
    found = Answers(Cover("a", None, None, None), tuple(said), (), ()).resolved(REPORT)  # fmt: skip
    assert positions(found) == {"95.3": "noted"}


def test_without_the_report_what_needs_it_is_said():
    found = resolved("Erewhon accepts 95.1. The remaining recommendations are noted.", paragraphs=None)
    assert positions(found) == {"95.1": "accepted"}
    assert "needs the report" in found.account.aside[0].why
