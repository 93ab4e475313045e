"""From file to table: synthetic reports, bad files, and real reports."""

import docx
import pandas as pd
import pytest
from invented_reports import BODY, CLOSING, COVER, FOOTNOTE, MARK, pdf_bytes, report_pages, write_report

from uprlib import paths
from uprlib.errors import SourceError
from uprlib.facts import contract, states
from uprlib.readers.opening import pdf
from uprlib.readers.wg_report import numbering, read
from uprlib.readers.wg_report.heading import POSITIONS, position_of
from uprlib.readers.wording.hyphens import mended

SECTION = [
    "124. The recommendations listed below enjoy the support of Côte d’Ivoire:",
    "124.1. Plant oaks in the towns, with due regard to the plan of action for trees of all",
    [(BODY, 0, "kinds (Iran (Islamic Republic of), Chad)"), (MARK, 4, "5"), (BODY, 0, ";")],
    "124.2. (A) Plant elms (Mali); (B) plant firs (Peru, Mali);",
    [(FOOTNOTE, 0, "5 As read in the room: plant many oaks (Germany).")],
    "125. The following recommendations will be examined by Côte d’Ivoire, which will",
    "provide responses in due time:",
    "125.1. Water the trees of the avenues (France) (Lithuania);",
    "126. The recommendations below did not enjoy the support of Côte d’Ivoire:",
    "126.1. Fell the old trees (Utopia).",
    "127. " + CLOSING[0],
    CLOSING[1],
]


@pytest.fixture
def report(tmp_path):
    return write_report(tmp_path / "report.pdf", SECTION)


def test_one_row_per_state_and_part(report):
    table = read(report)
    assert list(table.columns) == contract.columns("reading")
    rows = table[["recommender", "paragraph", "part", "position_wg", "text"]]
    oaks = "Plant oaks in the towns, with due regard to the plan of action for trees of all kinds"
    assert rows.fillna("none").values.tolist() == [
        ["IRN", "124.1", 1, "accepted", oaks],
        ["TCD", "124.1", 1, "accepted", oaks],
        ["MLI", "124.2", 1, "accepted", "Plant elms"],
        ["PER", "124.2", 1, "accepted", "plant firs"],
        ["MLI", "124.2", 2, "accepted", "plant firs"],
        ["FRA", "125.1", 1, "pending", "Water the trees of the avenues"],
        ["LTU", "125.1", 1, "pending", "Water the trees of the avenues"],
        ["none", "126.1", 1, "noted", "Fell the old trees"],
    ]
    assert table["source_row"].tolist() == list(range(1, 9))
    # A Working Group report does not know the final answer.
    assert table["position"].isna().all()
    assert set(table["sur"]) == {"CIV"}
    assert set(table["session"]) == {19} and set(table["cycle"]) == {2}
    assert set(table["symbol"]) == {"A/HRC/27/99"}
    assert table["recommender_name"].iloc[[0, 7]].tolist() == ["Iran (Islamic Republic of)", "Utopia"]


def test_numbering_reports_what_is_not_known(report):
    counted = numbering(report)
    assert (counted.expected, counted.found) == (4, 4)
    assert counted.without_known_state == ("126.1",)
    assert counted.without_bracket == ()
    assert counted.unrecognised == ("Utopia",)


def test_numbering_reports_gaps(tmp_path):
    section = [SECTION[0], "124.1. Plant oaks (Chad);", "124.4. Plant elms (Mali)."]
    counted = numbering(write_report(tmp_path / "gap.pdf", section))
    assert counted.missing == ("124.2", "124.3")
    assert (counted.expected, counted.found) == (4, 2)


def test_reading_twice_gives_the_same(report):
    pd.testing.assert_frame_equal(read(report), read(report))


def docx_report(path, paragraphs):
    document = docx.Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for number, piece in enumerate(text.split("^")):
            paragraph.add_run(piece).font.superscript = number % 2 == 1
    document.save(path)
    return path


def test_a_docx_of_the_same_text_gives_the_same_rows(tmp_path, report):
    cover, body = report_pages([])
    section = [
        SECTION[0],
        "124.1.\tPlant oaks in the towns, with due regard to the plan of action for "
        "trees of all kinds (Iran (Islamic Republic of), Chad)^5^;",
        SECTION[3],
        SECTION[5] + " " + SECTION[6],
        *SECTION[7:10],
        " ".join(SECTION[10:]),
    ]
    path = docx_report(tmp_path / "report.docx", [*cover, *body, *section])
    pd.testing.assert_frame_equal(read(path), read(report))


def test_automatic_numbers_of_a_docx_are_read(tmp_path):
    from uprlib.readers.opening.word import docx_paragraphs

    document = docx.Document()
    document.add_paragraph("Plant oaks (Chad);", style="List Number")
    document.add_paragraph("Plant elms (Mali);", style="List Number")
    document.save(tmp_path / "list.docx")
    assert docx_paragraphs(tmp_path / "list.docx") == ["1.\tPlant oaks (Chad);", "2.\tPlant elms (Mali);"]


