"""Title page and first paragraph of a report: its symbol, the State under review and the session."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from uprlib.errors import SourceError
from uprlib.facts import states
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers.opening.lines import Line
from uprlib.readers.wording.sessions import session_of

_SYMBOL = re.compile(r"A/HRC/(?:\d+/\d+|WG\.6/\d+/L\.\d+)")
_DRAFT_SESSION = re.compile(r"A/HRC/WG\.6/(\d+)/")
_TITLE = re.compile(r"periodic review\W*$", re.IGNORECASE)
_REVIEW_OF = re.compile(r"\bThe review of (?:the )?(.{3,80}?) (?:was|took|at) ", re.IGNORECASE)
_REVIEW_DAY = re.compile(
    r"\bThe review of .{3,120}? meetings?,? (?:held )?on (\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d{4})"
)
_SESSION_HELD = re.compile(r"periodic review\b.{0,160}?\bheld\s++its\s++([a-z\- ]{4,30}?)\s++session", re.IGNORECASE)
_LATIN = re.compile(r"[a-zÀ-ɏ]")
# Lines in which the State's name is looked for, and lines that it may take up.
_COVER_LINES = 80
_NAME_LINES = 4

_UNITS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50}

# The most common small words. A report has hundreds of those of its own language.
_SMALL_WORDS = {
    "English": frozenset(["the", "of", "and", "to", "in", "that", "for", "with", "by", "its"]),
    "French": frozenset(["le", "la", "les", "des", "et", "du", "dans", "une", "par", "aux"]),
    "Spanish": frozenset(["el", "los", "las", "del", "y", "en", "que", "una", "por", "con"]),
}


class Cover(NamedTuple):
    """What identifies a report.

    Attributes
    ----------
    symbol : str or None
        "A/HRC/27/10".
    sur : str
        ISO 3166 alpha-3 code of the State under review.
    session : int or None
        Session of the Working Group.
    review_date : str or None
        Day of the review, as "2019-05-06".
    """

    symbol: str | None
    sur: str
    session: int | None
    review_date: str | None = None

    @property
    def cycle(self) -> int | None:
        """Cycle of the review; None if the session is not known."""
        return cycle_of(self.session)


class Known(NamedTuple):
    """What a user says of a document that has no title page, such as a list cut out of a draft, or of a draft.

    Attributes
    ----------
    sur : str or None
        ISO 3166 alpha-3 code of the State under review.
    symbol : str or None
        The symbol that the report has or will have, "A/HRC/63/9".
    session : int or None
    """

    sur: str | None = None
    symbol: str | None = None
    session: int | None = None

    def completed(self, cover: Cover | None, file: Path) -> Cover:
        """The cover of a document, with what it does not print itself.

        Raises
        ------
        SourceError
            The document prints something else.
        """
        for field in Known._fields if cover else ():
            printed, given = getattr(cover, field), getattr(self, field)
            # A draft's own symbol (A/HRC/WG.6/...) gives way to that of the report.
            if given is not None and printed not in (None, given) and not _is_draft(printed):
                raise SourceError(
                    f"--{field} is not what the document prints",
                    file=file,
                    value=given,
                    expected=str(printed),
                    remedy="leave the option out, or check the file",
                )
        sur = self.sur or (cover.sur if cover else None)
        if sur is None:
            raise SourceError(
                "the document has no title page",
                file=file,
                expected="the name of the State under review",
                remedy="say which review it is: --sur PLW --symbol A/HRC/63/9 --session 52",
            )
        symbol = self.symbol or (cover.symbol if cover else None)
        session = self.session or (cover.session if cover else None)
        session = session or (session_of(symbol) if symbol and not _is_draft(symbol) else None)
        return Cover(symbol, sur, session, cover.review_date if cover else None)


def _is_draft(printed: object) -> bool:
    return isinstance(printed, str) and bool(_DRAFT_SESSION.match(printed))


def refuse_other_languages(lines: list[Line], file: Path) -> None:
    """Refuse a report that is not in English; `lines` are the whole report.

    Raises
    ------
    SourceError
        Most small words are of another language, or most letters are not Latin.
    """
    words = Counter(" ".join(line.text for line in lines).lower().split())
    counts = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items()}
    language = max(counts, key=counts.__getitem__)
    latin = sum(count for word, count in words.items() if _LATIN.match(word))
    lettered = sum(count for word, count in words.items() if word[0].isalpha())
    if 2 * latin < lettered:
        language = "another language"
    if language != "English":
        raise SourceError(
            f"the report is in {language}",
            file=file,
            expected="the English version",
            remedy="download the English version from the United Nations documents site, under the same symbol",
        )


def read_cover(lines: list[Line], file: Path) -> Cover:
    """Read symbol, State under review and session; `lines` are the whole report.

    Raises
    ------
    SourceError
        The title page does not name a State of the table of names.
    """
    opening = " ".join(line.text for line in lines[:300])
    symbol = _symbol(lines)
    sur = _sur_of_title(lines[:_COVER_LINES]) or _sur_of_text(opening)
    if sur is None:
        raise SourceError(
            "the title page names no known State under review",
            file=file,
            value=" | ".join(line.text for line in lines[:12])[:300],
            expected="a State of data/raw/state_names.csv under the title",
            remedy="check that this is a Working Group report; if the name has a new spelling, add it to "
            "data/raw/state_names.csv",
        )
    return Cover(symbol, sur, _session(opening, symbol), _review_date(opening))


def _review_date(opening: str) -> str | None:
    found = _REVIEW_DAY.search(opening)
    return datetime.strptime(found[1], "%d %B %Y").date().isoformat() if found else None


def _symbol(lines: list[Line]) -> str | None:
    """The symbol on the cover page; other pages cite other documents."""
    first_page = lines[0].page
    cover = [line.text for line in lines[:_COVER_LINES] if line.page == first_page]
    printed = [text for text in cover if not re.search(r"previously|issued", text, re.I)]
    found = _SYMBOL.search("/".join(map(str.strip, " ".join(printed).split("/"))))
    return found.group() if found else None


def _sur_of_title(cover: list[Line]) -> str | None:
    """The State whose name is printed under the title, on up to four lines."""
    for place, line in enumerate(cover):
        # The title may be broken before its last word.
        ending = f"{cover[place - 1].text if place else ''} {line.text}"
        if not _TITLE.search(ending):
            continue
        for length in range(_NAME_LINES, 0, -1):
            name = " ".join(each.text for each in cover[place + 1 : place + 1 + length])
            iso3 = states.find(re.sub(r"[*∗\d]+", " ", name))
            if iso3:
                return iso3
    return None


def _sur_of_text(opening: str) -> str | None:
    found = _REVIEW_OF.search(opening)
    return states.find(found[1]) if found else None


def _session(opening: str, symbol: str | None) -> int | None:
    """The session, from the first paragraph or else from the symbol."""
    held = _SESSION_HELD.search(opening)
    session = ordinal(held[1]) if held else None
    if session or symbol is None:
        return session
    draft = _DRAFT_SESSION.match(symbol)
    if draft:
        return int(draft[1])
    return session_of(symbol)


def ordinal(words: str) -> int | None:
    """The number that an English ordinal stands for; None for any other word.

    Examples
    --------
    >>> ordinal("nineteenth"), ordinal("Thirty-fourth"), ordinal("fortieth"), ordinal("last")
    (19, 34, 40, None)
    """
    text = re.sub(r"[\s\-‐–]+", "-", words.strip().lower())
    if text in _UNITS:
        return _UNITS.index(text) + 1
    for stem, tens in _TENS.items():
        if text == f"{stem}ieth":
            return tens
        if text.startswith(f"{stem}y-") and text.removeprefix(f"{stem}y-") in _UNITS[:9]:
            return tens + _UNITS.index(text.removeprefix(f"{stem}y-")) + 1
    return None
