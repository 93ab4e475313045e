"""Claims about the account of a report: nothing that it announces disappears without a line that names it."""

import random
import time

import pytest
from invented_reports import COVER, INTRODUCTION, pdf_bytes, write_report

from uprlib.readers.wg_report import read

TREES = ("oaks", "elms", "firs", "limes", "pines", "yews", "hazels", "planes", "maples", "birches", "cedars")
STATES = ("Chad", "Mali", "Peru", "Iran (Islamic Republic of)", "Viet Nam", "the Netherlands")
HEADINGS = ("Rights of the forest", "A. Follow-up to the review", "Trees and people (general)", "WOODS AND FIELDS")


def account(tmp_path, *section, cover=COVER):
    table = read(write_report(tmp_path / "report.pdf", list(section), cover))
    return table, table.attrs["account"]


ENDS = [], ["7. All conclusions and/or recommendations contained in the report"], ["III. Voluntary pledges"]
LEAD = "6. The recommendations listed below enjoy the support of Côte d’Ivoire:"


def test_gaps_in_the_numbering_are_announced_and_not_read(tmp_path):
    _, found = account(tmp_path, LEAD, "6.1 Plant oaks (Chad);", "6.4 Plant elms (Mali).")
    assert not found.complete
    assert "Announced: paragraphs 6.1 to 6.4: 2 of 4 read, 2 NOT READ (6.2 to 6.3)" in list(found.lines())


def test_numbers_that_a_paragraph_names_are_announced(tmp_path):
    section = [
        LEAD,
        "6.1 Plant oaks (Chad).",
        "7. The recommendations in paragraphs 6.1 to 6.3 are already implemented.",
    ]
    table, found = account(tmp_path, *section)
    assert table["position_wg"].tolist() == ["implemented"]
    (named,) = [each for each in found.announced if each.what == "recommendations named in paragraph 7"]
    assert named.missing == ("6.2", "6.3")


def test_a_total_in_words_is_held_against_what_was_read(tmp_path):
    lead = "6. The following three recommendations will be examined by Côte d’Ivoire:"
    _, found = account(tmp_path, lead, "6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali).")
    assert not found.complete
    assert [each.lacking for each in found.announced if each.what.startswith("total of the list")] == [1]
    both = "7. All of the one hundred and two recommendations made will be examined by Côte d’Ivoire."
    _, found = account(tmp_path, LEAD, "6.1 Plant oaks (Chad).", both)
    assert [each.lacking for each in found.announced if each.what == "total in paragraph 7"] == [101]


def test_a_total_of_an_earlier_review_announces_nothing_here(tmp_path):
    remark = "7. All of the 90 recommendations of the first cycle have been accepted."
    _, found = account(tmp_path, LEAD, "6.1 Plant oaks (Chad).", remark)
    assert found.complete


def test_a_lead_that_was_lost_is_named(tmp_path):
    section = [
        LEAD,
        "6.1 Plant oaks (Chad).",
        "8. The recommendations below did not enjoy its support:",
        "8.1 Fell (Mali).",
    ]
    _, found = account(tmp_path, *section)
    assert [each.missing for each in found.announced if each.what.endswith("of section II")] == [("7",)]


def test_a_list_that_counts_on_from_the_one_before_calls_for_no_earlier_numbers(tmp_path):
    second = "7. The recommendations below did not enjoy the support of Côte d’Ivoire:"
    _, found = account(
        tmp_path, LEAD, "6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali).", second, "7.3 Fell firs (Peru)."
    )
    assert found.complete and "paragraphs 7.3 to 7.3" in [each.what for each in found.announced]


def test_a_page_without_text_between_pages_with_text_is_named(tmp_path):
    path = tmp_path / "report.pdf"
    first = [*INTRODUCTION, "II. Conclusions and/or recommendations", LEAD, "6.1 Plant oaks (Chad);"]
    path.write_bytes(pdf_bytes([COVER, first, [], ["6.2 Plant elms (Mali)."]]))
    found = read(path).attrs["account"]
    assert not found.complete and [each.missing for each in found.announced if each.what.startswith("pages")] == [
        ("3",)
    ]