@pytest.mark.parametrize(
    ("lead", "position"),
    [
        ("The recommendations listed below have been examined by X and enjoy its support:", "accepted"),
        (
            "The following recommendations enjoy the support of X, which considers that they are"
            " already implemented or in the process of implementation:",
            "implemented",
        ),
        (
            "The following recommendations will be examined by X, which will provide responses"
            " in due time, but no later than the next session:",
            "pending",
        ),
        ("The recommendations below did not enjoy the support of X:", "noted"),
        ("The recommendations listed below have been noted by X:", "noted"),
        ("X has examined the recommendations listed below and takes note of them:", "noted"),
        (
            "The recommendations below enjoy the support of X. Its views on the recommendations"
            " noted in the report in paragraph 19 and its responses will be provided:",
            "accepted",
        ),
        ("In the course of the discussion, the following recommendations were made to X:", None),
        ("The following recommendations enjoy the partial support of X:", None),
    ],
)
def test_position_of_a_lead(lead, position):
    assert position_of(lead) == position
    assert position is None or (position in POSITIONS and position in contract.POSITIONS)


def test_hyphens_at_line_ends_follow_the_reports_own_spelling():
    words = frozenset({"transparency", "follow-up"})
    assert mended("trans\ufffeparency, follow\ufffeup, one\ufffefifth", words) == ("transparency, follow-up, one-fifth")


def refusal(path):
    with pytest.raises(SourceError) as caught:
        read(path)
    assert caught.value.file == paths.shown(path)
    assert caught.value.remedy
    return str(caught.value)


def test_a_scan_is_refused(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_bytes([[], [], []]))
    assert "no text" in refusal(path)


def test_a_french_report_is_refused_and_the_english_version_asked_for(tmp_path):
    french = ["Rapport du Groupe de travail sur l’Examen périodique universel", "Tchad"] + [
        "1. Le rapport a été adopté par le Groupe de travail et les États ont pris la parole",
        "dans la salle, avec des recommandations sur la plantation des arbres et du bois.",
    ] * 5
    path = tmp_path / "french.pdf"
    path.write_bytes(pdf_bytes([french]))
    message = refusal(path)
    assert "French" in message and "English version" in message and message.count("\n") == 0


def test_a_protected_pdf_is_refused(tmp_path):
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf_bytes(report_pages(SECTION), encrypt=True))
    assert "password" in refusal(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_pdf_is_refused(tmp_path, share):
    whole = pdf_bytes(report_pages(SECTION))
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(share * len(whole))])
    assert "damaged" in refusal(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    assert "empty" in refusal(path)


def test_a_directory_is_refused(tmp_path):
    assert "directory" in refusal(tmp_path)


def test_a_missing_file_is_refused(tmp_path):
    assert "no such file" in refusal(tmp_path / "absent.pdf")


def test_another_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "notes.pdf"
    path.write_text("only notes")
    assert "neither a PDF nor a DOCX" in refusal(path)


def test_a_damaged_docx_is_refused(tmp_path):
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\x03\x04 and nothing that follows")
    assert "cannot be opened" in refusal(path)


def test_an_old_word_file_is_refused(tmp_path):
    path = tmp_path / "report.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    assert "old Word format" in refusal(path)


def test_another_document_is_refused(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf_bytes([["The letter of the trees to the people of the town."] * 5]))
    assert "no section of numbered recommendations" in refusal(path)


def test_a_very_long_pdf_is_refused(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf_bytes([["A page of the book of trees."]] * (pdf.MAX_PAGES + 1)))
    assert "too long" in refusal(path)


def test_a_paragraph_without_brackets_keeps_its_row_and_is_counted(tmp_path):
    section = [SECTION[0], "124.1. Oaks are welcomed.", "124.2. Plant elms (Mali)."]
    path = write_report(tmp_path / "bare.pdf", section)
    assert numbering(path).without_bracket == ("124.1",)
    assert read(path)["recommender"].fillna("none").tolist() == ["none", "MLI"]


def test_the_symbol_of_a_draft_is_not_given_as_a_reports(tmp_path):
    cover = [COVER[0].replace("A/HRC/27/99", "A/HRC/WG.6/19/L.9"), *COVER[1:]]
    table = read(write_report(tmp_path / "draft.pdf", SECTION, cover))
    assert table["symbol"].isna().all() and set(table["session"]) == {19}


def test_names_as_reports_spell_them_are_in_the_one_table():
    assert states.find("Iran (the Islamic Republic of)") == "IRN"
    assert states.find("Côte d’ Ivoire") == "CIV"
    assert states.find("Slovak Republic") == "SVK"
    assert states.find("European Union") is None and states.find("Korea") is None


def test_symbol_and_session_of_real_reports(wg_reports):
    index = pd.read_csv(wg_reports / "index.csv", dtype=str)
    for row in index.iloc[::10].itertuples():
        table = read(wg_reports / row.file)
        assert set(table["symbol"]) == {row.symbol}
        assert set(table["session"]) == {int(row.session)}
        assert set(table["position_wg"].dropna()) <= set(POSITIONS)


@pytest.mark.parametrize(
    ("file", "positions"),
    [
        # 117 answers of 2009 were left open, 50 recommendations refused in the room.
        ("democraticpeoplesrepublicofkorea2010.pdf", {"pending": 117, "noted": 50}),
        ("democraticpeoplesrepublicofkorea2014.pdf", {"pending": 185, "noted": 83}),
    ],
)
def test_what_the_dprk_said_in_the_room(wg_reports, file, positions):
    paragraphs = read(wg_reports / file).drop_duplicates("paragraph")
    assert paragraphs["position_wg"].value_counts(dropna=False).to_dict() == positions
