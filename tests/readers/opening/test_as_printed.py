"""Claims about Word documents as they are printed. Invented texts."""

import docx
import pytest
from docx.oxml import parse_xml

from uprlib.readers.opening.as_printed import W, accept
from uprlib.readers.opening.word import text_of

WORD = W.strip("{}")
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

OFF = '<w:vanish w:val="0"/>'
UNSEEN = '<w:rStyle w:val="AlsoUnseen"/>'


@pytest.fixture
def styles():
    document = docx.Document()
    for name, based in (("Unseen", None), ("AlsoUnseen", "Unseen")):
        style = document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        if based is None:
            style.font.hidden = True
        else:
            style.base_style = document.styles[based]
    return document.styles.element


def run(text, properties=""):
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def body(content):
    return parse_xml(f'<w:body xmlns:w="{WORD}" xmlns:mc="{MC}">{content}</w:body>')


def printed(content, styles):
    root = body(content)
    accept(root, styles)
    return [text for text in map(text_of, root.iter(W + "p")) if text]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"{run('Plant ')}<w:del>{run('some ')}</w:del><w:ins>{run('all ')}</w:ins>{run('oaks')}", "Plant all oaks"),
        (f"<w:ins><w:ins>{run('Plant ')}</w:ins><w:del>{run('no ')}</w:del></w:ins>{run('oaks')}", "Plant oaks"),
        (f"<w:moveTo>{run('Plant ')}</w:moveTo>{run('oaks')}<w:moveFrom>{run('Plant ')}</w:moveFrom>", "Plant oaks"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Plant ')}</w:sdtContent></w:sdt>{run('oaks')}", "Plant oaks"),
        (f"<w:smartTag>{run('Plant ')}</w:smartTag><w:hyperlink>{run('oaks')}</w:hyperlink>", "Plant oaks"),
        (f"<w:bdo w:val='rtl'>{run('Plant ')}</w:bdo><w:customXml>{run('oaks')}</w:customXml>", "Plant oaks"),
        (f"{run('Plant ')}{run('no ', '<w:vanish/>')}{run('oaks')}", "Plant oaks"),
        (f"{run('Plant ', OFF)}{run('oaks')}", "Plant oaks"),
        (f"{run('Plant ')}{run('no ', UNSEEN)}{run('oaks')}", "Plant oaks"),
        ("<w:r><w:t>re</w:t><w:noBreakHyphen/><w:t>pl</w:t><w:softHyphen/><w:t>ant</w:t></w:r>", "re-plant"),
        (run("non\u2011dis\u00adcrimina\u200btion\u200f of\u00a0all"), "non-discrimination of all"),
    ],
)
def test_a_paragraph_has_the_words_that_are_printed(styles, content, text):
    assert printed(f"<w:p>{content}</w:p>", styles) == [text]


def field(instruction, result):
    parts = (("begin", ""), (None, run(instruction)), ("separate", ""), (None, run(result)), ("end", ""))
    return "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' if kind else text for kind, text in parts)


def test_a_field_shows_its_result_and_not_its_instruction(styles):
    assert printed(f"<w:p>{run('see ')}{field('REF x', 'paragraph 5')}{run(' above')}</w:p>", styles) == [
        "see paragraph 5 above"
    ]
    nested = field(f"IF {field('REF y', 'deep')}", "oaks")
    assert printed(f"<w:p>{nested}</w:p>", styles) == ["oaks"]


def test_a_field_that_does_not_end_swallows_nothing(styles):
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert printed(f"<w:p>{opened}{run('Plant')}</w:p><w:p>{run('oaks')}</w:p>", styles) == ["Plant", "oaks"]


def test_a_text_box_is_read_once_as_paragraphs_of_its_own(styles):
    box = f"<w:txbxContent><w:p>{run('in the box')}</w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert printed(f"<w:p>{run('before ')}<w:r>{both}</w:r>{run('after')}</w:p>", styles) == [
        "before after",
        "in the box",
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(styles):
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    joined = f"<w:p>{gone}{run('Plant ')}</w:p><w:p><w:pPr/>{run('oaks')}</w:p>"
    assert printed(joined, styles) == ["Plant oaks"]
    deleted = f"<w:p>{gone}<w:del>{run('Plant elms')}</w:del></w:p><w:p>{run('Plant oaks')}</w:p>"
    assert printed(deleted, styles) == ["Plant oaks"]


def test_rows_and_cells_stand_where_tables_have_them(styles):
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    def wrapped(content):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    root = body(
        wrapped(
            "<w:tbl>"
            f"<w:tr>{cell('a')}{wrapped(cell('b'))}{cell('gone', '<w:cellDel/>')}</w:tr>"
            f"{wrapped('<w:tr>' + cell('c') + cell('d') + '</w:tr>')}"
            f"<w:tr><w:trPr><w:del/></w:trPr>{cell('deleted')}</w:tr>"
            f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('hidden')}</w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr>{cell('e')}{cell('f')}</w:tr>"
            "</w:tbl>"
        )
    )
    accept(root, styles)
    (table,) = root.iterchildren(W + "tbl")
    rows = [
        ["".join(map(text_of, c.iter(W + "p"))) for c in row.iterchildren(W + "tc")]
        for row in table.iterchildren(W + "tr")
    ]
    assert rows == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_many_wrappers_take_no_time_beyond_their_number(styles):
    one = f"<w:p><w:sdt><w:sdtContent>{run('oak')}</w:sdtContent></w:sdt></w:p>"
    assert len(printed(one * 20_000, styles)) == 20_000
