"""Which column of a file is taken for which field, whatever capitals, spaces and slips its label is written with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from uprlib.errors import SourceError, nearest
from uprlib.readers.opening.tabular import Tabular

Names = Mapping[str, tuple[str, ...]]
"""What the column of each field may be called; the first is how the source calls it."""


def matched(labels: Iterable[str], names: Names) -> dict[str, str]:
    """The label that is taken for each field; fields that no label fits are left out.

    Examples
    --------
    >>> names = {"sur": ("state under review",), "recommender": ("Recommending State", "recommending states")}
    >>> matched(["Title", "State under Review", "Reccomending State(s)", "Recommending State Regional Group"], names)
    {'sur': 'State under Review', 'recommender': 'Reccomending State(s)'}
    """
    left = {label: _plain(label) for label in labels}
    found: dict[str, str] = {}
    for field, known in names.items():
        for name in known:
            label = next((label for label, plain in left.items() if plain == _plain(name)), None)
            if label is not None:
                found[field] = label
                del left[label]
                break
    return found


def expect(found: Mapping[str, str], table: Tabular, names: Names, needed: Iterable[str], file: Path | str) -> None:
    """Refuse a table without one of the columns that are needed, or with two of that name.

    Raises
    ------
    SourceError
        It names the column, what it may be called, and the label that is most like it.
    """
    labels = table.header
    for field in needed:
        label = found.get(field, names[field][0])
        if labels.count(label) == 1:
            continue
        others = {other for other in labels if other not in found.values()}
        near = next(filter(None, (nearest(name, others) for name in names[field])), None)
        raise SourceError(
            "a column occurs twice" if label in labels else "a column is missing",
            file=file,
            row=table.header_row,
            column=label,
            value=", ".join(labels)[:160],
            expected=" or ".join(names[field]),
            remedy="remove one of the two"
            if label in labels
            else f"rename {near} to {label} if that is the column"
            if near
            else "export this column too",
        )


def note(table: pd.DataFrame, found: Mapping[str, str], labels: Iterable[str], saved: str) -> None:
    """Keep with a table which columns were used, which were not, and how the file was saved."""
    table.attrs["matched"] = dict(found)
    table.attrs["ignored"] = [label for label in dict.fromkeys(labels) if label and label not in found.values()]
    table.attrs["saved"] = saved


def _plain(label: str) -> str:
    """The letters of a label; "(s)" is a plural, and OHCHR writes "Reccomending"."""
    letters = re.sub(r"[^a-z]+", "", label.casefold().replace("(s)", "s"))
    return re.sub("recc?omm?end", "recommend", letters)
