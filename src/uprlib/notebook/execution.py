"""Running notebooks: parameters are checked before a kernel starts, the result is the same on every run."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from uprlib import atomic, paths
from uprlib.errors import DataError, ParameterError
from uprlib.notebook import parameters, study

VOLATILE_METADATA = ("papermill", "execution", "ExecuteTime")


def run(
    notebook: str,
    given: dict[str, object] | None = None,
    *,
    out: Path | None = None,
    progress: bool | None = None,
    formats: Sequence[str] = (),
    only: Sequence[str] = (),
) -> Path:
    """Execute one notebook through papermill.

    Parameters
    ----------
    notebook : str
        "01_acceptance", "01" or a path to it.
    given : dict, optional
        Parameters that differ from their defaults.
    out : path, optional
        Folder for the executed notebook, its figures and results. By default a run with default parameters writes
        into the checkout, another one into ``runs/``.
    progress : bool, optional
        Show a bar of cells; by default on a terminal only.
    formats, only : sequence of str, optional
        Formats that figures are written in, and the figures to write: with these a run writes nothing else.

    Returns
    -------
    Path
        The executed notebook.

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used; nothing was started or written.
    DataError
        A cell failed.
    """
    name = parameters.notebook(notebook)
    source = paths.notebooks() / f"{name}.ipynb"
    if not source.exists():
        raise ParameterError("the notebook is not there", file=source, remedy="run `git checkout -- notebooks`")
    given = given or {}
    started = study.start(name, **given)
    changed = {key: value for key, value in started.parameters.items() if key in given}
    if out is not None:
        target = out / f"{name}.ipynb"
    elif started.is_default:
        target = paths.executed() / f"{name}.ipynb"
    else:
        out = paths.runs() / started.label()
        target = out / f"{name}.ipynb"
    places = {
        "UPRLIB_OUT": str(out.resolve()) if out is not None else None,
        "UPRLIB_FORMATS": ",".join(formats) or None,
        "UPRLIB_ONLY": ",".join(only) or None,
        "UPRLIB_STATIC": "1",
    }
    began = time.monotonic()
    with _environment({name: value for name, value in places.items() if value is not None}):
        atomic.sweep(
            target.parent, paths.processed(), started.figures_folder, started.results_file.parent, started.tables_folder
        )
        executed = _execute(source, changed, sys.stderr.isatty() if progress is None else progress)
    if started.is_default and out is None:
        atomic.write_text(target.with_suffix(".seconds"), f"{time.monotonic() - began:.1f}\n")
    atomic.write_text(target, nbformat.writes(normalised(executed)) + "\n")
    return target


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook without what differs from run to run: times, paths, random cell ids, pieces of what is printed."""
    for holder in (notebook, *notebook.cells):
        for key in VOLATILE_METADATA:
            holder.metadata.pop(key, None)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
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
    name = parameters.notebook(notebook)
    executed = paths.executed() / f"{name}.ipynb"
    if not executed.exists():
        raise DataError("there is no default run to store", file=executed, remedy="run `upr reproduce`")
    target = paths.notebooks() / f"{name}.ipynb"
    atomic.write_text(target, executed.read_text(encoding="utf-8"))
    return target


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set environment variables for the kernel that is started meanwhile, and put them back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _execute(source: Path, changed: dict, progress: bool) -> nbformat.NotebookNode:
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel

    # The environment's own kernel, not one of the same name that another project left in the user's folder.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    try:
        # None: papermill writes no file of its own, so that a killed run leaves nothing behind.
        return papermill.execute_notebook(
            str(source),
            None,
            parameters=changed,
            kernel_name="python3",
            progress_bar=progress,
            cwd=str(source.parent),
            # Without it every kernel warns on the terminal that it listens on loopback.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
    except NoSuchKernel:
        raise DataError(
            "there is no kernel python3 in this environment",
            remedy="run `python -m ipykernel install --sys-prefix`, or `make clean-env` and `make reproduce`",
        ) from None
    except papermill.PapermillExecutionError as failure:
        message = re.sub(r"\x1b\[[0-9;]*m", "", f"{failure.ename}: {failure.evalue}")
        raise DataError(
            f"cell {failure.exec_count} of {source.name} failed: {message}",
            remedy="open the notebook in JupyterLab and run its cells to see where",
        ) from None
