"""The review that a thematic list belongs to, as its page header or title gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from uprlib.facts import states
from uprlib.facts.vocabulary import cycle_of
from uprlib.readers.account import Aside
from uprlib.readers.wording.sessions import session_of
from uprlib.readers.wording.texts import cleaned

_TITLE = re.compile(r"\b(?:UPR|Universal Periodic Review)\s*(?:of|:|[-–—])\s*(?:the )?(?=[A-Z])")
_STATE_ENDS = re.compile(r"(?:[(\t]|\s[-–—]\s|,|:|$|\b(?:Thematic|Matrix|List|First|Second|Third|Fourth|\d))")
_CYCLE = re.compile(r"\b(?:(\d)(?:st|nd|rd|th)?|(first|second|third|fourth))\s+(?:UPR\s+)?cycle|\bcycle\s+(\d)\b", re.I)
_SESSION = re.compile(r"\b(\d{1,2})\s?(?:st|nd|rd|th)?\s+session", re.IGNORECASE)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def review_of(lines: Iterable[str]) -> tuple[dict[str, Any], list[Aside]]:
    """State under review, cycle and session, each where a line says it; and a line for a State that is not known."""
    found: dict[str, Any] = {}
    aside: list[Aside] = []
    for line in lines:
        title = _TITLE.search(line)
        if title is None:
            continue
        rest = line[title.end() :]
        ends = [rest[: end.start()].strip() for end in _STATE_ENDS.finditer(rest)]
        sur = next(filter(None, map(states.find, sorted(filter(None, ends), key=len, reverse=True))), None)
        if sur is None and ends:
            aside.append(Aside("page header", "unknown State under review", cleaned(ends[0])))
        cycle, session = _CYCLE.search(line), _SESSION.search(line)
        found = {
            "sur": sur,
            "cycle": int(cycle[1] or cycle[3] or _WORDS[cycle[2].lower()]) if cycle else None,
            "session": int(session[1]) if session else None,
        }
        break
    return found, aside


def with_review(table: pd.DataFrame, review: dict[str, Any]) -> pd.DataFrame:
    """A table of recommendations with its review; what the title does not say is told by the reports' symbols."""
    session = review.get("session")
    if session is None:
        sessions = set(table["symbol"].dropna().map(session_of).dropna())
        session = sessions.pop() if len(sessions) == 1 else None
    cycle = review.get("cycle") or (None if session is None else cycle_of(int(session)))
    return table.assign(sur=review.get("sur"), session=session, cycle=cycle)
