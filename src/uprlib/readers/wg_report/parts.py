"""The parts of a report's numbered paragraph: the grammar of brackets, and what only reports print beside them."""

from __future__ import annotations

import re

from uprlib.readers.wording.brackets import Segment, divided, trimmed

# A footnote mark set as large as the text, behind a bracket: "(Chad)5;" or "(Chad) * ;", but not "(Chad) 12 months".
_FOOTNOTE_MARK = re.compile(r"(?<=[)\]])(?:[*∗\d]+(?![\w-])|\s+[*∗\d]+(?=\s*(?:[;,.:/&()\[\]]|$)))")
# A heading or lead of the next group of recommendations, caught behind the last bracket.
_HEADING = re.compile(r"\s*[;.]\s*[*∗\d]*\s*[A-Z][^.;()]{2,250}")


def parts_of(text: str) -> list[Segment]:
    """Divide a numbered paragraph into its parts, each with its States.

    Parameters
    ----------
    text : str
        A numbered paragraph without its number.

    Returns
    -------
    list of Segment
        In order; one part without names if no bracket holds a State. Words behind the last bracket still belong to
        its part, unless they are the heading of what follows.

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
        parts[-1] = parts[-1]._replace(text=trimmed(f"{parts[-1].text} {trimmed(rest)}"))
    return parts
