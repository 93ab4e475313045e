"""``upr sweep``: notebooks for every value of some parameters, on this machine or on a cluster."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined

from uprlib import atomic, paths
from uprlib.errors import ParameterError, UprError
from uprlib.facts import project_files, tables
from uprlib.ledger import entries
from uprlib.notebook import contents, inputs, parameters, pool, study
from uprlib.paper import passport

ALL = "all"
"""As a value of `sur`: every State that was reviewed."""

NUMBERS = ("value", "low", "high", "n", "unit")

_INFINITE = {"infinite": float("inf"), "-infinite": float("-inf")}
"""How results write odds that have no limit."""


@dataclass(frozen=True)
class Cell:
    """One run of a sweep.

    Attributes
    ----------
    notebook : str
    values : dict
        The values of the swept parameters.
    job : Job
        The run itself, into a folder of its own.
    """

    notebook: str
    values: dict[str, Any]
    job: pool.Job

    @property
    def folder(self) -> Path:
        """Where the run writes."""
        assert self.job.out is not None, "each run of a sweep has its folder"
        return self.job.out

    @property
    def results(self) -> Path:
        """The numbers of the run."""
        return self.folder / "results" / f"{self.notebook}.json"

    @property
    def mark(self) -> Path:
        """What says that the run is done, and from which inputs."""
        return self.folder / f"{self.notebook}.done.json"


@dataclass(frozen=True)
class Done:
    """What a sweep came to.

    Attributes
    ----------
    ran, kept : int
        Runs that were made now, and those that were there already.
    failed : dict of str to str
        What was wrong, by run.
    seconds : float
    """

    ran: int
    kept: int
    failed: dict[str, str]
    seconds: float


def grid(
    notebooks: Sequence[str],
    over: Mapping[str, Sequence[Any]],
    given: Mapping[str, object],
    out: Path,
    *,
    figures: bool = False,
    timeout: float | None = None,
) -> list[Cell]:
    """Every notebook with every combination of values, all parameters checked.

    Raises
    ------
    ParameterError, StateError
        A notebook, parameter or value that there is not; nothing was started.
    """
    names = [contents.full_name(each) for each in notebooks]
    if not over:
        raise ParameterError("nothing is swept over", expected="--over NAME=VALUE,VALUE or --over sur=all")
    choices = {
        name: _every_state() if (name, list(values)) == ("sur", [ALL]) else values for name, values in over.items()
    }
    found = []
    for combination in itertools.product(*choices.values()):
        swept = dict(zip(choices, combination, strict=True))
        for name in names:
            values = parameters.checked(name, {**given, **swept})
            own = {key: values[key] for key in {**given, **swept}}
            place = out / study.folder_name("_".join(study.plain(values[key]) for key in swept))
            job = pool.Job(name, own, place.resolve(), ("png",) if figures else (), timeout, is_one_of_many=True)
            found.append(Cell(name, {key: values[key] for key in swept}, job))
    if len({(cell.notebook, cell.folder) for cell in found}) < len(found):
        raise ParameterError("a value is swept over twice", value={key: list(held) for key, held in choices.items()})
    return found


def _every_state() -> list[str]:
    return sorted(tables.load("reviews")["sur"].unique())


def sweep(
    cells: Sequence[Cell],
    out: Path,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Done:
    """Make the runs that are missing or out of date, and the ledger and the page of all of them.

    A run that fails is listed with its sentence and stops no other. Killed and started again, a sweep goes on where it
    was; ledger and page are the same bytes whatever the number of workers or machines.

    Parameters
    ----------
    cells : sequence of Cell
        From :func:`grid`.
    out : path
        Where ``ledger.parquet`` and ``index.html`` go.
    workers : int, optional
        Runs at a time on this machine; by default one more than there are processors, because each waits a tenth of its
        time for its kernel to start, to answer and to end.
    scheduler : str, optional
        Address of a Dask scheduler, as "tcp://host:8786", whose workers make the runs instead.
    tell : callable
        Told how far the sweep is.

    Raises
    ------
    DataError
        There is no scheduler at this address.
    """
    began = time.monotonic()
    fingerprint = functools.cache(inputs.fingerprint)
    rests_on = {id(cell.job): fingerprint(cell.notebook, cell.job.dataset) for cell in cells}
    missing = {id(cell.job): cell for cell in cells if not _is_done(cell, rests_on[id(cell.job)])}
    failed: dict[str, str] = {}
    jobs = [cell.job for cell in missing.values()]
    if scheduler:
        from uprlib.commands import cluster

        results = cluster.run_all(jobs, scheduler, [rests_on[key] for key in missing])
    else:
        results = pool.run_all(jobs, workers=workers or pool.cores() + 1)
    for count, (job, result) in enumerate(results, 1):
        cell = missing[id(job)]
        if isinstance(result, UprError):
            failed[f"{cell.notebook}, {_shown(cell.values)}"] = str(result)
        else:
            atomic.write_text(cell.mark, json.dumps(_mark(cell, rests_on[id(job)])) + "\n")
        left = (time.monotonic() - began) / count * (len(jobs) - count)
        tell(f"{count} of {len(jobs)} runs, {len(failed)} failed, about {_in_words(left)} left")
    # What failed now may have been there from other data or code: it does not count.
    present = [cell for cell in cells if _is_done(cell, rests_on[id(cell.job)])]
    failed = dict(sorted(failed.items()))
    atomic.write_with(out / "ledger.parquet", lambda path: ledger(present).to_parquet(path, index=False))
    atomic.write_text(out / "index.html", _page(present, failed, out))
    return Done(len(missing) - len(failed), len(cells) - len(missing), failed, time.monotonic() - began)


def ledger(cells: Sequence[Cell]) -> pd.DataFrame:
    """The numbers of all runs: notebook, the swept parameters, key, value, low, high, n, unit, words.

    What is no single number (bounds, a day) stands in words, as in the results, and has no value.
    """
    swept = list(dict.fromkeys(name for cell in cells for name in cell.values))
    rows = [
        (cell.notebook, *(study.plain(cell.values[name]) for name in swept), key, *(entry[each] for each in NUMBERS))
        for cell in cells
        for key, entry in entries.content(cell.results)["numbers"].items()
    ]
    table = pd.DataFrame(rows, columns=["notebook", *swept, "key", *NUMBERS])
    words = table["value"].where(table["value"].map(lambda value: isinstance(value, str) and value not in _INFINITE))
    table["value"] = table["value"].where(words.isna())
    numeric = {name: table[name].replace(_INFINITE).astype("float64") for name in NUMBERS[:3]}
    table = table.assign(**numeric, words=words.astype("str"))
    return table.assign(n=table["n"].astype("Int64")).sort_values(["notebook", *swept, "key"], ignore_index=True)


def _mark(cell: Cell, rests_on: str) -> dict[str, Any]:
    """What is known of a run that is done: its inputs, what was asked of it, and its numbers."""
    asked = {"given": dict(sorted(cell.job.given.items())), "formats": list(cell.job.formats or ())}
    return {"inputs": rests_on, "asked": asked, "results": passport.checksum(cell.results.read_bytes())}


def _is_done(cell: Cell, rests_on: str) -> bool:
    # A mark or results that cannot be read say nothing: the run is made again.
    with contextlib.suppress(UprError, OSError):
        return project_files.read(cell.mark, dict[str, Any], "the mark of a run") == _mark(cell, rests_on)
    return False


def _shown(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _in_words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _page(cells: Sequence[Cell], failed: Mapping[str, str], out: Path) -> str:
    """All runs as a page with a table that can be searched, and small pictures where figures were asked for."""
    home, swept = out.resolve(), list(dict.fromkeys(name for cell in cells for name in cell.values))
    rows = [
        {
            "notebook": cell.notebook,
            "values": [study.plain(cell.values[name]) for name in swept],
            "link": (cell.folder / f"{cell.notebook}.ipynb").relative_to(home).as_posix(),
            "numbers": len(entries.content(cell.results)["numbers"]),
            "pictures": [
                file.relative_to(home).as_posix()
                for file in paths.files(cell.folder / "figures" / cell.notebook, "*.png")
            ],
        }
        for cell in cells
    ]
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    return (
        Environment(autoescape=True, undefined=StrictUndefined)
        .from_string(template)
        .render(rows=rows, swept=swept, failed=failed)
    )


def values(text: str) -> tuple[str, list[Any]]:
    """The name and the values of ``--over NAME=VALUE,VALUE``; a value is JSON where it is JSON, text otherwise.

    Raises
    ------
    ParameterError
        It is not of this form.

    Examples
    --------
    >>> values("sur=PRK,MMR"), values("cycles=[1],[1,2]")
    (('sur', ['PRK', 'MMR']), ('cycles', [[1], [1, 2]]))
    """
    name, equals, rest = text.partition("=")
    if not equals or not name.strip() or not rest.strip():
        raise ParameterError("this is not a sweep", value=text, expected="NAME=VALUE,VALUE, such as sur=all")
    return name.strip(), list(_split(rest))


def _split(text: str) -> Iterator[Any]:
    try:
        yield from json.loads(f"[{text}]")
    except (ValueError, RecursionError):
        yield from (each.strip() for each in text.split(",") if each.strip())


def folder(notebooks: Sequence[str], over: Mapping[str, object]) -> Path:
    """Where a sweep goes if nobody says where: one place for one notebook or set of them, and the swept parameters."""
    numbers = "+".join(contents.full_name(each).split("_")[0] for each in notebooks)
    return paths.runs() / f"sweep_{numbers}_{'+'.join(over)}"