def test_places_of_section_i_that_give_nothing_are_named_with_the_reason(tmp_path):
    section = [
        LEAD,
        "6.1 Plant oaks (Chad).",
        "7. The recommendations in paragraphs 1 (b) and 5 are rejected.",
        "Annex",
    ]
    table, found = account(tmp_path, *section)
    assert len(table) == 1 and not found.complete
    assert [(each.where, each.why) for each in found.aside] == [
        ("paragraph 1 (b)", "cited in paragraph 7, but the paragraph has no such letter"),
        ("paragraph 5", "cited in paragraph 7, but section I has no such paragraph"),
    ]


def test_a_paragraph_too_long_for_a_recommendation_is_named_and_not_divided(tmp_path):
    # The numbers after the first are lost, as where the numbering part of a Word document is missing.
    section = [LEAD, "6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali);", *["plant firs and yews (Peru);"] * 1_000]
    path = tmp_path / "report.pdf"
    pages = [
        [*INTRODUCTION, "II. Conclusions and/or recommendations"],
        *(section[n : n + 50] for n in range(0, 1_003, 50)),
    ]
    path.write_bytes(pdf_bytes([COVER, *pages]))
    table = read(path)
    found = table.attrs["account"]
    assert table["paragraph"].tolist() == ["6.1"] and not found.complete
    assert [each.where for each in found.aside] == ["paragraph 6.2"]


def test_a_section_without_an_end_may_be_cut_short(tmp_path):
    notes = [account(tmp_path, LEAD, "6.1 Plant oaks (Chad).", *end)[1].notes for end in ENDS]
    assert [len(each) for each in notes] == [1, 0, 0] and "may be cut short" in notes[0][0]


def test_five_hundred_pages_are_read_in_bounded_time(tmp_path):
    line = (
        "6.{} Plant {} trees of the kinds that grow in the north of the country, by law and in practice (Chad, Mali);"
    )
    section = [line.format(number, number) for number in range(1, 1_000)]
    section += [
        "and take measures of the kind that is known (Chad), the trees (Mali), and so forth, plant elms (Peru);"
    ] * 23_000
    path = tmp_path / "report.pdf"
    pages = [
        [*INTRODUCTION, "II. Conclusions and/or recommendations", LEAD],
        *(section[n : n + 50] for n in range(0, 23_999, 50)),
    ]
    path.write_bytes(pdf_bytes([COVER, *pages]))
    start = time.process_time()
    table = read(path)
    # It takes 3 seconds.
    assert time.process_time() - start < 20
    assert table["paragraph"].nunique() == 998 and "999" in table.attrs["account"].aside[0].where


def invented(chance, *, dotted):
    """A section II of two lists, whose last paragraph names every recommendation."""
    sizes = {6: chance.randint(3, 14), 7: chance.randint(2, 9)}
    lines = []
    leads = {6: "enjoy the support of Côte d’Ivoire:", 7: "did not enjoy the support of Côte d’Ivoire:"}
    for lead, size in sizes.items():
        lines.append([f"{lead}. The recommendations listed below {leads[lead]}"])
        for item in range(1, size + 1):
            number = f"{lead}.{item}" if dotted else f"{item}."
            what = f"Plant {chance.choice(TREES)} and {chance.choice(TREES)}"
            end = "." if item == size else ";"
            whole = (
                f"{number} {what} in wood {lead}-{item} ({', '.join(chance.sample(STATES, chance.randint(1, 3)))}){end}"
            )
            place = whole.index(" in wood")
            lines.append([whole[:place], whole[place + 1 :]] if chance.random() < 0.4 else [whole])
    named = " and ".join(f"{lead}.1 to {lead}.{size}" for lead, size in sizes.items())
    lines.append([f"8. The recommendations in paragraphs {named} were made in the", "course of the dialogue."])
    lines.append(["9. All conclusions and/or recommendations contained in the present report are of the States."])
    return lines, [f"{lead}.{item}" for lead, size in sizes.items() for item in range(1, size + 1)]


