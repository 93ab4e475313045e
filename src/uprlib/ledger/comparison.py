"""Two ledgers compared: which numbers changed, by how much, and which figures and claims they touch."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from uprlib.errors import DataError
from uprlib.ledger import claims, entries
from uprlib.ledger.verdicts import judged


def lines(first: str | Path | None, second: str | Path | None) -> list[str]:
    """What differs between two ledgers, as lines of text; the first one sums it up.

    Parameters
    ----------
    first, second : str, path or None
        As for :func:`uprlib.ledger.entries.read`.

    Raises
    ------
    DataError
        A ledger is not there, or the two have no notebook in common.
    """
    before, after = entries.read(first), entries.read(second)
    shared = sorted(set(before["notebook"]) & set(after["notebook"]))
    if not shared:
        raise DataError(
            "the two ledgers have no notebook in common",
            value=", ".join(sorted(set(after["notebook"]))),
            expected="one of " + ", ".join(sorted(set(before["notebook"]))),
        )
    found = entries.difference(before, after)
    counts = found["what"].value_counts()
    words = ", ".join(f"{counts.get(what, 0)} {what}" for what in ("changed", "new", "gone"))
    around = int(counts.get("interval", 0))
    also = f", {around} with a different interval or n" if around else ""
    shown = [f"Compared {', '.join(shared)}: {words}{also}."]
    for row in found.to_dict("records"):
        change = "" if entries.missing(row["change"]) else f" ({row['change']:+.4g})"
        values = f"{entries.short(row['first'])} -> {entries.short(row['second'])}{change}"
        shown.append(f"  {row['what']}  {row['notebook']} {row['key']}: {values}")
    touched = figures(found, [first, second])
    if touched:
        shown += ["Figures that show them:", *(f"  {figure}" for figure in touched)]
    judged = verdicts(before, after, found)
    if len(judged):
        shown.append("Claims that rest on them:")
        for row in judged.itertuples():
            verdict = row.before if row.before == row.after else f"{row.before} -> {row.after}"
            shown.append(f"  {row.claim}: {verdict}")
    return shown


def figures(found: pd.DataFrame, places: list[str | Path | None]) -> list[str]:
    """The figures of either ledger that show a number that differs, as "notebook/figure"."""
    touched = set()
    for place in places:
        for held in entries.contents(place).values():
            keys = set(found.loc[found["notebook"] == held["notebook"], "key"])
            for name, entry in held.get("figures", {}).items():
                if keys & set(entry.get("numbers", [])):
                    touched.add(f"{held['notebook']}/{name}")
    return sorted(touched)


def verdicts(before: pd.DataFrame, after: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The claims that rest on a number that differs, with their verdicts before and after.

    Numbers of notebooks that only one of the ledgers has come from the committed ledger.

    Returns
    -------
    pandas.DataFrame
        One row is one claim: claim, before, after (a verdict, or "a number is gone").
    """
    keys = set(found["notebook"] + ":" + found["key"])
    rows = []
    for claim in claims.read():
        if keys & {check.key for check in claim.checks}:
            rows.append({"claim": claim.id, "before": _verdict(claim, before), "after": _verdict(claim, after)})
    return pd.DataFrame(rows, columns=["claim", "before", "after"])


def _verdict(claim: claims.Claim, numbers: pd.DataFrame) -> str:
    try:
        return judged([claim], entries.completed(numbers))["verdict"].iloc[0]
    except DataError:
        return "a number is gone"
