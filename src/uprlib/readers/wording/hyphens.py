"""Printed lines made one text; a word broken at a line end is joined as the report itself spells it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from uprlib.readers.wording.texts import cleaned

LINE_END_HYPHEN = "\ufffe"
"""A hyphen at the end of a line, not yet resolved. PDFium uses this sign and gives the two lines as one."""

_HYPHEN_AT_END = re.compile(r"(?<=\w)[-‐]$")
_LAST_WORD = re.compile(r"[\w-]+")
_NEXT_WORD = re.compile(r"\w+")
_BEGINS_SMALL = re.compile(r"[a-z]")


def one_text(lines: list[str]) -> str:
    """Join printed lines to one text, in which LINE_END_HYPHEN marks the hyphens at line ends.

    Examples
    --------
    >>> one_text(["Plant trees in a follow-", "up of", "the  plan"])
    'Plant trees in a follow\\ufffeup of the plan'
    """
    marked = [
        _HYPHEN_AT_END.sub(LINE_END_HYPHEN, line)
        if _HYPHEN_AT_END.search(line) and _BEGINS_SMALL.match(after)
        else f"{line} "
        for line, after in zip(lines, [*lines, ""][1:], strict=True)
    ]
    return cleaned("".join(marked))


def mended(text: str, words: frozenset[str]) -> str:
    """Resolve the hyphens that LINE_END_HYPHEN marks.

    Reports are not hyphenated by machine. The hyphen therefore belongs to the word ("follow-up"), unless the report
    writes the word without one elsewhere.

    Parameters
    ----------
    text : str
        A text from :func:`one_text`.
    words : frozenset of str
        The report's words, from :func:`words_within_lines`.

    Examples
    --------
    >>> mended("a follow\\ufffeup of trans\\ufffeparency", frozenset({"transparency"}))
    'a follow-up of transparency'
    """
    first, *rest = text.split(LINE_END_HYPHEN)
    done = [first]
    for piece in rest:
        # The word before is looked for from its end, and the one after from its beginning, so that no text takes long.
        before = _beginning(_LAST_WORD, done[-1][::-1])[::-1]
        after = _beginning(_NEXT_WORD, piece.lstrip())
        joins = (
            bool(before and after) and f"{before}-{after}".lower() not in words and (before + after).lower() in words
        )
        done.append(("" if joins else "-") + (piece.lstrip() if before and after else piece))
    return "".join(done)


def _beginning(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def words_within_lines(lines: Iterable[str]) -> frozenset[str]:
    """The words, in small letters, that stand within a line and are thus certain to be whole."""
    return frozenset(re.findall(r"[\w-]+", " ".join(lines).lower()))