def mutated(lines, chance):
    """The lines with some accidents of printing and conversion in the lists."""
    lines = [list(entry) for entry in lines]
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(1, len(lines) - 2)
        entry = lines[place]
        if not entry:
            continue
        match chance.randrange(9):
            case 0:  # the number is lost
                entry[0] = entry[0].partition(" ")[2]
            case 1:  # the whole paragraph is lost
                lines[place] = []
            case 2:  # a heading comes before it
                entry.insert(0, chance.choice(HEADINGS))
            case 3:  # the bracket is not closed
                entry[-1] = entry[-1].replace(")", "", 1)
            case 4:  # the mark at its end is lost
                entry[-1] = entry[-1].rstrip(";.:")
            case 5:  # the number is misprinted
                entry[0] = entry[0].replace("1", "7", 1)
            case 6:  # it is printed twice
                lines.insert(place, list(entry))
            case 7:  # the States are lost
                entry[-1] = entry[-1].partition("(")[0]
            case 8:  # half of a line is lost
                entry[-1] = entry[-1][: len(entry[-1]) // 2]
    return [line for entry in lines for line in entry]


@pytest.mark.parametrize("dotted", [True, False], ids=["dotted", "plain"])
@pytest.mark.parametrize("seed", range(60))
def test_what_is_read_and_what_is_named_as_missing_is_everything_announced(tmp_path, seed, dotted):
    chance = random.Random(seed)
    lines, numbers = invented(chance, dotted=dotted)
    table, found = account(tmp_path, *mutated(lines, chance))
    read_numbers = set(table["paragraph"].dropna())
    missing = {number for each in found.announced for number in each.missing}
    assert set(numbers) <= read_numbers | missing
    assert found.complete == (set(numbers) <= read_numbers and not missing)
    for each in found.announced:
        assert each.read + each.aside + each.lacking == each.expected


@pytest.mark.parametrize("dotted", [True, False], ids=["dotted", "plain"])
@pytest.mark.parametrize("seed", range(10))
def test_a_sound_report_is_read_whole(tmp_path, seed, dotted):
    lines, numbers = invented(random.Random(seed), dotted=dotted)
    table, found = account(tmp_path, *[line for entry in lines for line in entry])
    assert list(dict.fromkeys(table["paragraph"])) == numbers and found.complete
    assert found.without_position == 0


def notes_on(tmp_path, *section):
    return account(tmp_path, *section, ENDS[1][0])[1].notes


def test_a_bracket_that_does_not_close_may_have_swallowed_a_recommendation(tmp_path):
    (said,) = notes_on(tmp_path, LEAD, "6.1 Plant oaks (in the town (Chad);", "6.2 Plant elms (Mali).")
    assert "A bracket does not close" in said and said.endswith(": 6.1")


def test_recommendations_without_a_state_are_counted(tmp_path):
    (said,) = notes_on(tmp_path, LEAD, "6.1 Plant oaks;", "6.2 Plant elms (Mali).")
    assert said == "Read without a recommending State: 1 (6.1)"


def test_states_in_the_words_of_a_lead_or_before_the_first_are_said(tmp_path):
    swallowed = "6. The recoelms (Mali);"
    (said,) = notes_on(tmp_path, swallowed, "6.1 Plant oaks (Chad).")
    assert said.endswith("stand in the words of a lead: 6")
    (said,) = notes_on(tmp_path, ".1 Plant elms (Mali);", LEAD, "6.1 Plant oaks (Chad).")
    assert said.endswith("stand in the words of a lead: before the first")


def test_a_lead_that_only_its_numbers_tell_of_is_not_read(tmp_path):
    section = [LEAD, "6.1 Plant oaks (Chad).", "7.1 Plant elms (Mali).", "8. The recommendations were made freely."]
    _, found = account(tmp_path, *section)
    assert [each.missing for each in found.announced if each.what.endswith("of section II")] == [("7",)]


def test_a_page_that_is_gone_is_said_where_no_number_tells(tmp_path):
    # The page has the end of one list, and the next begins on the page after it.
    second = "7. The recommendations below did not enjoy the support of Côte d’Ivoire:"
    pages = [[LEAD, "6.1 Plant oaks (Chad);"], ["6.2 Plant elms (Mali)."], [second, "7.1 Fell firs (Peru)."]]
    pages = [[*page, str(number)] for number, page in enumerate(pages, 3)]
    first = [*INTRODUCTION, "II. Conclusions and/or recommendations", "2"]
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_bytes([COVER, first, *pages[:1], *pages[2:]]))
    notes = read(path).attrs["account"].notes
    assert notes[0] == "Pages that are missing, by the numbers printed on the others: 4"


def test_numbers_after_the_closing_paragraph_are_said(tmp_path):
    end = "8. All conclusions and/or recommendations contained in the report reflect"
    _, found = account(
        tmp_path, LEAD, "6.1 Plant oaks (Chad);", end, "6.2 Plant elms (Mali).", "6.3 Plant firs (Peru)."
    )
    assert found.notes == ("Numbers that stand after the closing paragraph, and are not read: 6.2 to 6.3",)
