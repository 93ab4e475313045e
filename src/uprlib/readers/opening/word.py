"""Text of a report in DOCX, paragraph by paragraph, footnote marks left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.oxml.ns import qn

from uprlib.readers.wording.document import opened

# A report unpacks to some MB; far more is a bomb.

_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def docx_paragraphs(path: Path) -> list[str]:
    """Read the paragraphs of a DOCX in order, those of tables included.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of str
        One string per paragraph that has text, with the number that Word
        shows before it if that number is automatic.

    Raises
    ------
    SourceError
        Not a DOCX, damaged, or absurdly large.
    """
    document = opened(path)
    labels = _ListLabels(document)
    paragraphs = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(_visible_text(paragraph)).replace("\u00a0", " ").strip()
        if text:
            paragraphs.append(labels.before(paragraph) + text)
    return paragraphs


def _visible_text(paragraph) -> Iterator[str]:
    """Yield the pieces of text that are not footnote marks."""
    for run in paragraph.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        raised = properties.find(qn("w:vertAlign")) if properties is not None else None
        if raised is not None and raised.get(qn("w:val")) == "superscript":
            continue
        for piece in run:
            if piece.tag == qn("w:t"):
                yield piece.text or ""
            else:
                yield _CHARACTERS.get(piece.tag, "")


class _ListLabels:
    """Numbers that Word shows but does not store in the text.

    Parameters
    ----------
    document : docx.document.Document
        The document; its numbering part says how lists count.
    """

    def __init__(self, document):
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style = {}
        for style in document.styles.element.iter(qn("w:style")):
            found = _numbering_of(style)
            if found:
                self._of_style[style.get(qn("w:styleId"))] = found
        numbering = _numbering_part(document)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering) -> None:
        abstract = {}
        for definition in numbering.iter(qn("w:abstractNum")):
            levels = {}
            for level in definition.iter(qn("w:lvl")):
                text = _value(level, "w:lvlText") or ""
                kind = _value(level, "w:numFmt") or "decimal"
                start = int(_value(level, "w:start") or 1)
                levels[int(level.get(qn("w:ilvl")))] = (text, kind, start)
            abstract[definition.get(qn("w:abstractNumId"))] = levels
        for number in numbering.iter(qn("w:num")):
            self._levels[number.get(qn("w:numId"))] = abstract.get(_value(number, "w:abstractNumId"), {})

    def before(self, paragraph) -> str:
        """Return the automatic number of a paragraph and a tab, or nothing."""
        found = _numbering_of(paragraph)
        if found is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            found = self._of_style.get(style.get(qn("w:val"))) if style is not None else None
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
    """Return the root of the numbering part; None if there are no lists."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _numbering_of(element) -> tuple[str, int] | None:
    """Return list and depth named in the properties of a paragraph or style."""
    numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is None:
        return None
    list_id = _value(numbering, "w:numId")
    return (list_id, int(_value(numbering, "w:ilvl") or 0)) if list_id else None


def _value(element, tag: str) -> str | None:
    child = element.find(qn(tag))
    return child.get(qn("w:val")) if child is not None else None


def _counted(count: int, kind: str) -> str:
    """Write a count the way its list does; letters up to z, else digits."""
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter if kind == "lowerLetter" else letter.upper()
    return "" if kind in ("bullet", "none") else str(count)
