"""Text of a Word document, which is opened only after its size has been checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from uprlib.errors import SourceError
from uprlib.readers.opening.files import DAMAGED, MAX_DOCUMENT_BYTES, checked_zip

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of the elements of a Word document."""

# python-docx leaves page breaks out of a paragraph's text, and runs inside tracked insertions and content controls.
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def opened(path: Path) -> Document:
    """A DOCX file as python-docx opens it, after its size has been checked.

    Raises
    ------
    SourceError
        It cannot be opened, or unpacks to more than MAX_DOCUMENT_BYTES.
    """
    # Loaded here, because most files are not Word documents and loading it takes a tenth of a second.
    import docx

    checked_zip(path, "document", expected="a DOCX file", limit=MAX_DOCUMENT_BYTES)
    try:
        return docx.Document(str(path))
    # python-docx passes on the errors of zipfile and lxml besides its own. Each means that the file cannot be read.
    except Exception as problem:
        raise SourceError(
            "the document cannot be opened", file=path, value=str(problem)[:80], expected="a DOCX file", remedy=DAMAGED
        ) from None


def text_of(paragraph, *, raised: bool = True) -> str:
    """The text of a paragraph's element; without superscripts, which mark footnotes, where `raised` is False."""
    return "".join(
        (piece.text or "") if piece.tag == W + "t" else _CHARACTERS.get(piece.tag, "")
        for run in paragraph.iter(W + "r")
        if raised or not _is_raised(run)
        for piece in run
    )


def _is_raised(run) -> bool:
    alignment = run.find(f"{W}rPr/{W}vertAlign")
    return alignment is not None and alignment.get(W + "val") == "superscript"


def numbered_paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a DOCX file in order, those of tables included: the texts of :func:`placed_paragraphs`."""
    return (text for text, _, _ in placed_paragraphs(path) if text)


def placed_paragraphs(path: Path) -> Iterator[tuple[str, object, object]]:
    """The paragraphs of a DOCX file in order, each with the row and the cell of a table that it stands in.

    Yields
    ------
    tuple
        A paragraph without footnote marks, and with the number that Word shows before it where that number is
        automatic; the elements of the row and the cell, or None and None outside of tables. Empty ones are those of
        tables, so that no cell is missing.

    Raises
    ------
    SourceError
        As :func:`opened`.
    """
    document = opened(path)
    labels = _ListLabels(document)
    for paragraph in document.element.body.iter(W + "p"):
        text = text_of(paragraph, raised=False).replace("\u00a0", " ").strip()
        # Content controls may stand between a row, its cells and their paragraphs.
        row, cell = (next(paragraph.iterancestors(W + tag), None) for tag in ("tr", "tc"))
        if text:
            yield labels.before(paragraph) + text, row, cell
        elif cell is not None:
            yield "", row, cell


class _ListLabels:
    """The numbers that Word shows but does not store in the text. The numbering part says how lists count."""

    def __init__(self, document: Document):
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style = {}
        for style in document.styles.element.iter(W + "style"):
            found = _numbering_of(style)
            if found:
                self._of_style[style.get(W + "styleId")] = found
        numbering = _numbering_part(document)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering) -> None:
        abstract = {}
        for definition in numbering.iter(W + "abstractNum"):
            levels = {}
            for level in definition.iter(W + "lvl"):
                text = _value(level, "lvlText") or ""
                kind = _value(level, "numFmt") or "decimal"
                start = int(_value(level, "start") or 1)
                levels[int(level.get(W + "ilvl"))] = (text, kind, start)
            abstract[definition.get(W + "abstractNumId")] = levels
        for number in numbering.iter(W + "num"):
            self._levels[number.get(W + "numId")] = abstract.get(_value(number, "abstractNumId"), {})

    def before(self, paragraph) -> str:
        """The automatic number of a paragraph and a tab, or nothing."""
        found = _numbering_of(paragraph)
        if found is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = self._of_style.get(style.get(W + "val")) if style is not None else None
        if found is None:
            return ""
        list_id, depth = found
        levels = self._levels.get(list_id, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        label = levels[depth][0]
        for level, (_, kind, start) in levels.items():
            count = counts.get(level, start)
            label = label.replace(f"%{level + 1}", _counted(count, kind))
        return f"{label}\t" if any(c.isalnum() for c in label) else ""


def _numbering_part(document):
    """The root of the numbering part, or None where there are no lists."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _numbering_of(element) -> tuple[str, int] | None:
    """The list and the depth that the properties of a paragraph or style name."""
    numbering = element.find(f"{W}pPr/{W}numPr")
    if numbering is None:
        return None
    list_id = _value(numbering, "numId")
    return (list_id, int(_value(numbering, "ilvl") or 0)) if list_id else None


def _value(element, tag: str) -> str | None:
    child = element.find(W + tag)
    return child.get(W + "val") if child is not None else None


def _counted(count: int, kind: str) -> str:
    """A count as its list writes it: letters up to z, otherwise digits."""
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter if kind == "lowerLetter" else letter.upper()
    return "" if kind in ("bullet", "none") else str(count)
