"""``upr review``: all that a reviewer checks, and a page that says what was checked and what differs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from jinja2 import Environment, StrictUndefined

from uprlib import atomic, paths
from uprlib.commands import doctor, reproduce
from uprlib.errors import UprError
from uprlib.ledger import claims, entries, verdicts
from uprlib.notebook import contents, kernels, pool, warm

OFFLINE = Path(__file__).parent / "offline"
"""With this folder on Python's path, no process of the review can use the network."""

FACTS = (
    "notebooks/test_guard.py",
    "notebooks/test_prose.py",
    "facts/test_raw.py",
    "facts/test_datapackage.py",
    "ledger/test_claims.py",
)
"""The tests that check the stored notebooks, the prose, the facts and the claims against each other."""


@dataclass
class Part:
    """One thing that was checked.

    Attributes
    ----------
    name : str
    words : str
        What was found, with counts.
    differs : list of str
        What is not as it should be, in words; empty if nothing is.
    seconds : float
    """

    name: str
    words: str
    differs: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Review:
    """All parts of a review and the time that they took together, in seconds."""

    parts: list[Part]
    seconds: float

    @property
    def well(self) -> bool:
        """Whether nothing differs."""
        return not any(part.differs for part in self.parts)


def review(only: Sequence[str] = (), *, workers: int | None = None) -> Review:
    """Check the environment, the raw data, the notebooks, numbers, figures, tables and claims.

    Every notebook is run again without network access; its outputs are compared with the stored ones (nbval), and its
    numbers, tables and figures with the committed ones. Only the page is written into the checkout.

    Parameters
    ----------
    only : sequence of str, optional
        Notebooks; by default all.
    workers : int, optional
        How many notebooks run at the same time; by default one for each processor.
    """
    began = time.monotonic()
    names = [contents.full_name(name) for name in only] or contents.names()
    # Before the user's settings are set aside: the page names them.
    parts = [_timed(_environment)]
    with atomic.folder("review") as out, kernels.bare(), warm.held({"PYTHONPATH": _offline()}):
        parts += _run_again(names, out, workers or pool.cores())
        for check in (
            lambda: _numbers(names, out),
            lambda: _files(names, out, "figures", paths.figures(), out / "figures"),
            lambda: _files(names, out, "tables", paths.results(), out / "results"),
            _verdicts,
        ):
            parts.append(_timed(check))
    return Review(parts, time.monotonic() - began)


def _timed(check: Callable[[], Part]) -> Part:
    started = time.monotonic()
    part = check()
    part.seconds = time.monotonic() - started
    return part


def write_page(done: Review) -> Path:
    """The review as a page, in ``runs/review.html``."""
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(template).render(done=done)
    target = paths.runs() / "review.html"
    atomic.write_text(target, page + "\n")
    return target


def _environment() -> Part:
    findings = doctor.examine()
    bad = [f"{finding.subject}: {finding.words}" for finding in findings if not finding.well]
    good = [f"{finding.subject}: {finding.words}" for finding in findings if finding.well]
    return Part("environment and raw data", "; ".join(good), bad)


def _run_again(names: list[str], out: Path, workers: int) -> list[Part]:
    """Run the notebooks again, those that take longest first, and the tests of the facts: both side by side."""
    longest_first = sorted(names, key=reproduce.seconds, reverse=True)
    notebooks = [str(paths.notebooks() / f"{name}.ipynb") for name in longest_first]
    tests = [str(paths.home() / "tests" / name) for name in FACTS]
    missing = [f"{paths.shown(name)} is missing" for name in tests if not Path(name).is_file()]
    started = time.monotonic()
    cases, stopped = _pytest([*notebooks, *([] if missing else tests)], out, workers)
    took = time.monotonic() - started
    parts = []
    for part, differs in (
        (Part("facts, text and stored notebooks", "{} tests of the facts, the text and the stored notebooks"), missing),
        (
            Part(
                "notebooks",
                f"{len(names)} notebooks run again without network access, {{}} cells compared with the stored ones",
            ),
            [],
        ),
    ):
        own = [case for case in cases if _is_test(case) == (part.name != "notebooks")]
        part.words = part.words.format(len(own))
        part.differs = differs or stopped or _problems(own) or ([] if own else ["nothing was checked"])
        part.seconds = took * _seconds(own) / (_seconds(cases) or 1)
        parts.append(part)
    return parts


def _seconds(cases: list[ElementTree.Element]) -> float:
    return sum(float(case.get("time", 0)) for case in cases)


def _offline() -> str:
    """Python's path for processes that cannot use the network."""
    return os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH", "")]))


