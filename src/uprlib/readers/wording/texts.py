"""Texts of recommendations: cleaned for the reader, and reduced to letters and digits for comparison."""

from __future__ import annotations

import html
import re
from unicodedata import combining, normalize


def cleaned(text: str) -> str:
    """Text with web escapes decoded, runs of spaces made one space, and no spaces at its ends.

    Four rows of UPR Info's export carry %u2019 or %u2022, left by a web form; unknown States are written as HTML
    entities. Slashes and quotation marks that the export lost are not guessed back.

    Examples
    --------
    >>> cleaned("the child%u2019s  rights ")
    'the child’s rights'
    """
    decoded = re.sub(r"%u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return " ".join(html.unescape(decoded).split())


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
        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return re.sub(r"[^a-z0-9]", "", text.casefold())
