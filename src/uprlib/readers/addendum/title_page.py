"""Title page of an addendum: its symbol, the State under review and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from uprlib.facts import states
from uprlib.readers.addendum.blocks import Block

_SYMBOL = re.compile(r"A\s?/\s?HRC\s?/\s?(\d+)\s?/\s?(\d+)\s?/\s?Add\s?\.\s?(\d+)", re.IGNORECASE)
_DATE = re.compile(
    r"\b(\d{1,2})\s(January|February|March|April|May|June|July|August|September|October|November|December)\s(\d{4})\b",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"periodic review\s?[*∗\d]*", re.IGNORECASE)
_NAME = re.compile(r"[\s*∗]*+(.{3,80}?)\s++Addendum\b", re.IGNORECASE)
_FIRST_BLOCKS = 60
_LONGEST_NAME = 80


class Cover(NamedTuple):
    """What identifies an addendum.

    Attributes
    ----------
    document : str
        Its symbol, "A/HRC/42/4/Add.1", or the name of the file where none is printed.
    symbol : str or None
        The symbol of the report that it answers, "A/HRC/42/4".
    sur : str or None
        The State under review.
    date : str or None
        The day printed on the cover, as "2019-08-14".
    """

    document: str
    symbol: str | None
    sur: str | None
    date: str | None


def read_cover(opening: str, blocks: Sequence[Block], path: Path) -> Cover:
    """Read the cover; what is not printed is missing.

    Parameters
    ----------
    opening : str
        The first words of the document, running headers included: the symbol may be printed as one.
    blocks : sequence of Block
        The document.
    """
    symbol, day = _SYMBOL.search(opening), _DATE.search(opening)
    report = f"A/HRC/{symbol[1]}/{symbol[2]}" if symbol else None
    date = datetime.strptime(" ".join(day.groups()), "%d %B %Y").date().isoformat() if day else None
    return Cover(f"{report}/Add.{symbol[3]}" if symbol else path.name, report, _sur(opening, blocks), date)


def _sur(opening: str, blocks: Sequence[Block]) -> str | None:
    """The State whose name stands between the title and the word "Addendum", or in a block of its own."""
    for title in list(_TITLE_END.finditer(opening))[:4]:
        between = _NAME.match(opening, title.end())
        name = states.find(re.sub(r"[*∗\d]+", " ", between[1])) if between else None
        if name:
            return name
    return next((found for block in blocks[:_FIRST_BLOCKS] if (found := states.find(block.text[:_LONGEST_NAME]))), None)