def _pytest(given: list[str], out: Path, workers: int) -> tuple[list[ElementTree.Element], list[str]]:
    """Run pytest without the network: each case that was checked, and in words why not all were, if so."""
    report = out / "checks.xml"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "not flipped"),
            *("--rootdir", str(paths.home()), f"--junitxml={report}", "--nbval", "--nbval-current-env"),
            *("-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"),
            *given,
        ],
        cwd=paths.home(),
        env={**os.environ, "PYTHONPATH": _offline(), "UPRLIB_OUT": str(out)},
        capture_output=True,
        text=True,
    )
    if not report.is_file():
        return [], [f"the checks did not run: {_last(done.stdout + done.stderr)}"]
    cases = list(ElementTree.parse(report).iter("testcase"))
    if done.returncode and not _problems(cases):
        return cases, [f"the checks ended with {done.returncode}: {_last(done.stdout)}"]
    return cases, []


def _problems(cases: list[ElementTree.Element]) -> list[str]:
    """What failed, in words."""
    return [
        f"{case.get('name')} of {_place(case)}: {_reason(problem)}"
        for case in cases
        for problem in case
        if problem.tag in ("failure", "error")
    ]


def _is_test(case: ElementTree.Element) -> bool:
    """Whether it is a test and not a cell of a notebook."""
    return (case.get("classname") or "").startswith("tests.")


def _place(case: ElementTree.Element) -> str:
    return (case.get("classname") or "").removeprefix("tests.").rsplit("notebooks.", 1)[-1]


def _reason(problem: ElementTree.Element) -> str:
    """The first lines of a failure that say what differs, without colours."""
    text = re.sub(r"\x1b\[[0-9;]*m|#x1B\[[0-9;]*m", "", f"{problem.get('message') or ''}\n{problem.text or ''}")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    mismatch = next((place for place, line in enumerate(lines) if line.startswith("mismatch ")), None)
    if mismatch is not None:
        # nbval's comparison marks what is stored with + and what was found with -.
        stored, found = (
            next((line[1:].strip() for line in lines[mismatch:] if re.match(rf"\{mark} ", line)), "nothing")
            for mark in "+-"
        )
        return f"{lines[mismatch]}; stored {stored}, now {found}"[:300]
    telling = [re.sub(r"^E\s+", "", line) for line in lines if re.match(r"(E  |\w*Error)", line)] or lines
    return "; ".join(telling[:3])[:300] or "no reason given"


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no output"


def _numbers(names: list[str], out: Path) -> Part:
    problems, same = [], 0
    for name in names:
        try:
            committed = entries.of_notebook(entries.read(), name)
            fresh = entries.of_notebook(entries.read(out / "results"), name)
        except UprError as problem:
            problems.append(str(problem))
            continue
        found = entries.difference(committed, fresh)
        problems += [
            f"{name} {row.key} {row.what}: {entries.short(row.first)} is committed, {entries.short(row.second)} found"
            if row.what != "interval"
            else f"{name} {row.key}: its interval or n is different"
            for row in found.itertuples()
        ]
        same += len(committed) - int((found["what"] != "new").sum())
    return Part("numbers", f"{same} numbers as committed", problems)


def _files(names: list[str], out: Path, kind: str, committed: Path, fresh: Path) -> Part:
    """Files of one kind, compared byte by byte, in either of the two places."""
    problems, same = [], 0
    for name in names:
        own, new = ({file.name: file for file in paths.files(place / name, "*.*")} for place in (committed, fresh))
        for file in sorted(own.keys() | new.keys()):
            where = f"{kind}: {name}/{file}"
            if file not in new:
                problems.append(f"{where} is committed, but no notebook makes it")
            elif file not in own:
                problems.append(f"{where} was made, but is not committed")
            elif own[file].read_bytes() != new[file].read_bytes():
                problems.append(f"{where} differs from what was made now")
            else:
                same += 1
    return Part(kind, f"{same} files of {kind} as committed, byte by byte", problems)


def _verdicts() -> Part:
    try:
        judged = verdicts.judged(claims.read(), entries.read())
    except UprError as problem:
        return Part("claims", "", [str(problem)])
    counts = judged["verdict"].value_counts()
    stated = entries.of_notebook(entries.read(), "05").set_index("key")["value"]
    problems = [
        f"{int(counts.get(verdict, 0))} claims are {verdict!r} by the committed numbers, 05_claims states {value}"
        for verdict in claims.VERDICTS
        if (value := stated.get(f"verdict.{verdict}")) != counts.get(verdict, 0)
    ]
    return Part("claims", f"{len(judged)} verdicts follow from the committed numbers", problems)
