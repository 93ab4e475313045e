"""Claims about recommendations that section II only cites."""

import time

import pytest
from invented_reports import INTRODUCTION, pdf_bytes

from uprlib.readers.opening.lines import Line
from uprlib.readers.wg_report import read
from uprlib.readers.wg_report.cited import Place
from uprlib.readers.wg_report.referenced import dialogue_paragraphs, referenced

DIALOGUE = [
    "1. The delegation spoke.",
    "2. The Netherlands thanked it and (a) recommended that Erewhon plant oaks. It also (b)",
    "recommended planting elms, and (c) asked for more.",
    "3. Peru praised the woods. It recommended that Erewhon plant firs. It thanked all.",
    "4. Chad recommended oaks. It also recommended the elms of ICPET.",
    "5. The representative of Mali recommended (a) the planting of oaks and (b) the felling of elms.",
    "6. Cuba invited Erewhon to plant cedars.",
    "7. Several States recommended oaks (Chad, Mali).",
]


def found(*place):
    dialogue = dialogue_paragraphs([Line(text, 4, False) for text in DIALOGUE])
    answer = referenced(Place(*place), dialogue)
    return [(part.names[0].iso3 if part.names else None, part.text) for part in answer.parts] or answer.problem


def test_letters_mark_what_the_state_recommended():
    assert found("2", "a") == [("NLD", "recommended that Erewhon plant oaks")]
    assert found("2", "b") == [("NLD", "recommended planting elms")]


def test_a_letter_that_says_nothing_by_itself_keeps_the_words_before_the_letters():
    assert found("5", "b") == [("MLI", "The representative of Mali recommended the felling of elms")]


def test_every_sentence_that_recommends_counts_where_no_letter_is_cited():
    assert found("3") == [("PER", "It recommended that Erewhon plant firs")]
    assert found("4") == [("TCD", "Chad recommended oaks"), ("TCD", "It also recommended the elms of ICPET")]


@pytest.mark.parametrize("topic", ["the International Charter for the Protection of Elms and Trees", "the elms"])
def test_where_a_topic_is_named_only_the_sentences_on_it_count(topic):
    expected = [("TCD", "It also recommended the elms of ICPET")] if topic != "the elms" else "no sentence"
    answer = found("4", None, topic)
    assert answer == expected or answer.startswith(expected)


def test_an_invitation_counts_where_nothing_is_recommended_in_so_many_words():
    assert found("6") == [("CUB", "Cuba invited Erewhon to plant cedars")]


def test_a_place_that_is_not_there_says_why():
    assert found("2", "z") == "the paragraph has no such letter"
    assert found("60") == "section I has no such paragraph"


def test_states_in_brackets_made_it_and_not_the_one_that_speaks():
    assert found("7") == [("TCD", "Several States recommended oaks")]


def test_a_number_that_was_lost_does_not_hide_the_paragraphs_after_it():
    lines = [Line(text, 4, False) for text in ("1. All spoke.", "3. Peru recommended firs.", "9 of them left.")]
    assert sorted(dialogue_paragraphs(lines)) == [1, 3]


def test_thousands_of_commas_are_trimmed_in_time():
    start = time.process_time()
    referenced(Place("1", "a"), {1: "Chad (a) recommended oaks" + "," * 50_000 + "x"})
    assert time.process_time() - start < 1


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
