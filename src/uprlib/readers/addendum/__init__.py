"""Addenda to reports of the Working Group (A/HRC/x/y/Add.1): the State's final answers to the recommendations.

An addendum has no fixed form. Read are the forms that are in use: sentences with lists of numbers ("accepts
recommendations 95.1, 95.3-95.7 and 95.10"), lists under headings, tables with number, position and comment, comments
on single recommendations, and what is said of all recommendations or of the remaining ones. Real addenda of one State
(Slovenia: A/HRC/28/15/Add.1, A/HRC/43/15/Add.1, A/HRC/59/15/Add.1) confirm sentences, headings and comments; tables
and sentences on the remaining recommendations were tested with invented ones.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import contract
from uprlib.readers.addendum.answer_table import answers_of, is_answer_table
from uprlib.readers.addendum.blocks import blocks, left_out
from uprlib.readers.addendum.layout import read_blocks
from uprlib.readers.addendum.resolved import Answers, Resolved
from uprlib.readers.addendum.title_page import Cover, read_cover
from uprlib.readers.opening.head import Head
from uprlib.readers.opening.lines import notes

__all__ = ["CONFIRMED", "FORMAT", "Answers", "Cover", "Resolved", "answers", "read", "recognises"]

FORMAT = "an addendum with the State's answers (PDF, DOCX, text, HTML)"
CONFIRMED = False

_TITLE = re.compile(r"\b(?:addendum\b.{0,300}\b(?:conclusions|recommendations)\b|A/HRC/\d+/\d+/Add\.\d)", re.IGNORECASE)
_FIRST_PAGE = 1500


def recognises(head: Head) -> bool:
    """Whether the first page calls itself an addendum to a report of the Working Group, or the header has answers."""
    if is_answer_table(head):
        return True
    if head.kind not in ("pdf", "docx", "text", "html"):
        return False
    try:
        return is_addendum(head.opening)
    # What is wrong with a damaged document the reader of reports says.
    except SourceError:
        return False


def is_addendum(opening: str) -> bool:
    """Whether the beginning of a document is that of an addendum; a report may cite one later on.

    Examples
    --------
    >>> is_addendum("Report of the Working Group on the Universal Periodic Review Erewhon Addendum Views on "
    ... "conclusions and/or recommendations, voluntary commitments and replies presented by the State under review")
    True
    """
    start = opening[:_FIRST_PAGE]
    titled = bool(re.search(r"\baddendum\b", start, re.IGNORECASE)) and bool(_TITLE.search(start))
    return titled and bool(re.search(r"periodic\s+review", start, re.IGNORECASE))


def answers(path: Path | str) -> Answers:
    """The answers of an addendum, before they are joined to the report.

    Raises
    ------
    SourceError
        The file cannot be read, or has no answer.
    """
    path = Path(path)
    head = Head(path)
    if is_answer_table(head):
        return answers_of(path)
    found = list(blocks(path))
    said = read_blocks(found)
    if not any(claim.position for claim in said.claims):
        raise SourceError(
            "the addendum has no answers that can be read",
            file=path,
            value=found[0].text[:80] if found else "no text",
            expected="recommendations with a position, in a sentence, under a heading or in a table",
            remedy="if it has answers, type them as CSV with the columns document, paragraph, position",
        )
    cover = read_cover(head.opening, found, path)
    return Answers(cover, tuple(said.claims), tuple(said.totals), tuple(said.unclear), (*notes(path), *left_out(found)))


def read(path: Path | str) -> pd.DataFrame:
    """The answers of an addendum by paragraph, as far as it says them without its report.

    Returns
    -------
    pandas.DataFrame
        One row is one recommendation that the addendum names, under the contract "answers": the number as printed
        ("95.3", or "18" without its lead), its position (missing where it states none, or two), and `means`, how it is
        stated. ``attrs["account"]`` says what is contradictory or not understood, and compares the totals.

    Raises
    ------
    SourceError
        The file cannot be read, or has no answer.
    """
    found = answers(path)
    resolved = found.resolved(None)
    table = resolved.table.assign(
        source_row=range(1, len(resolved.table) + 1),
        sur=found.cover.sur,
        document=found.cover.document,
        symbol=found.cover.symbol,
        date=found.cover.date,
    )
    table = contract.check("answers", table, file=path)
    table.attrs["account"] = resolved.account
    return table
