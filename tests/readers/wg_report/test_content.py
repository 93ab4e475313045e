"""Claims about dividing a report, and about documents that are not reports."""

import pytest
from invented_reports import CLOSING, COVER, pdf_bytes, report_pages, write_report

from uprlib.errors import SourceError
from uprlib.readers.wg_report.content import parsed

LEAD = "124. The recommendations listed below enjoy the support of Côte d’Ivoire:"


def test_a_report_is_divided_into_cover_leads_and_dialogue(tmp_path):
    section = [LEAD, "124.1. Plant oaks (Chad); plant elms (Mali).", "125. " + CLOSING[0], CLOSING[1]]
    report = parsed(write_report(tmp_path / "report.pdf", section))
    assert (report.cover.symbol, report.cover.sur, report.cover.cycle) == ("A/HRC/27/99", "CIV", 2)
    assert "Working Group" in report.dialogue[1]
    (lead,) = report.leads
    ((number, position, parts),) = report.recommendations()
    assert (lead.number, number, position, report.divided.closing) == (124, "124.1", "accepted", 125)
    assert [(part.text, part.names[0].iso3) for part in parts] == [("Plant oaks", "TCD"), ("plant elms", "MLI")]


def test_a_word_broken_at_a_line_end_is_mended_by_the_reports_own_spelling(tmp_path):
    section = [LEAD, "124.1. Plant elms and more tall trans-", "parent oaks (Chad);", "124.2. Be transparent (Mali)."]
    report = parsed(write_report(tmp_path / "report.pdf", section))
    assert [part.text for part in report.parts(report.leads[0].paragraphs[0])] == [
        "Plant elms and more tall transparent oaks"
    ]


def refusal(path):
    with pytest.raises(SourceError) as caught:
        parsed(path)
    assert caught.value.file == path and caught.value.remedy
    assert str(caught.value).count("\n") == 0
    return str(caught.value)


def test_another_document_is_refused(written):
    path = written(pdf_bytes([["The letter of the trees to the people of the town."] * 5]))
    assert "no section of numbered recommendations" in refusal(path)


def test_a_report_without_numbered_recommendations_is_refused(written):
    assert "no section of numbered recommendations" in refusal(written(pdf_bytes(report_pages([LEAD]))))


def test_a_document_without_text_is_refused(word):
    assert "found 'no text'" in refusal(word([""]))


def test_a_french_report_is_refused_and_the_english_version_asked_for(written):
    french = ["Rapport du Groupe de travail sur l’Examen périodique universel", "Tchad"] + [
        "1. Le rapport a été adopté par le Groupe de travail et les États ont pris la parole",
        "dans la salle, avec des recommandations sur la plantation des arbres et du bois.",
    ] * 5
    message = refusal(written(pdf_bytes([french])))
    assert "French" in message and "English version" in message


def test_a_report_on_an_unknown_state_is_refused(tmp_path):
    cover = [line.replace("Côte d’Ivoire", "Erewhon") for line in COVER]
    message = refusal(write_report(tmp_path / "report.pdf", [LEAD, "124.1. Plant oaks (Chad)."], cover))
    assert "names no known State under review" in message
