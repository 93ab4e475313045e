"""Claims about the article that `upr paper` sets: its numbers are the ledger's, its bytes the same each time."""

import importlib.util
import io
import re

import pypdfium2
import pytest

from uprlib.commands import manuscript
from uprlib.errors import DataError, UprError
from uprlib.facts import codebook
from uprlib.ledger import entries, headline

HAS_TYPST = importlib.util.find_spec("typst") is not None
needs_typst = pytest.mark.skipif(not HAS_TYPST, reason="Typst is not installed here; `make test-paper` installs it")


@pytest.mark.skipif(HAS_TYPST, reason="Typst is installed here")
def test_without_typst_a_sentence_says_what_to_install_and_nothing_is_written(tmp_path):
    with pytest.raises(UprError, match=r"the paper is not installed; run `make paper`, or `pip install .*paper\.lock`"):
        manuscript.write(tmp_path / "paper.pdf")
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def source():
    return manuscript.source()


def test_every_finding_stands_in_the_source_as_in_the_readme(source):
    for row in headline.rows(entries.read()):
        assert ", ".join(manuscript._text(cell) for cell in row[:-1]) in source


def test_no_number_of_a_result_is_typed_into_the_text():
    """What the template says in digits are years, categories, sessions, measures of the page and references."""
    text = manuscript.Path(manuscript.__file__).with_suffix(".typ").read_text(encoding="utf-8")
    prose = re.sub(r"<<.*?>>", "", text.partition("= Question")[2].partition("#heading")[0], flags=re.DOTALL)
    numbers = set(re.findall(r"(?<![\w.])\d[\d.,]*%?(?!\w)", prose))
    assert {number.rstrip(".,") for number in numbers} <= {"2009", "2014", "2015", "2017", "95%", "1", "2", "5", "26"}


def test_every_source_and_figure_has_its_words(source):
    assert all(each["title"] in source for each in codebook.sources().values())
    pictures = re.findall(r'image\("(/[^"]+)", width: 100%, alt: "([^"]+)"', source)
    assert len(pictures) == 4 and all(len(alt) > 100 for _, alt in pictures)


def test_what_is_not_in_the_ledger_is_told(source):
    with pytest.raises(DataError, match=r"fig99\.pdf: a figure of the paper is missing; run `upr reproduce`"):
        manuscript.figure("01_acceptance/fig99")
    with pytest.raises(DataError, match="a table of the paper is missing; found '01_acceptance/tab99'"):
        manuscript.table("01_acceptance/tab99", "Nothing")


def test_words_of_the_data_are_no_markup_and_negative_numbers_have_their_sign():
    assert manuscript._text('#let $x$ "a\\b" *') == '"#let $x$ \\"a\\\\b\\" *"'
    assert manuscript._text("-10.8 points, -16.6 to -4.8; sessions 1-12, A/HRC/8/-") == (
        '"−10.8 points, −16.6 to −4.8; sessions 1-12, A/HRC/8/-"'
    )


@needs_typst
@pytest.mark.paper
def test_the_pdf_says_the_numbers_of_the_ledger_and_has_the_same_bytes_twice(tmp_path):
    one, two = (manuscript.write(tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one == two and b"CreationDate" not in one
    with pypdfium2.PdfDocument(io.BytesIO(one)) as document:
        assert 3 <= len(document) <= 8
        text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for finding, row in zip(headline.FINDINGS, headline.rows(entries.read()), strict=True):
        for cell in row[1:-1]:
            assert cell.replace("-", "−") in text, finding.key
    assert "Figure 4" in text and "Table 2" in text and "<<" not in text


@needs_typst
@pytest.mark.paper
def test_a_slip_in_the_template_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(manuscript, "source", lambda: "#nothing-of-that-name")
    with pytest.raises(DataError, match=r"manuscript\.typ: the paper cannot be set; found 'unknown variable"):
        manuscript.write(tmp_path / "paper.pdf")
    assert not list(tmp_path.iterdir())
