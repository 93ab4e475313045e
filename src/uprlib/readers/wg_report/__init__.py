"""Reports of the Working Group on the Universal Periodic Review (PDF, DOCX, plain text or web page, in English).

Section II, "Conclusions and/or recommendations", is read by the rules of its format: lead paragraphs that state the
position, numbered recommendations under them, and the recommending States in brackets. The texts are those of the
report, as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError
from uprlib.facts import vocabulary
from uprlib.readers.account import Account
from uprlib.readers.opening.head import Head
from uprlib.readers.reading import reading
from uprlib.readers.wg_report.announced import announced, not_found, notes, recommendations
from uprlib.readers.wg_report.content import Report, parsed
from uprlib.readers.wg_report.cover import Known
from uprlib.readers.wg_report.numbering import Numbering, numbering, numbering_of
from uprlib.readers.wording.texts import cleaned

__all__ = [
    "CONFIRMED",
    "FORMAT",
    "Known",
    "Numbering",
    "Report",
    "numbering",
    "numbering_of",
    "parsed",
    "read",
    "recognises",
    "recommendations",
    "rows",
]

FORMAT = "a report of the Working Group (PDF, DOCX, text, HTML)"
CONFIRMED = True
_TITLE = re.compile(
    r"\breport\s+of\s+the\s+working\s+group\s+on\s+the\s+universal\s+periodic\s+review\b", re.IGNORECASE
)


def recognises(head: Head) -> bool:
    """Whether this is a PDF or a Word document (what else it would have to be, :func:`parsed` says), or a text or a web
    page under a report's title.
    """
    return head.kind in ("pdf", "docx") or (head.kind in ("text", "html") and bool(_TITLE.search(head.opening)))


def read(path: Path | str, *, known: Known | None = None) -> pd.DataFrame:
    """Read the recommendations of a Working Group report.

    Parameters
    ----------
    path : path
        The report in English: PDF, DOCX, plain text or web page; or, with `known`, a list of its recommendations.
    known : Known, optional
        What the document does not say itself: the State under review, the symbol, the session.

    Returns
    -------
    pandas.DataFrame
        One row is one recommending State's recommendation in one numbered paragraph of section II (or in one part of
        such a paragraph), in the order of the report, under the contract "reading". `source_row` is a running number
        from 1. `recommender` is missing where the paragraph names no State or one that is not in the table of names;
        `recommender_name` is as printed. `position_wg` is what the lead paragraph says; `position` is missing, because
        a report of the Working Group does not have the final answer. Where recommendations are numbered from 1 under
        each lead, "4." under 60 is paragraph "60.4". Recommendations that section II only cites by their place in
        section I, such as "26 (b)", have no paragraph of their own, so theirs is missing. So is the symbol of a draft
        (A/HRC/WG.6/...). ``attrs["account"]`` says what the report announces and what was read of it.

    Raises
    ------
    SourceError
        The file cannot be read as a Working Group report in English.
    """
    path = Path(path)
    return rows(parsed(path, known), file=path)


def rows(report: Report, *, file: Path | str) -> pd.DataFrame:
    """The rows of a report, as :func:`read` gives them; `file` is named in messages."""
    cover = report.cover
    # The symbol of a draft is not that of a published report, and the contract has only those.
    published = cover.symbol if cover.symbol and re.fullmatch(vocabulary.SYMBOL, cover.symbol) else None
    found = []
    for number, position, parts in report.recommendations():
        parts_of: Counter[tuple[str | None, str | None]] = Counter()
        for part in parts:
            for printed, iso3 in part.names or ((None, None),):
                who = (iso3, None if iso3 else printed)
                parts_of[who] += 1
                found.append(
                    {
                        "recommender": iso3,
                        "recommender_name": printed,
                        "text": cleaned(part.text),
                        "position_wg": position,
                        "paragraph": number,
                        "part": parts_of[who],
                    }
                )
    if not found:
        raise SourceError(
            "no recommendation of the report can be read",
            file=file,
            value="; ".join(f"{each.where}: {each.why}" for each in not_found(report))[:300],
            remedy="download the report again from the United Nations documents site",
        )
    table = pd.DataFrame(found, dtype=object).assign(
        source_row=range(1, len(found) + 1), sur=cover.sur, cycle=cover.cycle, session=cover.session, symbol=published
    )
    table = reading(table, file=file)
    table.attrs["review_date"] = cover.review_date
    account = Account.of(table, announced(report), not_found(report))
    table.attrs["account"] = replace(account, notes=notes(report))
    return table
