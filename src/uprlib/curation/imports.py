"""Import a user's own file as a dataset of its own; :mod:`uprlib.facts.datasets` reads it.

An import keeps everything that its reader found, texts included, for the user's own work. Its folder is not committed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from uprlib import atomic, freshness, paths
from uprlib.curation.answered import Answered, answered, positions
from uprlib.errors import DataError, ParameterError, SchemaError, SourceError, printable
from uprlib.facts import contract, csv_files, datasets, vocabulary
from uprlib.readers import own
from uprlib.readers.account import Account, Aside
from uprlib.readers.bad_rows import every_row, unread
from uprlib.readers.opening.files import MAX_STREAMED_BYTES, checked
from uprlib.readers.wg_report import Known

RESERVED = frozenset(
    [datasets.BUNDLED, "positions", "forms", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
"""Names that no dataset may have, in any case: our own, the folder that forms once lay in, and Windows's devices."""
ACCOUNT = "account.txt"
"""The file of an import with the account of its reader, every number written out."""
COLUMNS = [
    "rec_id",
    "sur",
    "recommender",
    "cycle",
    "session",
    "symbol",
    "paragraph",
    "part",
    "action",
    "issues",
    "position",
    "position_wg",
    "action_machine",
    "action_probability",
    "review_date",
]
"""The columns of an import's table of recommendations. What it lacks is filled in when it is read."""


@dataclass(frozen=True)
class Import:
    """What an import did.

    Attributes
    ----------
    folder : Path
    rows : int
        Rows that are in the dataset now.
    set_aside : pandas.DataFrame
        One row is one row of the file that cannot be read: where, why, value.
    changed : bool
        False where the same file had been imported already.
    account : tuple of str
        What the file announces and what became of it, in words (:mod:`uprlib.readers.account`).
    """

    folder: Path
    rows: int
    set_aside: pd.DataFrame
    changed: bool
    account: tuple[str, ...] = ()


def import_file(
    path: Path | str,
    name: str,
    read: Callable[[Path], pd.DataFrame],
    *,
    keep_going: bool = False,
    addenda: Sequence[Path | str] = (),
    more: Sequence[tuple[Path | str, Callable[[Path], pd.DataFrame]]] = (),
    known: Known | None = None,
) -> Import:
    """Read a file, or several, and put it beside the bundled corpus.

    Parameters
    ----------
    path : path
        A file of any format that the readers know.
    name : str
        What notebooks call it: ``dataset=name``.
    read : callable
        The reader, ``read(path)``, whose account names the rows that it cannot read.
    keep_going : bool
        Set bad rows aside, in ``set_aside.csv``, instead of refusing the file.
    addenda : sequence of path
        Addenda with the final answers to the reviews of the files (:mod:`uprlib.curation.answered`).
    more : sequence of (path, callable)
        Further files of the same dataset, each with its reader: reports of other reviews.
    known : Known, optional
        What the user says of the review, which `read` was given too. Said otherwise, the same file is imported again.

    Returns
    -------
    Import

    Raises
    ------
    ParameterError
        The name cannot be used, or differs only in case from that of another dataset.
    DataError
        The reading of an earlier import of that name was changed by hand.
    SourceError
        The file cannot be read, or it has bad rows and `keep_going` is False; the message names the first of
        them. Nothing is written then, and an earlier import of that name stays.
    """
    _check_new_name(name)
    datasets.settle(name)
    path, target = checked(path, limit=MAX_STREAMED_BYTES), datasets.folder() / name
    files = [(path, read), *((checked(other), reader) for other, reader in more)]
    answers = [checked(each) for each in addenda]
    mark: dict[str, object] = {"file": path.name, "sha256": freshness.digest(path), "keep_going": keep_going}
    if more or answers:
        mark["with"] = {each.name: freshness.digest(each) for each in [*(file for file, _ in files[1:]), *answers]}
    if known is not None:
        mark["known"] = list(known)
    if datasets.is_changed(target):
        raise DataError(
            "the reading of this dataset was changed by hand, and an import in its place would throw that away",
            file=target / datasets.READING,
            remedy=f"choose another name, or move that file to another folder first and import it as {name}2",
        )
    if (target / datasets.TABLE).exists() and _mark_of(target) == mark and _is_whole(name):
        set_aside = csv_files.of_each(csv_files.stored(target / "set_aside.csv"), csv_files.unguarded)
        return Import(target, len(datasets.held(name)), set_aside, False, _account_of(target))
    reading = _placed(_read_all(files))
    bad = unread(reading)
    if not keep_going:
        every_row(reading, file=path, remedy="correct them, or set them aside with --keep-going")
    if reading["source_row"].nunique() < len(bad):
        raise SourceError(
            f"most rows cannot be read, {len(bad):,} of {len(bad) + reading['source_row'].nunique():,}",
            file=path,
            value=f"{bad[0].where}: {bad[0].why}, {bad[0].value}",
            remedy="this is probably another format: name it with --as",
        )
    set_aside = pd.DataFrame(bad, columns=Aside._fields).astype(str)
    found = answered(reading, answers)
    account = found.reading.attrs.get("account", Account())
    _write(target, found, set_aside, account, mark, name)
    return Import(target, len(reading), set_aside, True, tuple(account.lines()))


