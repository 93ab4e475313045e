"""A Word document as it is printed: tracked changes accepted, hidden text gone, wrappers opened.

Word keeps in one file what was deleted, where moved text came from, what is hidden, the instructions of fields, and two
versions of a text box. It wraps paragraphs, rows, cells and words in content controls, links and tags. After
:func:`accept` the tree holds the text that a printed page has, once, and rows and cells stand where tables have them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of the elements of a Word document."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_NOT_PRINTED = [*(W + tag for tag in ("del", "moveFrom", "sdtPr", "sdtEndPr", "rt")), _MC + "Fallback"]
_WRAPPERS = [
    *(W + tag for tag in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple")),
    *(W + tag for tag in ("bdo", "dir", "ruby", "rubyBase")),
    *(_MC + tag for tag in ("AlternateContent", "Choice")),
]
_PROPERTIES = frozenset(W + tag for tag in ("rPr", "trPr", "tcPr", "pPr", "numPr"))
_OFF = frozenset({"0", "false", "off", "none"})


def accept(root, styles) -> None:
    """Change a tree into what is printed.

    Parameters
    ----------
    root : lxml element
        The body of a document, or a header.
    styles : lxml element
        The document's styles.
    """
    for row in list(root.iter(W + "tr")):
        if _marked(row, "trPr", "del", "hidden"):
            _remove(row)
    for cell in list(root.iter(W + "tc")):
        if _marked(cell, "tcPr", "cellDel"):
            _remove(cell)
    # What stands among properties only marks a row, a cell or the end of a paragraph.
    for element in list(root.iter(*_NOT_PRINTED)):
        if element.getparent() is not None and element.getparent().tag not in _PROPERTIES:
            _remove(element)
    for element in list(root.iter(*_WRAPPERS)):
        parent = element.getparent()
        if parent is not None and parent.tag not in _PROPERTIES:
            _open(element)
    hidden = _styles_with(styles, "vanish", is_on)
    for paragraph in root.iter(W + "p"):
        in_hidden = _style(paragraph, "pPr/{}pStyle") in hidden
        for run in list(runs_of(paragraph)):
            if _switched(run, "vanish", in_hidden or _style(run, "rPr/{}rStyle") in hidden):
                _remove(run)
    for paragraph in list(root.iter(W + "p")):
        _drop_instructions(paragraph)
        if _end_is_gone(paragraph):
            _join_with_next(paragraph)


def runs_of(paragraph) -> Iterator:
    """The runs of a paragraph, without those of text boxes in it, which hold paragraphs of their own."""
    for child in paragraph:
        if child.tag == W + "r":
            yield child
        elif child.tag not in (W + "pPr", W + "txbxContent"):
            yield from runs_of(child)


def is_on(switch) -> bool:
    """Whether an element that switches a property on is not itself switched off."""
    return switch.get(W + "val") not in _OFF


def _marked(element, properties: str, *marks: str) -> bool:
    found = element.find(W + properties)
    return found is not None and any(
        mark is not None and is_on(mark) for mark in (found.find(W + name) for name in marks)
    )


def _styles_with(styles, name: str, test: Callable[[object], bool]) -> frozenset[str]:
    """The styles with a property of letters, those included that are based on one of them."""
    based, own = {}, {}
    for style in styles.iter(W + "style"):
        parent, switch = style.find(W + "basedOn"), style.find(f"{W}rPr/{W}{name}")
        based[style.get(W + "styleId")] = parent.get(W + "val") if parent is not None else None
        own[style.get(W + "styleId")] = None if switch is None else test(switch)
    return frozenset(style for style in based if _inherited(style, own, based))


def _inherited(style: str | None, own: dict, based: dict) -> bool | None:
    """What a style, or the nearest that it is based on, says of itself."""
    for _ in range(len(based)):
        if style not in based or own[style] is not None:
            break
        style = based[style]
    return own.get(style)


def _style(element, path: str) -> str | None:
    named = element.find(W + path.format(W))
    return named.get(W + "val") if named is not None else None


def _switched(run, name: str, otherwise: bool) -> bool:
    """Whether a run has a property, which its styles give it otherwise."""
    switch = run.find(f"{W}rPr/{W}{name}")
    return otherwise if switch is None else is_on(switch)


def _remove(element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _open(wrapper) -> None:
    """Put what a wrapper holds in its place."""
    for child in list(wrapper):
        wrapper.addprevious(child)
    _remove(wrapper)


def _drop_instructions(paragraph) -> None:
    """Remove the instructions of fields; what a field shows stays. One that does not close in its paragraph is kept."""
    # For each field that is open: the pieces of its instruction, or None where it shows its result.
    fields: list[list | None] = []
    for run in runs_of(paragraph):
        for piece in list(run):
            kind = piece.get(W + "fldCharType") if piece.tag == W + "fldChar" else None
            if kind == "begin":
                fields.append([])
            elif kind in ("separate", "end") and fields:
                for instruction in fields[-1] or ():
                    _remove(instruction)
                fields[-1:] = [] if kind == "end" else [None]
            elif piece.tag == W + "t":
                for instruction in fields:
                    if instruction is not None:
                        instruction.append(piece)


def _end_is_gone(paragraph) -> bool:
    """Whether the end of a paragraph was deleted, moved away or hidden, so that the next one goes on in it."""
    end = paragraph.find(f"{W}pPr/{W}rPr")
    return end is not None and any(
        mark is not None and is_on(mark) for mark in (end.find(W + name) for name in ("del", "moveFrom", "vanish"))
    )


def _join_with_next(paragraph) -> None:
    """Make one of two paragraphs; it has the properties of the second, as in Word."""
    following = paragraph.getnext()
    if following is None or following.tag != W + "p":
        return
    content = [child for child in paragraph if child.tag != W + "pPr"]
    place = 0 if following.find(W + "pPr") is None else 1
    for number, child in enumerate(content):
        following.insert(place + number, child)
    _remove(paragraph)
