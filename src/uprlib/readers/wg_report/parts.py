"""The parts of a numbered paragraph of a report, without the footnote marks and headings that reports print there."""

from __future__ import annotations

import re

from uprlib.readers.wording.brackets import Segment, divided, trimmed

# A footnote mark printed as large as the text, after a bracket: "(Chad)5;" or "(Chad) * ;", but not "(Chad) 12 months".
_FOOTNOTE_MARK = re.compile(r"(?<=[)\]])(?:[*∗\d]+(?![\w-])|\s+[*∗\d]+(?=\s*(?:[;,.:/&()\[\]]|$)))")
# The heading of the next group of recommendations, which comes after the last bracket.
_HEADING = re.compile(r"\s*+[;.]\s*+[*∗\d]*+\s*+[A-Z][^.;()]{2,250}")


def parts_of(text: str) -> list[Segment]:
    """Divide a numbered paragraph, given without its number, into its parts.

    Returns
    -------
    list of Segment
        In order; one part without names if no bracket has a State. Words after the last bracket belong to its part,
        unless they are the heading of what follows.

    Examples
    --------
    >>> [part.text for part in parts_of("Plant oaks (Chad)5; plant elms (Peru) by 2015;")]
    ['Plant oaks', 'plant elms by 2015']
    """
    text = _FOOTNOTE_MARK.sub("", text)
    parts, rest = divided(text)
    if not parts:
        return [Segment(trimmed(text), ())]
    if re.search(r"[^\W\d_]{2}", rest) and not _HEADING.fullmatch(rest):
        mark = "," if rest.lstrip().startswith(",") else ""
        parts[-1] = parts[-1]._replace(text=trimmed(f"{parts[-1].text}{mark} {trimmed(rest)}"))
    return parts
