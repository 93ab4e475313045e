"""The runs of a sweep on a Dask cluster: any number of machines, each with the same checkout and environment.

A run's files come back as bytes, so that machines need not share a disk. If a worker is lost, Dask gives its runs to
others; a run has one place in the sweep's folder, so that none counts twice.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from uprlib import atomic
from uprlib.errors import DataError, UprError
from uprlib.notebook import inputs, kernels, pool, warm

PATIENCE = 10
"""Seconds that a scheduler has to answer."""


def run_all(
    jobs: Sequence[pool.Job], scheduler: str, rests_on: Sequence[str]
) -> Iterator[tuple[pool.Job, Path | UprError]]:
    """Run jobs on the workers of a scheduler; see :func:`uprlib.notebook.pool.run_all`.

    Parameters
    ----------
    rests_on : sequence of str
        The fingerprint of each run's inputs on this machine; a worker with another one refuses.

    Raises
    ------
    DataError
        Dask is not installed, or no scheduler answers at the address.
    """
    try:
        from dask.distributed import Client, as_completed
    except ImportError:
        raise DataError(
            "Dask is not installed here", remedy="run `make cluster`, or leave out --scheduler to use this machine"
        ) from None
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as problem:
        words = str(problem).splitlines()[0][:200]
        raise DataError(
            "no scheduler answers at this address",
            value=scheduler,
            expected=words,
            remedy="start one with `dask scheduler`",
        ) from None
    with client:
        sent = {
            client.submit(_on_worker, job, here, pure=False, retries=2): job
            for job, here in zip(jobs, rests_on, strict=True)
        }
        for future in as_completed(list(sent), loop=client.loop):
            job = sent[future]
            failure = future.exception()
            answer = DataError("the run was lost", value=str(failure)[:200]) if failure else future.result()
            future.release()
            if isinstance(answer, UprError):
                yield job, answer
                continue
            assert job.out is not None, "each run of a sweep has its folder"
            for name, content in answer.items():
                _write(job.out / name, content)
            yield job, job.out / f"{job.notebook}.ipynb"


def _write(file: Path, content: bytes) -> None:
    atomic.write_with(file, lambda path: path.write_bytes(content))


@functools.cache
def _prepared() -> contextlib.ExitStack:
    """This worker's warm process, for as long as the worker lives."""
    stack = contextlib.ExitStack()
    stack.enter_context(kernels.bare())
    stack.enter_context(warm.held())
    atexit.register(stack.close)
    return stack


def _on_worker(job: pool.Job, rests_on: str) -> dict[str, bytes] | UprError:
    """The files of one run by their names, or what was wrong."""
    try:
        here = inputs.fingerprint(job.notebook, job.dataset)
    except UprError as problem:
        return problem
    if here != rests_on:
        return DataError("a worker has other code or data than this machine", remedy="give it the same checkout")
    _prepared()
    with atomic.folder("sweep") as out:
        result = dataclasses.replace(job, out=out).run()
        if isinstance(result, UprError):
            return result
        return {
            file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()
        }