def _is_whole(name: str) -> bool:
    """Whether an earlier import can be used as it is; one that cannot is made again from its file."""
    try:
        datasets.held(name)
        datasets.stated(name)
    except (DataError, SchemaError):
        return False
    return True


def _read_all(files: Sequence[tuple[Path, Callable[[Path], pd.DataFrame]]]) -> pd.DataFrame:
    """The rows of all files. Of several, the account names the file of each row.

    Raises
    ------
    SourceError
        Two files have the same review.
    """
    readings = []
    for path, read in files:
        found = read(path)
        # A report prints the day of its review; the other formats do not.
        days = pd.Series(found.attrs.pop("review_date", None), index=found.index, dtype=object)
        readings.append(found.assign(review_date=days))
        readings[-1].attrs = found.attrs
    if len(readings) == 1:
        return readings[0]
    seen: dict[tuple[str, str], Path] = {}
    account = Account()
    for (path, _), reading in zip(files, readings, strict=True):
        for review in reading[["sur", "session"]].dropna().drop_duplicates().itertuples(index=False, name=None):
            if review in seen:
                raise SourceError(
                    "two files have the same review",
                    file=path,
                    value=f"{review[0]}, session {review[1]}",
                    expected=f"another review than {seen[review].name}",
                    remedy="import one of them",
                )
            seen[review] = path
        account = _joined(account, reading.attrs.pop("account", Account()), path.name)
    together = pd.concat(readings, ignore_index=True)
    together.attrs = {"account": account}
    return together


def _joined(one: Account, other: Account, file: str) -> Account:
    """Two accounts as one, where the lines of the other name its file."""
    return Account(
        (*one.announced, *(replace(each, what=f"{file}, {each.what}") for each in other.announced)),
        (*one.aside, *(each._replace(where=f"{file}, {each.where}") for each in other.aside)),
        one.without_position + other.without_position,
        (*one.unanswered, *other.unanswered),
        (*one.notes, *(f"{file}: {note}" for note in other.notes)),
    )


def _check_new_name(name: str) -> None:
    """Refuse a name that cannot be a dataset's; some file systems fold case, so that MINE and mine are one folder."""
    folded = name.casefold()
    other = next((each for each in datasets.names() if each != name and each.casefold() == folded), None)
    if not datasets.NAME.fullmatch(name) or folded in RESERVED or other:
        raise ParameterError(
            "this name cannot be used for a dataset",
            value=name,
            expected="a letter, then letters, digits, - or _; not bundled, positions, forms or a device of Windows",
            remedy=f"the dataset {other} exists: write its name exactly so, or choose another name" if other else None,
        )


