import docx
import pytest
from invented_reports import COVER, pdf_bytes

from uprlib.errors import SourceError
from uprlib.readers import addendum, recognition

TITLE = [
    "United Nations A/HRC/42/4/Add.1",
    "Distr.: General",
    "14 August 2019",
    "Report of the Working Group on the Universal Periodic Review*",
    "Albania",
    "Addendum",
    "Views on conclusions and/or recommendations, voluntary commitments and replies",
]
BODY = [
    "1. Albania has examined the 197 recommendations and prepared this answer.",
    "Accepted recommendations",
    "2. Albania accepts recommendations 95.1, 95.3-",
    "95.5 and 95.7.",
    "Noted recommendations",
    "3. Albania notes 95.2 and",
    "95.6.",
]
EXPECTED = {"95.1": "accepted", "95.3": "accepted", "95.4": "accepted", "95.5": "accepted", "95.7": "accepted"} | {
    "95.2": "noted",
    "95.6": "noted",
}


@pytest.fixture
def files(tmp_path):
    """The same addendum as PDF, Word document, text and web page."""
    made = {kind: tmp_path / f"addendum.{kind}" for kind in ("pdf", "docx", "txt", "html")}
    made["pdf"].write_bytes(pdf_bytes([TITLE, BODY]))
    document = docx.Document()
    for text in (*TITLE, *BODY[:2], " ".join(BODY[2:4]), BODY[4], " ".join(BODY[5:])):
        document.add_paragraph(text)
    document.save(made["docx"])
    made["txt"].write_text("\n".join([*TITLE, "", *BODY]), encoding="utf-8")
    paragraphs = "".join(
        f"<p>{text}</p>" for text in (*TITLE, *BODY[:2], " ".join(BODY[2:4]), BODY[4], " ".join(BODY[5:]))
    )
    made["html"].write_text(f"<!DOCTYPE html><html><body>{paragraphs}</body></html>", encoding="utf-8")
    return made


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt", "html"])
def test_an_addendum_is_recognised_and_read_whatever_its_kind(files, kind):
    table = recognition.read(files[kind])
    assert table.attrs["format"] == "addendum"
    assert dict(zip(table["paragraph"], table["position"], strict=True)) == EXPECTED
    assert table[["document", "symbol", "sur", "date"]].drop_duplicates().to_numpy().tolist() == [
        ["A/HRC/42/4/Add.1", "A/HRC/42/4", "ALB", "2019-08-14"]
    ]


def test_the_command_line_says_what_to_do_with_it(files):
    words = recognition.described(recognition.read(files["docx"]))
    assert "accepted 5, noted 2" in words
    assert "upr import REPORT --answers" in words


def test_a_report_that_cites_an_addendum_is_none(written):
    report = " ".join(COVER) + " Introduction 1. See A/HRC/27/99/Add.1."
    assert not addendum.is_addendum(report)


def test_an_addendum_without_answers_is_refused(tmp_path):
    document = docx.Document()
    for text in (*TITLE, "The Government thanks everyone."):
        document.add_paragraph(text)
    document.save(tmp_path / "a.docx")
    with pytest.raises(SourceError, match="no answers"):
        addendum.read(tmp_path / "a.docx")


def test_the_layout_of_three_real_addenda_with_their_totals(written):
    """Invented words in the layout of A/HRC/43/15/Add.1, whose lists, like those of two others, met its own totals."""
    path = written(
        "\n".join(TITLE)
        + """

            2.     On 12 November, Erewhon received 20 recommendations from member states,
            of which 4 were immediately supported. With this document,
            Erewhon sets out its position and rationale on the remaining 16 recommendations, of
            which 12 are now supported and 5 noted. The response is clustered into three categories:
            1. Accepted recommendations; 2. Accepted recommendations that Erewhon considers
            already implemented or are in the process of implementation; 3. Noted recommendations.


            Accepted recommendations
            3.     The Government accepts the following recommendations 95.1, 95.12, 95.17-18,
            95.19-
            20.


            Accepted recommendations that Erewhon considers already
            implemented or in the process of implementation
            4.     The Government accepts the following recommendations 95.11, 95.14-16,
            95.8- 9. Erewhon considers that they are already implemented or are in the process of
            implementation and provides some additional information about the implementation.

            95.14– 15
                   Erewhon considers these recommendations implemented. A law of 2017 is in force, see 95.3.

            95.16
                   Measures for young people


2
                                                                                      A/HRC/42/4/Add.1


have been taken. See recommendation 95.2.

            Noted recommendations
            5.    For the time being, the Government notes recommendations 95.2-5, 95.13. The
            Government wishes to provide the following additional information.

            95.13
                    Erewhon considers this recommendation implemented.
""",
        "addendum.txt",
    )
    table = addendum.read(path)
    assert table["position"].value_counts().to_dict() == {"accepted": 6, "implemented": 6, "noted": 5}
    assert [(each.expected, each.read) for each in table.attrs["account"].announced] == [(12, 12), (5, 5)]
    assert not table.attrs["account"].aside


def test_paragraphs_and_numbers_that_an_addendum_leaves_out_are_said(tmp_path):
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    whole.write_bytes(pdf_bytes([TITLE, BODY]))
    assert addendum.read(whole).attrs["account"].notes == ()
    cut.write_bytes(pdf_bytes([TITLE, [*BODY[:1], *BODY[4:]]]))
    assert addendum.read(cut).attrs["account"].notes == (
        "Paragraphs of the document that are left out, and may be missing from the file: 2",
        "Numbers that are left out, and may be missing from the file: 3 (95.3 to 95.5)",
    )
