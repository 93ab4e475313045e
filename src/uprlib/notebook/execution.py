"""Running notebooks: parameters are checked before a kernel starts, the result is the same on every run."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from uprlib import atomic, modules, paths
from uprlib.errors import DataError, UprError, of_machine
from uprlib.facts import corpus
from uprlib.notebook import contents, folding, kernels, parameters, slices, study, warm

LONGEST_MESSAGE = 1000
"""Characters of a cell's error that are shown: a library may put all that it was given into it."""

BAR = "{desc:<24} {bar:24} cell {n_fmt} of {total_fmt}, {elapsed}"
"""A run on a terminal: the notebook, how many of its cells are done, and the time since its kernel was asked for."""

VOLATILE_METADATA = ("papermill", "execution", "ExecuteTime")


def run(
    notebook: str,
    given: Mapping[str, object] | None = None,
    *,
    out: Path | None = None,
    progress: bool | None = None,
    formats: Sequence[str] | None = None,
    timeout: float | None = None,
    is_one_of_many: bool = False,
) -> Path:
    """Execute one notebook through papermill.

    Parameters
    ----------
    notebook : str
        "01_acceptance", "01" or a path to it.
    given : mapping, optional
        Parameters that differ from their defaults.
    out : path, optional
        Folder for the executed notebook, its figures and results. By default a run with default parameters writes
        into the checkout, another one into ``runs/``.
    progress : bool, optional
        Show a bar of cells (:data:`BAR`) on standard error; by default on a terminal only.
    formats : sequence of str, optional
        Formats of the figures; an empty one makes no figures.
    timeout : float, optional
        Seconds that one cell may take; by default as long as it needs.
    is_one_of_many : bool
        The notebook is run for many States: see :data:`uprlib.notebook.warm.REHEARSE`.

    Returns
    -------
    Path
        The executed notebook.

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used; nothing was started or written.
    DataError
        A cell failed or took too long, or the kernel died.
    """
    source = contents.path(notebook)
    given = parameters.for_import(source.stem, given or {})
    started = study.start(source.stem, dict(given))
    parameters.checked(source.stem, given)
    changed = {key: value for key, value in started.parameters.items() if key in given}
    if out is None and not started.is_default:
        out = paths.runs() / started.label()
    target = (out or paths.executed()) / source.name
    environment = {} if out is None else {"UPRLIB_OUT": str(out.resolve())}
    if formats is not None:
        environment["UPRLIB_FORMATS"] = ",".join(formats)
    if is_one_of_many:
        environment[warm.REHEARSE] = json.dumps([source.stem, changed])
    began = time.monotonic()
    with kernels.bare():
        atomic.sweep(
            target.parent, paths.processed(), started.figures_folder, started.results_file.parent, started.tables_folder
        )
        bar = sys.stderr.isatty() if progress is None else progress
        executed = _execute(source, changed, bar, environment, timeout)
    if out is None:
        atomic.write_text(
            target.with_suffix(".times.json"), json.dumps(_times(executed, time.monotonic() - began)) + "\n"
        )
    if not started.is_default:
        folding.fold_what_is_lacking(executed)
    atomic.write_text(target, nbformat.writes(normalised(executed)) + "\n")
    return target


def _times(executed: nbformat.NotebookNode, whole: float) -> dict[str, float]:
    """Seconds of a run by what took them: imports and parameters, cells with figures, others, the kernel's rest."""
    times = {"all": whole, "kernel": whole, "imports": 0.0, "figures": 0.0, "cells": 0.0}
    kind = "imports"
    for cell in executed.cells:
        if cell.cell_type == "code":
            tree = ast.parse(modules.without_magics(cell.source))
            seconds = cell.metadata.get("papermill", {}).get("duration") or 0.0
            times["figures" if slices.calls(tree, "figure") else kind] += seconds
            times["kernel"] -= seconds
            if "study" in slices.given(tree):
                kind = "cells"
    return {what: round(seconds, 2) for what, seconds in times.items()}


def figures(
    notebook: str, names: Sequence[str], given: Mapping[str, object], *, out: Path, formats: Sequence[str]
) -> dict[str, str]:
    """Make some figures of a notebook in this process, from the cells that they need; nothing else is made.

    Parameters
    ----------
    names : sequence of str
        The figures, as "fig01_action".
    given : mapping
        Parameters that differ from their defaults.
    out : path
        Folder in which ``figures/`` is made.
    formats : sequence of str
        Of :data:`uprlib.facts.journals.FORMATS`.

    Returns
    -------
    dict
        The figures that cannot be printed on the page, which are not made, with the reasons.

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used.
    DataError
        A cell failed.
    """
    name = contents.full_name(notebook)
    order = study.Order(out.resolve(), tuple(formats), tuple(names))
    _run_here(name, slices.cells_for(name, names), given, order)
    return order.refused


