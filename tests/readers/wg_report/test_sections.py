"""Claims about numbers: which begin a lead, which a recommendation, and which neither."""

import time

import pytest

from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report.sections import leads_of, section_of, without_headers


def read(*texts):
    return leads_of([Line(text, 7, False) for text in texts])[0]


def numbers(lead):
    return [paragraph.number for paragraph in lead.paragraphs]


LEAD = "86. The recommendations below enjoy the support of Erewhon:"


def test_dotted_numbers_with_and_without_a_last_dot():
    (lead,) = read(LEAD, "86.1. Plant oaks (Chad);", "86.2 Plant elms (Mali);")
    assert numbers(lead) == ["86.1", "86.2"]
    assert lead.paragraphs[1].text == "Plant elms (Mali);"


def test_numbers_that_count_afresh_are_cited_under_their_lead():
    first, second = read(
        "90. The following recommendations were made:",
        "1. Plant oaks (Chad);",
        "2 Plant elms (Mali).",
        "91. The following recommendations will be examined:",
        "1. Plant firs (Peru).",
    )
    assert numbers(first) == ["90.1", "90.2"]
    assert numbers(second) == ["91.1"]


def test_124_10_is_not_124_1():
    (lead,) = read("124. Recommendations listed below:", *[f"124.{n} Plant {n} trees (Chad);" for n in range(1, 11)])
    assert numbers(lead)[0] == "124.1"
    assert numbers(lead)[-1] == "124.10"


def test_a_misprinted_prefix_is_put_right_where_the_count_goes_on():
    (lead,) = read(
        "115. Recommendations listed below:",
        "115.1 Plant oaks (Chad);",
        "155.2 Plant elms (Mali);",
        "115.3 Plant firs (Peru);",
    )
    assert numbers(lead) == ["115.1", "115.2", "115.3"]
    assert lead.paragraphs[1].printed == "155.2"


def test_a_misprinted_count_is_put_right_where_it_goes_on():
    (lead,) = read(
        "115. Recommendations listed below:",
        "115.1 Plant oaks (Chad);",
        "115.22 Plant elms (Mali);",
        "115.3 Plant firs (Peru);",
    )
    assert numbers(lead) == ["115.1", "115.2", "115.3"]


def test_a_number_inside_a_sentence_is_none():
    (lead,) = read(
        LEAD,
        "86.1. Raise the share of trees to",
        "86.5 per cent (Chad);",
        "86.2. Implement resolution",
        "1325 on trees (Mali);",
    )
    assert numbers(lead) == ["86.1", "86.2"]


def test_recommendations_that_count_past_their_lead():
    texts = [f"{n}. Plant {n} trees (Chad);" for n in range(1, 6)]
    (lead,) = read("3. The recommendations listed below enjoy the support of Erewhon:", *texts)
    assert numbers(lead) == [f"3.{n}" for n in range(1, 6)]


def test_a_lead_printed_without_its_number_still_divides():
    first, second = read(
        LEAD, "86.1. Plant oaks (Chad).", "The following will be examined:", "87.1. Plant elms (Mali)."
    )
    assert numbers(first) == ["86.1"]
    assert numbers(second) == ["87.1"]


def test_the_words_of_a_lead_printed_without_its_number_are_its_text():
    words = "The recommendations below did not enjoy the support of Erewhon:"
    for number in ("87.1.", "1."):
        opening = LEAD if number == "87.1." else LEAD.replace("86.", "86. ")
        item = "86.1." if number == "87.1." else "1."
        first, second = read(opening, f"{item} Plant oaks (Chad).", words, f"{number} Plant elms (Mali).")
        assert first.paragraphs[0].text == "Plant oaks (Chad)." and second.text == words
        assert numbers(second) == ["87.1"]


@pytest.mark.parametrize(
    "heading",
    [
        ["Follow-up to the review"],
        ["A. Rights of the forest"],
        ["RIGHTS OF THE FOREST"],
        ["Economic, social and cultural rights of the trees", "Water and soil"],
        ["Trees and people (general)"],
    ],
)
@pytest.mark.parametrize("style", ["86.{}", "{}."])
def test_a_heading_between_recommendations_belongs_to_neither(heading, style):
    one, two, three = (style.format(number) for number in (1, 2, 3))
    lines = [f"{one} Plant oaks (Chad);", *heading, f"{two} Plant elms (Mali)", *heading, f"{three} Plant firs (Peru)."]
    (lead,) = read(LEAD, *heading, *lines)
    assert [paragraph.number for paragraph in lead.paragraphs] == ["86.1", "86.2", "86.3"]
    if "(" not in heading[0]:
        assert [paragraph.text for paragraph in lead.paragraphs] == [
            "Plant oaks (Chad);",
            "Plant elms (Mali)",
            "Plant firs (Peru).",
        ]


