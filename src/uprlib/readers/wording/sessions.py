"""The session of the UPR in which a report was adopted, told from its symbol."""

from __future__ import annotations

COUNCIL_SESSIONS = (*range(10, 20), *range(21, 35), *range(36, 45), *range(46, 51), *range(52, 64))
"""Sessions of the Human Rights Council that received the reports of UPR sessions 3, 4, 5 and so on.

Session 8 is not among them, because it received the reports of two UPR sessions (1 and 2).
"""
UPR_SESSIONS = {council: upr for upr, council in enumerate(COUNCIL_SESSIONS, start=3)}


def session_of(symbol: str) -> int | None:
    """The UPR session of a Working Group report, told from the Council's session in its symbol.

    Examples
    --------
    >>> session_of("A/HRC/27/10"), session_of("A/HRC/8/34")
    (19, None)
    """
    return UPR_SESSIONS.get(int(symbol.split("/")[2]))
