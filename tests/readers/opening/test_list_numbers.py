"""Claims about the numbers that Word shows before paragraphs. Invented texts."""

import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from uprlib.errors import SourceError
from uprlib.readers.opening.as_printed import W
from uprlib.readers.opening.list_numbers import ListNumbers, counted
from uprlib.readers.opening.word import numbered_paragraphs

WORD = W.strip("{}")


def level(depth, text, kind="decimal", start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


@pytest.fixture
def shown():
    """The numbers of paragraphs, given as (list, depth, text), under the numbering part with the given definitions."""

    def numbers(definitions, paragraphs):
        document = docx.Document()
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for definition in parse_xml(f'<w:x xmlns:w="{WORD}">{definitions}</w:x>'):
            root.append(definition)
        for list_id, depth, text in paragraphs:
            paragraph = document.add_paragraph(text)._p
            paragraph.get_or_add_pPr().append(
                parse_xml(f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
            )
        counting = ListNumbers(document)
        return [counting.before(paragraph).strip() for paragraph in document.element.body.iter(W + "p")]

    return numbers


NEVER_AGAIN = '<w:isLgl/><w:lvlRestart w:val="0"/>'
ONE = (
    f'<w:abstractNum w:abstractNumId="7">{level(0, "%1.", start=6)}{level(1, "%1.%2")}{level(2, "(%3)", "lowerLetter")}'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="90"/>'
    "</w:lvlOverride></w:num>"
)


def test_depths_count_under_each_other(shown):
    steps = [(1, 0, "a"), (1, 1, "b"), (1, 1, "c"), (1, 2, "d"), (1, 0, "e"), (1, 1, "f")]
    assert shown(ONE, steps) == ["6.", "6.1", "6.2", "(a)", "7.", "7.1"]


def test_lists_of_one_definition_go_on_counting_unless_one_starts_anew(shown):
    assert shown(ONE, [(1, 0, "a"), (2, 0, "b"), (3, 0, "c"), (3, 0, "d")]) == ["6.", "7.", "90.", "91."]


def test_a_paragraph_without_text_counts_as_it_does_in_word(shown):
    assert shown(ONE, [(1, 0, "a"), (1, 0, ""), (1, 0, "c")]) == ["6.", "7.", "8."]


def test_a_definition_may_stand_elsewhere(shown):
    linked = (
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Ours"/>{level(0, "%1)")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>'
    )
    assert shown(linked, [(5, 0, "a"), (5, 0, "b")]) == ["1)", "2)"]


def test_numbers_may_be_arabic_by_law_and_may_never_begin_again(shown):
    law = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "%1", "upperRoman")}'
        f"{level(1, '%1.%2', more=NEVER_AGAIN)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert shown(law, [(1, 0, "a"), (1, 1, "b"), (1, 0, "c"), (1, 1, "d")]) == ["I", "1.1", "II", "2.2"]


def test_a_list_that_is_not_defined_has_no_number_and_list_0_is_none(shown):
    assert shown(ONE, [(99, 0, "a"), (0, 0, "b")]) == ["", ""]


@pytest.mark.parametrize(
    ("count", "kind", "words"),
    [
        (26, "lowerLetter", "z"),
        (27, "upperLetter", "AA"),
        (10**7, "lowerLetter", "10000000"),
        (1994, "lowerRoman", "mcmxciv"),
    ],
)
def test_counts_are_written_as_the_list_says(count, kind, words):
    assert counted(count, kind) == words


def test_recommendations_that_have_lost_their_numbers_are_not_swallowed(word, tmp_path):
    whole, cut = word(["Plant oaks (Chad);", "Plant elms (Mali)."], style="List Number"), tmp_path / "cut.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b'w:numId="', b'w:numId="9') if "numbering" in name else content)
    with pytest.raises(SourceError, match=r"has lost the numbers.*'2 paragraphs without a number, the first: Plant"):
        list(numbered_paragraphs(cut))


def test_recommendations_of_a_depth_that_their_list_does_not_define_are_not_swallowed(tmp_path):
    document = docx.Document()
    definitions = f'<w:abstractNum w:abstractNumId="77">{level(0, "%1.")}</w:abstractNum>'
    definitions += '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    for definition in parse_xml(f'<w:x xmlns:w="{WORD}">{definitions}</w:x>'):
        document.part.numbering_part.element.append(definition)
    place = f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="5"/><w:numId w:val="77"/></w:numPr>'
    for text in ("Plant oaks (Chad);", "Plant elms (Mali)."):
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(place))
    document.save(tmp_path / "depth.docx")
    with pytest.raises(SourceError, match=r"has lost the numbers.*'2 paragraphs without a number"):
        list(numbered_paragraphs(tmp_path / "depth.docx"))
