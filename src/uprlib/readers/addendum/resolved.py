"""Answers joined to the paragraphs of a report: what each is answered, and what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from uprlib.readers.account import Account, Announced, Aside, not_named
from uprlib.readers.addendum.clauses import ALL, NUMBERS, OWN_WORDS, REST, Claim, Total
from uprlib.readers.addendum.stances import together
from uprlib.readers.addendum.title_page import Cover
from uprlib.readers.wording.paragraph_numbers import Span

MEANS = {3: "listed", 2: "own words", 1: "heading", 0: "all or the rest"}
"""How an answer is stated, by the strength of its claim."""
COUNTED_WITH = {"accepted": ("accepted", "implemented"), "noted": ("noted", "not_accepted")}
"""What a total of accepted or of noted recommendations counts."""


@dataclass(frozen=True)
class Resolved:
    """Answers by paragraph.

    Attributes
    ----------
    table : pandas.DataFrame
        One row is one paragraph that is answered or named: paragraph, position (missing where it is not stated, or
        contradictory) and means.
    account : Account
        Contradictions, unknown and unanswered paragraphs, totals.
    """

    table: pd.DataFrame
    account: Account


@dataclass(frozen=True)
class Answers:
    """What an addendum says.

    Attributes
    ----------
    cover : Cover
    claims : tuple of Claim
    totals : tuple of Total
    unclear : tuple of str
        Sentences on all or on the remaining recommendations that are not understood.
    notes : tuple of str
        What a person should know of the document as a whole: that it may be damaged.
    """

    cover: Cover
    claims: tuple[Claim, ...]
    totals: tuple[Total, ...]
    unclear: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def resolved(self, paragraphs: Sequence[str] | None, settled: Collection[str] = frozenset()) -> Resolved:
        """Join the answers to a report.

        Parameters
        ----------
        paragraphs : sequence of str or None
            The numbers of the report's recommendations, in their order; None where there is no report.
        settled : collection of str
            Those that were answered in the Working Group: "the remaining recommendations" are the others.
        """
        aside: list[Aside] = []
        stated: dict[str, list[tuple[Claim, Span]]] = {}
        for claim in self.claims:
            if claim.about != NUMBERS:
                continue
            for number, span in _numbers(claim.spans, claim.without, paragraphs, aside):
                stated.setdefault(number, []).append((claim, span))
        rows = []
        for number, said in stated.items():
            position, means = _decided(number, said, aside)
            rows.append((number, position, means))
        rows += self._rest(paragraphs, settled, {row[0] for row in rows if row[1]}, aside)
        aside += [Aside("the document", "a sentence that is not understood", text) for text in self.unclear]
        table = pd.DataFrame(rows, columns=["paragraph", "position", "means"], dtype=object)
        if paragraphs is not None:
            order = {number: place for place, number in enumerate(paragraphs)}
            table = table.sort_values("paragraph", key=lambda column: column.map(order), kind="stable")
        # Named without a position, and answered by what is said of all: the answer counts.
        table = (
            table.sort_values("position", na_position="last", kind="stable").drop_duplicates("paragraph").sort_index()
        )
        unanswered = tuple(table.loc[table["position"].isna(), "paragraph"])
        # Where there is a report, it says which of its recommendations have no answer.
        notes = self.notes if paragraphs is not None else (*self.notes, *not_named(table["paragraph"]))
        account = Account(tuple(self._announced(table)), tuple(aside), len(unanswered), unanswered, notes)
        return Resolved(table.reset_index(drop=True), account)

    def _rest(
        self, paragraphs: Sequence[str] | None, settled: Collection[str], known: Collection[str], aside: list[Aside]
    ) -> Iterator[tuple[str, str | None, str]]:
        """Paragraphs answered by what is said of all recommendations, of the others, or of one lead paragraph."""
        for claim in (claim for claim in self.claims if claim.about != NUMBERS):
            if paragraphs is None:
                about = (
                    "all or the remaining recommendations"
                    if claim.about == ALL
                    else f"all of paragraph {claim.spans[0].lead}"
                )
                aside.append(Aside("the document", f"what is said of {about} needs the report", claim.position or ""))
                continue
            left_out = {number for number, _ in _numbers(claim.without, (), paragraphs, aside)}
            for number in paragraphs:
                of_lead = claim.about == ALL or number.split(".")[0] == str(claim.spans[0].lead)
                if of_lead and number not in {*left_out, *known, *settled}:
                    yield number, claim.position, MEANS[REST]

    def _announced(self, table: pd.DataFrame) -> Iterator[Announced]:
        """The totals that the document states, beside what was read."""
        counts = table["position"].value_counts()
        for total in dict.fromkeys(self.totals):
            counted = COUNTED_WITH.get(total.position, (total.position,))
            read = int(sum(counts.get(position, 0) for position in counted))
            yield Announced.counted(f"{total.position.replace('_', ' ')} in {self.cover.document}", total.n, read=read)


def _decided(number: str, said: list[tuple[Claim, Span]], aside: list[Aside]) -> tuple[str | None, str | None]:
    """The position on a paragraph: the strongest statement; missing where equally strong ones contradict each other."""
    if any(claim.position not in (None, "accepted", "implemented") for claim, _ in said):
        # That a recommendation is implemented already, said in a comment, does not make one accepted that is noted.
        said = [(claim, span) for claim, span in said if (claim.position, claim.strength) != ("implemented", OWN_WORDS)]
    positions = [claim.position for claim, _ in said if claim.position]
    if not positions:
        aside.append(Aside(f"paragraph {number}", "named without a position"))
        return None, None
    strongest = max(claim.strength for claim, _ in said if claim.position)
    best = [(claim.position, span.letter) for claim, span in said if claim.position and claim.strength == strongest]
    position = together([one for one, _ in best if one])
    if position == "accepted" and "implemented" in positions:
        position = "implemented"
    if position is None:
        words = ", ".join(dict.fromkeys(f"{one} ({letter})" if letter else str(one) for one, letter in best))
        if all(letter for _, letter in best) and {"accepted", "implemented"} & {one for one, _ in best}:
            aside.append(Aside(f"paragraph {number}", "its parts are answered differently: partly accepted", words))
            return "partly_accepted", MEANS[strongest]
        aside.append(Aside(f"paragraph {number}", "answered in two ways; neither is taken", words))
        return None, None
    return position, MEANS[strongest]


def _numbers(
    spans: Sequence[Span], without: Sequence[Span], paragraphs: Sequence[str] | None, aside: list[Aside]
) -> Iterator[tuple[str, Span]]:
    """The paragraphs that spans name; those that the report does not have are set aside."""
    left_out = {number for span in without for number, _ in _numbers([span], (), paragraphs, aside)}
    for span in spans:
        numbers = span.numbers()
        if paragraphs is None:
            if not numbers:
                aside.append(Aside(f"{span}", "a range that needs the report"))
        elif span.lead != span.last_lead:
            start, end = f"{span.lead}.{span.first}", f"{span.last_lead}.{span.last}"
            if start in paragraphs and end in paragraphs:
                numbers = list(paragraphs[paragraphs.index(start) : paragraphs.index(end) + 1])
        if not numbers and paragraphs is not None:
            aside.append(Aside(f"{span}", "a range that the report does not have"))
        for number in numbers:
            known = number if paragraphs is None else _in_report(number, span, paragraphs, aside)
            if known and known not in left_out:
                yield known, span


def _in_report(number: str, span: Span, paragraphs: Sequence[str], aside: list[Aside]) -> str | None:
    """The report's number for one of an addendum, which may leave out the lead ("18" for "115.18")."""
    if span.lead is not None:
        found = [number] if number in paragraphs else []
    else:
        found = [each for each in paragraphs if each.rpartition(".")[2] == number]
    if len(found) == 1:
        return found[0]
    why = "the report has no such paragraph" if not found else f"could be any of {', '.join(found[:4])}"
    aside.append(Aside(f"paragraph {number}", why))
    return None
