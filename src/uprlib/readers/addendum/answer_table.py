"""A table of answers: what ``upr read ADDENDUM --out TABLE`` writes, and what a user corrects or types.

It needs the columns paragraph, position and document; symbol, sur and date say which review it belongs to.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, refuse_first
from uprlib.facts import states, vocabulary
from uprlib.readers import own
from uprlib.readers.addendum.clauses import LISTED, Claim
from uprlib.readers.addendum.resolved import MEANS, Answers
from uprlib.readers.addendum.title_page import Cover
from uprlib.readers.opening.head import Head
from uprlib.readers.wording.paragraph_numbers import Span

NEEDED = ("paragraph", "position", "document")


def is_answer_table(head: Head) -> bool:
    """Whether a table has answers and no recommendations; forms of answers have recommending States."""
    return set(NEEDED) <= set(head.header) and "recommender" not in head.header


def answers_of(path: Path) -> Answers:
    """The answers of a table, row by row.

    Raises
    ------
    SourceError
        A paragraph or a position cannot be read, a State or a date is none, or the rows are of several documents.
    """
    cells = own.cells_of(path)
    texts = cells.map(lambda cell: "" if pd.isna(cell) else str(cell).strip())
    table = texts.reindex(columns=[*NEEDED, "symbol", "sur", "date", "means"], fill_value="")
    positions = list(vocabulary.POSITIONS)
    as_text = "such as 95.3, as text: a number would not tell 134.10 from 134.1"
    refuse_first(
        cells["paragraph"].map(lambda cell: not isinstance(cell, str)),
        cells["paragraph"],
        "a number or nothing stands where the text of a number belongs",
        file=path,
        expected=as_text,
    )
    refuse_first(
        ~table["paragraph"].map(lambda text: bool(re.fullmatch(r"(?:\d{1,3}\.)?\d{1,3}", text))),
        table["paragraph"],
        "this is not the number of a recommendation",
        file=path,
        expected=as_text,
    )
    refuse_first(
        table["paragraph"].duplicated(),
        table["paragraph"],
        "a paragraph has two rows",
        file=path,
        expected="each paragraph once",
        remedy="a spreadsheet may have made 95.1 of 95.10: write the table as XLSX, where paragraphs are text",
    )
    refuse_first(
        ~table["position"].isin(["", *positions]),
        table["position"],
        "this is not a position",
        file=path,
        expected="empty or one of " + ", ".join(positions),
        choices=positions,
    )
    refuse_first(
        ~table["sur"].isin(["", *states.codes()]),
        table["sur"],
        "this is not a State",
        file=path,
        expected="empty or an ISO 3166 alpha-3 code such as PRK",
    )
    for name, pattern, expected in (
        ("symbol", re.compile(vocabulary.SYMBOL), "A/HRC/42/4"),
        ("date", re.compile(r"\d{4}-\d\d-\d\d"), "2019-08-14"),
    ):
        wrong = ~table[name].map(lambda text, pattern=pattern: not text or bool(pattern.fullmatch(text)))
        refuse_first(wrong, table[name], f"this is not a {name}", file=path, expected=f"empty or such as {expected}")
    strengths = {words: strength for strength, words in MEANS.items()}
    claims = [
        Claim(row.position or None, (_span(row.paragraph),), strengths.get(row.means, LISTED))
        for row in table.itertuples()
    ]
    return Answers(_cover(table, path), tuple(claims), (), ())


def _span(paragraph: str) -> Span:
    lead, _, item = paragraph.rpartition(".")
    of = int(lead) if lead else None
    return Span(of, int(item), of, int(item))


def _cover(table: pd.DataFrame, path: Path) -> Cover:
    said: dict[str, str | None] = {}
    for name in ("document", "symbol", "sur", "date"):
        values = [value for value in table[name].unique() if value]
        if len(values) > 1:
            raise SourceError(
                "the rows are of several documents",
                file=path,
                column=name,
                value=", ".join(values[:3]),
                expected="one document in a file",
                remedy="divide the table, and name each part with --answers",
            )
        said[name] = values[0] if values else None
    return Cover(said["document"] or path.name, said["symbol"], said["sur"], said["date"])
