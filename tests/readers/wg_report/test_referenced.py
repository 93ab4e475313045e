"""Claims about recommendations that section II only cites."""

import pytest
from invented_reports import INTRODUCTION, pdf_bytes

from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report import read
from uprlib.readers.wg_report.referenced import dialogue_paragraphs, places_in, referenced
from uprlib.readers.wg_report.sections import Lead

DIALOGUE = [
    "1. The delegation spoke.",
    "2. The Netherlands thanked it and (a) recommended that Erewhon plant oaks. It also (b)",
    "recommended planting elms, and (c) asked for more.",
    "3. Peru praised the woods. It recommended that Erewhon plant firs. It thanked all.",
    "4. Chad recommended oaks. It also recommended elms.",
]


def found(lead_text):
    dialogue = dialogue_paragraphs([Line(text, 4, False) for text in DIALOGUE])
    return [
        (each.number, each.name and each.name.iso3, each.text) for each in referenced(Lead(9, lead_text, ()), dialogue)
    ]


@pytest.mark.parametrize(
    ("lead", "places"),
    [
        (
            "Those noted in the report in paragraphs 19(d), 19(e) and 60 (a) above did not",
            [(19, "d"), (19, "e"), (60, "a")],
        ),
        (
            "Those noted in the report in paragraph 53 (b), (c) and (d), and paragraph 7 above",
            [(53, "b"), (53, "c"), (53, "d"), (7, None)],
        ),
        ("Those marked in paragraph 88 above are implemented", []),
    ],
)
def test_places_named_by_a_lead(lead, places):
    assert places_in(lead) == places


def test_letters_mark_what_the_state_recommended():
    assert found("Those noted in the report in paragraph 2 (a) and (b) above did not") == [
        ("2(a)", "NLD", "recommended that Erewhon plant oaks"),
        ("2(b)", "NLD", "recommended planting elms"),
    ]


def test_a_paragraph_without_letter_counts_if_one_sentence_recommends():
    assert found("Those noted in the report in paragraphs 3 and 4 above did not") == [
        ("3", "PER", "It recommended that Erewhon plant firs")
    ]


def test_they_stand_in_the_table_with_the_position_of_their_lead(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pdf_bytes(
            [
                ["A/HRC/8/99", "Universal Periodic Review", "Chad"],
                [
                    *INTRODUCTION,
                    "2. Peru greeted all and (a) recommended the planting of firs.",
                    "II. CONCLUSIONS AND/OR RECOMMENDATIONS",
                    "3. The recommendations listed below enjoy the support of Chad:",
                    "1. To plant oaks (Mali).",
                    "4. The recommendations noted in the report in paragraph 2 (a) above did not enjoy the",
                    "support of Chad.",
                ],
            ]
        )
    )
    rows = read(path)[["paragraph", "recommender", "position_wg"]].fillna("none").values.tolist()
    # "2 (a)" is a place in section I, not the number of a recommendation.
    assert rows == [["3.1", "MLI", "accepted"], ["none", "PER", "noted"]]
