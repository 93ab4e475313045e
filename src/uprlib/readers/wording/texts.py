"""Texts of recommendations: cleaned for the reader, and reduced to letters and digits for comparison."""

from __future__ import annotations

import html
import re
from unicodedata import normalize


def cleaned(text: str) -> str:
    """Text with web escapes decoded, runs of spaces made one space, and no spaces at its ends.

    Four rows of UPR Info's export carry %u2019 or %u2022, left by a web form; unknown States are written as HTML
    entities. Slashes and quotation marks that the export lost are not guessed back.

    Examples
    --------
    >>> cleaned("the child%u2019s  rights ")
    'the child’s rights'
    """
    # Half a character (D800 to DFFF) stays as it is written.
    decoded = (
        re.sub(r"%u(?![dD][89a-fA-F])([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        if "%u" in text
        else text
    )
    return " ".join((html.unescape(decoded) if "&" in decoded else decoded).split())


# Tags of web pages; a "<" before a space or a number is one that was meant.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,15})(?:\s[^<>]{0,1000})?/?>|<!--.{0,1000}?-->", re.DOTALL)
_WITHIN_WORDS = frozenset(["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"])


def without_tags(text: str) -> str:
    """Text without the tags of a web page; tags that divide paragraphs and lines leave a space.

    Examples
    --------
    >>> cleaned(without_tags("<p>Ratify<br>the <b>pact</b>s, if &lt;i&gt;x&lt;/i&gt; < 2</p>"))
    'Ratify the pacts, if x < 2'
    """
    if "<" not in text and "&lt;" not in text:
        return text

    def space(tag: re.Match[str]) -> str:
        return "" if (tag[2] or "").casefold() in _WITHIN_WORDS else " "

    # Once more for tags that were written as entities.
    return _TAG.sub(space, html.unescape(_TAG.sub(space, text)))


_NEITHER = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))
"""Neither a letter nor a digit."""


def blind(text: str) -> str:
    """Letters and digits of a text, without accents and case, for comparing what two sources wrote.

    Sessions 1-8 of UPR Info's export lost every slash and sessions 1-9 every quotation mark, so punctuation cannot be
    compared.

    Examples
    --------
    >>> blind("Côte d’Ivoire, 2014")
    'cotedivoire2014'
    """
    if not text.isascii():
        text = normalize("NFKD", text)
    return text.casefold().encode("ascii", "ignore").translate(None, _NEITHER).decode()
