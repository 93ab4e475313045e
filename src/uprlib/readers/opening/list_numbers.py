"""The numbers that Word shows before paragraphs but does not store in their text.

The numbering part of a document says how its lists count. Lists of one definition go on counting each other, unless
one starts anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uprlib.readers.opening.as_printed import W, is_on

if TYPE_CHECKING:
    from docx.document import Document

_ROMAN = {
    **{1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"},
    **{10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"},
}
_LAST_IN_LETTERS = 780
_MOST_DIGITS = 8


class _Level(NamedTuple):
    """How one depth of a list counts: the text with places for numbers, the kind of number, the first, and whether it
    begins again after a number of a lesser depth."""

    text: str
    kind: str
    start: int
    style: str | None
    restarts: bool
    arabic: bool


class ListNumbers:
    """Counts the lists of a document; ask for its paragraphs in order, also for those without text.

    Attributes
    ----------
    lost : list
        Paragraphs asked for that belong to a list, or to a depth of one, which the document does not define. Word shows
        no number for them.
    """

    def __init__(self, document: Document):
        self.lost: list = []
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._styles = {style.get(W + "styleId"): style for style in document.styles.element.iter(W + "style")}
        numbering = _numbering_part(document)
        if numbering is not None:
            self._read(numbering)

    def before(self, paragraph) -> str:
        """The automatic number of a paragraph and a tab, or nothing."""
        list_id, depth, style = self._place_of(paragraph)
        if list_id is None or list_id == "0":
            return ""
        if list_id not in self._lists:
            self.lost.append(paragraph)
            return ""
        definition, levels, starts = self._lists[list_id]
        if depth is None:
            depth = next((place for place, level in levels.items() if style and level.style == style), 0)
        if depth not in levels:
            self.lost.append(paragraph)
            return ""
        counts = self._counts.setdefault(definition, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counts.update({place: start - 1 for place, start in starts.items()})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [place for place in counts if place > depth and place in levels and levels[place].restarts]:
            del counts[deeper]
        label = levels[depth].text
        for place, level in levels.items():
            kind = "decimal" if levels[depth].arabic else level.kind
            label = label.replace(f"%{place + 1}", counted(counts.get(place, level.start), kind))
        return f"{label}\t" if any(sign.isalnum() for sign in label) else ""

    def _place_of(self, paragraph) -> tuple[str | None, int | None, str | None]:
        """List, depth and style of a paragraph; the depth is None where its style's level has to say it."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = named.get(W + "val") if named is not None else None
        own_list, own_depth = _numbering_of(paragraph)
        if own_list is not None:
            return own_list, own_depth or 0, style
        seen: set[str | None] = set()
        name = style
        while name in self._styles and name not in seen:
            list_id, depth = _numbering_of(self._styles[name])
            if list_id is not None:
                return list_id, own_depth if own_depth is not None else depth, name
            own_depth = depth if own_depth is None else own_depth
            seen.add(name)
            name = _value(self._styles[name], "basedOn")
        return None, None, style

    def _read(self, numbering) -> None:
        linked: dict[str, dict[int, _Level]] = {}
        abstract: dict[str | None, tuple[str, dict[int, _Level]]] = {}
        borrowed: dict[str | None, str] = {}
        for definition in numbering.iter(W + "abstractNum"):
            name, levels = definition.get(W + "abstractNumId"), _levels(definition)
            abstract[name] = (name, levels)
            style, link = _value(definition, "styleLink"), _value(definition, "numStyleLink")
            if style:
                linked[style] = levels
            if link:
                borrowed[name] = link
        for name, link in borrowed.items():
            abstract[name] = (name or "", linked.get(link, {}))
        for number in numbering.iter(W + "num"):
            found = abstract.get(_value(number, "abstractNumId"))
            if found is None:
                continue
            levels, starts = dict(found[1]), {}
            for override in number.iter(W + "lvlOverride"):
                place = _whole(override.get(W + "ilvl"), 0)
                levels.update(_levels(override))
                start = _value(override, "startOverride")
                if start is not None:
                    starts[place] = _whole(start, 1)
            self._lists[number.get(W + "numId")] = (found[0], levels, starts)


def counted(count: int, kind: str) -> str:
    """A count as its list writes it.

    Examples
    --------
    >>> counted(28, "lowerLetter"), counted(14, "upperRoman"), counted(3, "decimal"), counted(3, "decimalZero")
    ('bb', 'XIV', '3', '03')
    """
    if kind in ("bullet", "none"):
        return ""
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= _LAST_IN_LETTERS:
        # After z come aa, bb, cc.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 1 <= count < 4000:
        roman = ""
        for value, letters in _ROMAN.items():
            roman += letters * (count // value)
            count %= value
        return roman if kind == "lowerRoman" else roman.upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _levels(definition) -> dict[int, _Level]:
    levels = {}
    for level in definition.iterchildren(W + "lvl"):
        restart, legal = level.find(W + "lvlRestart"), level.find(W + "isLgl")
        levels[_whole(level.get(W + "ilvl"), 0)] = _Level(
            text=_value(level, "lvlText") or "",
            kind=_value(level, "numFmt") or "decimal",
            start=_whole(_value(level, "start"), 1),
            style=_value(level, "pStyle"),
            restarts=restart is None or restart.get(W + "val") != "0",
            arabic=legal is not None and is_on(legal),
        )
    return levels


def _numbering_part(document):
    """The root of the numbering part, or None where there are no lists."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _numbering_of(element) -> tuple[str | None, int | None]:
    """The list and the depth that the properties of a paragraph or style name, each where it does."""
    numbering = element.find(f"{W}pPr/{W}numPr")
    if numbering is None:
        return None, None
    depth = _value(numbering, "ilvl")
    return _value(numbering, "numId"), None if depth is None else _whole(depth, 0)


def _value(element, tag: str) -> str | None:
    child = element.find(W + tag)
    return child.get(W + "val") if child is not None else None


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) <= _MOST_DIGITS else otherwise
