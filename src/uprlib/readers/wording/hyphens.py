"""Words broken at a line end, put together again by the report's own spelling."""

from __future__ import annotations

import re

from uprlib.readers.opening.pdf import LINE_END_HYPHEN, Line


def mended(text: str, words: frozenset[str]) -> str:
    """Put words broken at a line end together again.

    Reports are not hyphenated by machine, so the hyphen is the word's own ("follow-up"),
    unless the report itself writes the word without one elsewhere.

    Parameters
    ----------
    text : str
        Text with ``LINE_END_HYPHEN`` where lines ended in a hyphen.
    words : frozenset of str
        The words of the report that stand within lines, in small letters.

    Returns
    -------
    str

    Examples
    --------
    >>> mended("a follow\\ufffeup of trans\\ufffeparency", frozenset({"transparency"}))
    'a follow-up of transparency'
    """

    def whole(match: re.Match) -> str:
        before, after = match[1], match[2]
        if f"{before}-{after}".lower() in words:
            return f"{before}-{after}"
        plain = (before + after).lower() in words
        return f"{before}{'' if plain else '-'}{after}"

    text = re.sub(rf"([\w-]+){LINE_END_HYPHEN}\s*(\w+)", whole, text)
    return text.replace(LINE_END_HYPHEN, "-")


def words_within_lines(lines: list[Line]) -> frozenset[str]:
    """Collect the words that no line end breaks."""
    text = " ".join(line.text for line in lines).lower()
    return frozenset(re.findall(r"[\w-]+", text))
