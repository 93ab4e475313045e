"""Claims about numbers: which begin a lead, which a recommendation, and which neither."""

from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report.sections import leads_of, section_lines


def read(*texts):
    return leads_of([Line(text, 7, False) for text in texts])


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


def test_a_number_left_out_leaves_a_gap_and_swallows_nothing():
    (lead,) = read(
        "90. The following recommendations were made:",
        "1. Plant oaks (Chad);",
        "3. Plant elms (Mali);",
        "4. Plant firs (Peru),",
        "5. Plant ash (Cuba).",
    )
    assert numbers(lead) == ["90.1", "90.3", "90.4", "90.5"]


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
    assert [line.text for line in section_lines(lines)] == [
        LEAD,
        "86.1. Plant oaks and see annex",
        "III to the pact (Chad);",
    ]