def rehearse(notebook: str, given: Mapping[str, object]) -> None:
    """Run a notebook's analyses in this process, so that it keeps what they share; nothing is written or shown.

    Raises
    ------
    ParameterError, StateError, DataError
        As :func:`figures`.
    """
    corpus.share()
    name = contents.full_name(notebook)
    code = [cell.source for cell in contents.cells(name) if cell.kind == "code"]
    _run_here(name, code, given, study.Order(paths.runs(), (), ()))


def _run_here(name: str, code: Sequence[str], given: Mapping[str, object], order: study.Order) -> None:
    """Run some cells of a notebook in this process, without what they print."""
    values, variables = parameters.checked(name, given), {"__name__": "__main__"}
    with study.ordered(order), contextlib.redirect_stdout(io.StringIO()):
        for source in code:
            try:
                exec(compile(modules.without_magics(source), f"{name}.ipynb", "exec"), variables)
            except UprError:
                raise
            except Exception as problem:
                raise _failed(contents.path(name), f"{type(problem).__name__}: {problem}") from None
            if source == contents.tagged_cell(name):
                variables |= values


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook without what differs from run to run: times, paths, random cell ids, pieces of what is printed; with
    long code folded."""
    for holder in (notebook, *notebook.cells):
        for key in VOLATILE_METADATA:
            holder.metadata.pop(key, None)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    folding.fold_long_code(notebook)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if cell.cell_type == "code":
            cell.outputs = _joined_streams(cell.outputs)
        for output in cell.get("outputs", []):
            output.get("metadata", {}).pop("execution", None)
    return notebook


def _joined_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Neighbouring pieces of one stream as one: a kernel sends what is printed in pieces that depend on its speed."""
    joined: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def store(notebook: str) -> Path:
    """Keep the last default run's outputs in ``notebooks/``, where reviewers check them (for maintainers).

    Raises
    ------
    DataError
        There is no default run to store.
    """
    name = contents.full_name(notebook)
    executed = paths.executed() / f"{name}.ipynb"
    if not executed.exists():
        raise DataError("there is no default run to store", file=executed, remedy="run `upr reproduce`")
    target = paths.notebooks() / f"{name}.ipynb"
    atomic.write_text(target, executed.read_text(encoding="utf-8"))
    return target


def _execute(
    source: Path, changed: dict, progress: bool, environment: Mapping[str, str], timeout: float | None
) -> nbformat.NotebookNode:
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from uprlib.notebook import engine

    try:
        # None: papermill writes no file of its own, so that a killed run leaves nothing behind.
        return papermill.execute_notebook(
            str(source),
            None,
            parameters=changed,
            kernel_name="python3",
            progress_bar={"desc": source.stem, "bar_format": BAR} if progress else False,
            engine_name=engine.NAME,
            environment={**os.environ, **environment},
            folder=str(source.parent),
            execution_timeout=timeout,
        )
    except NoSuchKernel:
        raise DataError(
            "this environment has no Jupyter kernel named python3",
            remedy="run `python -m ipykernel install --sys-prefix`, or `make clean-env` and `make reproduce`",
        ) from None
    except (DeadKernelError, RuntimeError) as problem:
        raise _died(source, problem) from None
    except CellTimeoutError:
        raise DataError(
            f"a cell of {source.name} took longer than it may", value=f"{timeout:g} s", remedy="give --timeout more"
        ) from None
    except papermill.PapermillExecutionError as failure:
        if failure.ename == "CellExecutionError" and not failure.evalue:
            raise _died(source, failure) from None
        message = re.sub(r"\x1b\[[0-9;]*m", "", f"{failure.ename}: {failure.evalue}")
        raise _failed(source, message, f"cell {failure.exec_count}") from None


def _died(source: Path, problem: Exception) -> UprError:
    """What is said of a kernel that ended, did not start, or failed without saying why."""
    if "Kernel" not in str(problem) and not getattr(problem, "ename", None):
        return of_machine(problem)
    return DataError(
        f"the kernel that ran {source.name} died",
        remedy="the system may have ended it for want of memory or of open files: close other programs, or run fewer "
        "notebooks at once (--workers 1)",
    )


def _failed(source: Path, message: str, cell: str = "a cell") -> DataError:
    return DataError(
        f"{cell} of {source.name} failed: {message[:LONGEST_MESSAGE]}",
        remedy="open the notebook in JupyterLab and run its cells to see where",
    )