def _placed(reading: pd.DataFrame) -> pd.DataFrame:
    """The rows whose review is known; the account gets a line for each of the others."""
    from_session = reading["session"].map(vocabulary.cycle_of, na_action="ignore")
    placed = reading.assign(cycle=reading["cycle"].fillna(from_session))
    lost: list[Aside] = []
    reasons = {
        "sur": "the State under review is not known: say it with --sur",
        "cycle": "the cycle is not known: say the report's --symbol, or the --session",
    }
    for column, reason in reasons.items():
        unknown = placed[placed[column].isna()]
        lost += [Aside(f"row {row}", reason) for row in unknown["source_row"].unique()]
        placed = placed.drop(index=unknown.index)
    placed = placed.reset_index(drop=True)
    account = reading.attrs.get("account", Account())
    placed.attrs["account"] = replace(account, aside=(*account.aside, *lost))
    return placed


def _table(reading: pd.DataFrame, name: str) -> pd.DataFrame:
    """A reading in the columns of the raw table `recommendations`, with `position`; texts stay in the reading."""
    review = reading["symbol"].fillna(name + "/" + reading["sur"] + reading["cycle"].astype(str))
    place = [review, reading["paragraph"].fillna("-"), reading["recommender"].fillna("-")]
    part = reading.groupby(place).cumcount() + 1
    table = reading.assign(
        rec_id=place[0] + ":" + place[1] + ":" + place[2] + ":" + part.astype(str), symbol=review, part=part
    )
    machine = _machine_actions(reading)
    table = table.assign(action_machine=machine["category"], action_probability=machine["probability"])[COLUMNS]
    # What a notebook draws and prints can be seen; the reading beside it keeps every character.
    return csv_files.of_each(table, printable)


def _machine_actions(reading: pd.DataFrame) -> pd.DataFrame:
    """The machine's action category and its probability for rows that nobody coded, missing for the others."""
    uncoded = reading.loc[reading["action"].isna() & (reading["text"].str.len() > 0), "text"]
    # scikit-learn takes seconds to import: a file that cannot be used is answered without it.
    from uprlib.curation.actions.classifier import Coder

    found = Coder.load(paths.raw() / "action_coder.npz").predict(uncoded)
    return found.reindex(reading.index).astype({"category": "Int64", "probability": "Float64"})


def _write(
    target: Path, found: Answered, set_aside: pd.DataFrame, account: Account, mark: dict[str, object], name: str
) -> None:
    """Write the whole folder beside its place, move the earlier one aside and the new one there.

    Killed at any step, it leaves the earlier dataset or the new one whole; :func:`uprlib.facts.datasets.settle` does
    the rest.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{datasets.NEW}{name}."))
    try:
        beside.chmod(0o755)
        own.write(beside / datasets.READING, found.reading[contract.columns("reading")])
        csv_files.write_for_people(beside / "set_aside.csv", set_aside)
        mark = {**mark, datasets.READING: freshness.digest(beside / datasets.READING)}
        atomic.write_text(beside / ACCOUNT, "".join(f"{line}\n" for line in account.lines(most=None)))
        table = _table(found.reading, name)
        # pandas writes attrs into the file, as JSON, which an account is not.
        table.attrs = {}
        stated = positions(found.stated, table["rec_id"])
        for file, kind, rows in ((datasets.TABLE, "imported", table), (datasets.POSITIONS, "positions", stated)):
            rows.to_parquet(beside / file, index=False)
            mark[file] = datasets.content(contract.check(kind, rows, file=target / file))
        atomic.write_text(beside / datasets.ORIGIN, json.dumps(mark, indent=2) + "\n")
        if target.exists():
            target.replace(target.with_name(beside.name.replace(datasets.NEW, datasets.OLD, 1)))
        beside.replace(target)
    finally:
        datasets.settle(name)


def _account_of(target: Path) -> tuple[str, ...]:
    """The account that an earlier import wrote; those of older versions have none."""
    path = target / ACCOUNT
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


def _mark_of(target: Path) -> dict[str, object]:
    """What an earlier import was made of; the checksums of its files are results, and left out."""
    try:
        held = json.loads((target / datasets.ORIGIN).read_text(encoding="utf-8"))
        results = (datasets.READING, datasets.TABLE, datasets.POSITIONS)
        return {name: value for name, value in held.items() if name not in results}
    except (OSError, ValueError, AttributeError):
        return {}
