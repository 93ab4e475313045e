"""Claims about Word documents."""

import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from uprlib.errors import SourceError
from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.word import headers_of, numbered_paragraphs, opened, text_of


def test_automatic_numbers_are_read(word):
    path = word(["Plant oaks (Chad);", "Plant elms (Mali);"], style="List Number")
    assert list(numbered_paragraphs(path)) == ["1.\tPlant oaks (Chad);", "2.\tPlant elms (Mali);"]


def test_bullets_are_not_numbers(word):
    assert list(numbered_paragraphs(word(["Plant oaks"], style="List Bullet"))) == ["Plant oaks"]


def test_paragraphs_of_tables_are_read_in_their_place(tmp_path):
    document = docx.Document()
    document.add_paragraph("before")
    document.add_table(1, 1).cell(0, 0).text = "in the table"
    document.add_paragraph("after")
    document.save(tmp_path / "table.docx")
    assert list(numbered_paragraphs(tmp_path / "table.docx")) == ["before", "in the table", "after"]


def test_raised_characters_are_footnote_marks_of_a_report_only(word):
    document = opened(word(["The 21^st^ session"]))
    (paragraph,) = document.element.body.iter(W + "p")
    assert text_of(paragraph) == "The 21st session"
    assert text_of(paragraph, raised=False) == "The 21 session"


def test_raised_figures_and_asterisks_are_marks_of_footnotes_everywhere(word):
    document = opened(word(["Plant oaks (Chad)^12^;^*^"]))
    assert text_of(next(document.element.body.iter(W + "p"))) == "Plant oaks (Chad);"


def test_a_number_in_a_cell_of_its_own_is_that_of_its_row(tmp_path):
    document = docx.Document()
    table = document.add_table(0, 2)
    for texts in (("6.1", "Plant oaks (Chad);"), ("6.2.", "Plant elms (Mali)."), ("7", "")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("8")
    document.save(tmp_path / "table.docx")
    assert list(numbered_paragraphs(tmp_path / "table.docx")) == [
        "6.1\tPlant oaks (Chad);",
        "6.2.\tPlant elms (Mali).",
        "7",
        "8",
    ]


def test_a_document_that_shows_another_file_says_so(tmp_path):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f'<w:altChunk xmlns:w="{W.strip("{}")}"/>'))
    document.save(tmp_path / "chunk.docx")
    with pytest.raises(SourceError, match=r"shows the text of another file inside it; .*save it as DOCX"):
        opened(tmp_path / "chunk.docx")


def test_page_headers_are_read_as_printed(tmp_path):
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "UPR of "
    header.paragraphs[0]._p.append(
        parse_xml(f'<w:sdt xmlns:w="{W.strip("{}")}"><w:sdtContent><w:r><w:t>Norway</w:t></w:r></w:sdtContent></w:sdt>')
    )
    document.save(tmp_path / "header.docx")
    assert list(headers_of(opened(tmp_path / "header.docx"))) == ["UPR of Norway"]


def test_breaks_and_hyphens_are_characters(tmp_path):
    document = docx.Document()
    run = document.add_paragraph().add_run("one\ttwo\nthree")
    run.add_break(docx.enum.text.WD_BREAK.PAGE)
    run.add_text("four")
    (paragraph,) = document.element.body.iter(W + "p")
    assert text_of(paragraph) == "one\ttwo\nthree\nfour"


def test_what_is_not_a_document_is_refused(written, workbook):
    with pytest.raises(SourceError, match=r"the document cannot be opened.*expected a DOCX file"):
        opened(written(b"PK\x03\x04 and nothing that follows"))
    with pytest.raises(SourceError, match=r"the document cannot be opened.*expected a DOCX file"):
        opened(workbook([["a"]]))


def test_a_document_that_unpacks_to_too_much_is_refused(bomb):
    with pytest.raises(SourceError, match="unpacks to too much; found '51 MB'; expected at most 50 MB"):
        opened(bomb("word/document.xml", 51))


def with_part(path, part, target):
    """A copy of a Word document in which a part holds the settings instead."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read("word/settings.xml" if name == part else name))
    return target


def test_a_part_that_holds_something_else_is_one_sentence_or_not_needed(word, tmp_path):
    whole = word(["Plant oaks (Chad)."])
    with pytest.raises(SourceError, match="the document cannot be opened"):
        opened(with_part(whole, "word/document.xml", tmp_path / "no_document.docx"))
    for part in ("word/styles.xml", "word/numbering.xml"):
        other = with_part(whole, part, tmp_path / "other.docx")
        assert list(numbered_paragraphs(other)) == ["Plant oaks (Chad)."]


def test_a_recommendation_with_its_number_in_its_text_needs_no_list(word, tmp_path):
    whole = word(["6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali)."], style="List Number")
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(other, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(b'w:numId="', b'w:numId="9') if "numbering" in name else content)
    assert list(numbered_paragraphs(other)) == ["6.1 Plant oaks (Chad);", "6.2 Plant elms (Mali)."]