def test_a_heading_before_a_lead_does_not_hide_it():
    second = "87. The recommendations below did not enjoy the support of Erewhon:"
    leads = read(LEAD, "1. Plant oaks (Chad).", "Recommendations that were refused", second, "1. Plant elms (Mali).")
    assert [lead.number for lead in leads] == [86, 87]


def test_a_line_that_goes_on_is_no_heading():
    (lead,) = read(LEAD, "1. Implement (Chad)", "Resolution", "2. Plant elms (Mali).")
    assert numbers(lead) == ["86.1"]


def test_a_remark_under_a_list_belongs_to_the_list_and_not_to_its_last_recommendation():
    remark = "The recommendations above enjoy the support of Erewhon."
    (lead,) = read("86. The following recommendations were made:", "86.1 Plant oaks (Chad).", remark)
    assert (lead.paragraphs[0].text, lead.remark) == ("Plant oaks (Chad).", remark)


def test_a_recommendation_with_the_number_of_the_next_lead_is_none():
    texts = [f"{number}. Plant {number} trees (Chad);" for number in range(1, 6)]
    second = "4. The recommendations below did not enjoy the support of Erewhon:"
    leads = read("3. The recommendations below enjoy the support of Erewhon:", *texts, second, "1. Fell all (Mali).")
    assert [(lead.number, len(lead.paragraphs)) for lead in leads] == [(3, 5), (4, 1)]


def test_a_number_left_out_leaves_a_gap_and_swallows_nothing():
    (lead,) = read(
        "90. The following recommendations were made:",
        "1. Plant oaks (Chad);",
        "3. Plant elms (Mali);",
        "4. Plant firs (Peru),",
        "5. Plant ash (Cuba).",
    )
    assert numbers(lead) == ["90.1", "90.3", "90.4", "90.5"]


def test_many_numbers_left_out_leave_a_gap_and_swallow_nothing():
    # As where a page is missing.
    (lead,) = read("90. The following recommendations were made:", "3. Plant oaks (Chad);", "9. Plant elms (Mali).")
    assert numbers(lead) == ["90.3", "90.9"]


def test_the_closing_lead_ends_the_reading():
    leads = read(
        LEAD,
        "86.1. Plant oaks (Chad).",
        "87. All conclusions and/or recommendations",
        "contained in the report",
        "88. Something else (Mali).",
    )
    assert [lead.number for lead in leads] == [86]


def test_section_begins_after_its_last_heading_and_ends_at_the_next():
    lines = [
        Line(text, page, small)
        for text, page, small in [
            ("II. Conclusions and/or recommendations", 2, False),
            ("A. Introduction", 3, False),
            ("II. CONCLUSIONS AND/OR RECOMMENDATIONS**", 9, False),
            (LEAD, 9, False),
            ("A/HRC/8/1", 10, False),
            ("Page 10", 10, False),
            ("86.1. Plant oaks and see annex", 10, False),
            ("III to the pact (Chad);", 10, False),
            ("5 A footnote of the report", 10, True),
            ("III. Voluntary pledges and commitments", 11, False),
            ("87.1. Not a recommendation (Mali);", 11, False),
        ]
    ]
    assert [line.text for line in section_of(lines).lines] == [
        LEAD,
        "86.1. Plant oaks and see annex",
        "III to the pact (Chad);",
    ]


def test_a_header_of_many_symbols_is_read_in_time():
    start = time.process_time()
    for text in ("A/HRC/27/10" + " *" * 3_000 + "x", "A/HRC/8/9 " * 3_000 + "x", "II" + " " * 30_000 + "x"):
        assert list(without_headers([Line(text, 3, False)])) and not section_of([Line(text, 3, False)]).lines
    assert time.process_time() - start < 1


def test_a_heading_of_two_lines_begins_the_section_and_the_next_one_ends_it():
    lines = [
        Line(text, page, False)
        for page, text in enumerate(["II. Conclusions", "and/or recommendations", LEAD, "Annex"])
    ]
    section = section_of(lines)
    assert (section.lines, section.pages, section.followed) == (lines[2:3], {1, 2, 3}, True)
    assert not section_of(lines[:3]).followed


def test_a_paragraph_that_has_lost_its_number_is_told_in_a_document_without_pages():
    texts = [LEAD, "86.1 Plant oaks (Chad);", "Plant elms (Mali);", "86.2 Plant firs, and", "Plant yews (Peru)."]
    assert leads_of([Line(text, None, False) for text in texts]).unnumbered == ("86.1",)
    # The lines of a page are not its paragraphs.
    assert leads_of([Line(text, 7, False) for text in texts]).unnumbered == ()
