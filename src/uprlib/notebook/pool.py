"""Many runs at a time, their kernels from one warm process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent import futures
from dataclasses import dataclass, field
from pathlib import Path

from uprlib.errors import UprError
from uprlib.notebook import execution, kernels, warm

ROOM = 1.5e9
"""Bytes of memory that a run may need: no more run at a time than there is room for."""


@dataclass(frozen=True)
class Job:
    """One run; see :func:`uprlib.notebook.execution.run`."""

    notebook: str
    given: Mapping[str, object] = field(default_factory=dict)
    out: Path | None = None
    formats: tuple[str, ...] | None = None
    timeout: float | None = None
    is_one_of_many: bool = False
    progress: bool = False

    @property
    def dataset(self) -> str | None:
        """The import that the run is about, if it is about one."""
        return None if self.given.get("dataset") is None else str(self.given["dataset"])

    def run(self) -> Path | UprError:
        """The executed notebook, or what was wrong."""
        try:
            return execution.run(
                self.notebook,
                self.given,
                out=self.out,
                progress=self.progress,
                formats=self.formats,
                timeout=self.timeout,
                is_one_of_many=self.is_one_of_many,
            )
        except UprError as problem:
            return problem


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(jobs: Sequence[Job], *, workers: int | None = None) -> Iterator[tuple[Job, Path | UprError]]:
    """Run jobs, started in their order and as many at a time as there are workers.

    Parameters
    ----------
    workers : int, optional
        By default one for each processor, and fewer where memory is short.

    Yields
    ------
    Job, Path or UprError
        A job that is done, with the executed notebook or what was wrong with it.
    """
    asked = workers or cores()
    at_once = max(1, min(asked, len(jobs), int(_free() / ROOM)))
    warm.stopped.clear()
    with kernels.bare(), warm.held():
        pool = futures.ThreadPoolExecutor(at_once)
        try:
            running = {pool.submit(job.run): job for job in jobs}
            for done in futures.as_completed(running):
                yield running[done], done.result()
        except BaseException:
            # Ctrl-C: what has not begun does not begin, and kernels end.
            pool.shutdown(wait=False, cancel_futures=True)
            warm.end_own()
            raise
        pool.shutdown()


def _free() -> float:
    """Bytes of memory that are free, infinite where the system does not say."""
    with contextlib.suppress(OSError, StopIteration, ValueError), Path("/proc/meminfo").open() as lines:
        return 1024 * float(next(line for line in lines if line.startswith("MemAvailable")).split()[1])
    return float("inf")
