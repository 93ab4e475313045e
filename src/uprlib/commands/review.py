"""``upr review``: all that a reviewer checks, and a page that says what was checked and what differs."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from uprlib import atomic, errors, paths
from uprlib.commands import doctor, picture_differences, reproduce
from uprlib.errors import UprError
from uprlib.facts import project_files
from uprlib.ledger import claims, entries, verdicts
from uprlib.notebook import contents, kernels, pool, warm

OFFLINE = Path(__file__).parent / "offline"
"""With this folder on Python's path, no process of the review can use the network."""

FACTS = (
    "facts/test_raw.py",
    "notebooks/test_guard.py",
    "notebooks/test_prose.py",
    "facts/test_datapackage.py",
    "ledger/test_claims.py",
    "commands/test_store.py",
    "test_environment.py",
)
"""The tests that check the stored notebooks, the prose, the facts, the claims and the locks against each other; their
names are sentences, by which the review tells what is not so. What takes longest is first."""

PARTS = ("environment", "facts", "notebooks", "claims")
"""What a review can be confined to; the numbers, figures and tables are those that its notebooks have made."""


WHAT_TO_DO = {
    "environment and raw data": "Each line says what to do.",
    "facts, text and stored notebooks": "Each line is a sentence that should be true, with the test that checks it. "
    "If you changed a fact or a text on purpose, CONTRIBUTING.md says what else has to change. If not, get it back.",
    "notebooks": "If you changed code, data or a parameter on purpose, `upr reproduce` and then `upr store` keep the "
    "new outputs. If not, the stored output was edited, or this machine computes something else: the parts above tell.",
    "numbers": "If you changed code, data or a parameter on purpose, `upr reproduce` writes the new numbers, and "
    "`upr results diff` says which claims they turn. If not, a result was edited: get the file back.",
    "figures": "`upr verify` with a figure's PDF says which cell, file or version makes it differ. If the new picture "
    "is right, `upr reproduce` writes it; if not, get the file back.",
    "tables": "If the new rows are right, `upr reproduce` writes them. If not, a table was edited: get the file back.",
    "claims": "`upr run 05` judges the claims by the committed numbers again; `upr results diff` says what changed.",
}
"""What to do about a part that differs. Each ends where one file can be brought back; which one, the lines say."""

TO_GET_BACK = (
    "`git diff FILE` shows what was edited, and `git checkout -- FILE` brings the committed file back. In a copy "
    "without git, take the file from the archive that it was unpacked from."
)


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be: what, and where there are two values, the right and the found one.

    As text it is one line, with both values shortened.
    """

    what: str
    expected: str | None = None
    found: str | None = None
    compared: picture_differences.Compared | None = None

    def __str__(self) -> str:
        if self.expected is None or self.found is None:
            return self.what
        return f"{self.what}: found {_short(self.found)}; expected {_short(self.expected)}"


def _short(value: str) -> str:
    """The beginning of a value's first line, for a line of a terminal."""
    first, *more = value.splitlines() or ["nothing"]
    return first if len(first) <= 120 and not more else f"{first[:120]} ..."


@dataclass
class Part:
    """One thing that was checked.

    Attributes
    ----------
    name : str
    words : str
        What was found, with counts.
    differs : list of Difference
        What is not as it should be; empty if nothing is.
    seconds : float
    """

    name: str
    words: str
    differs: list[Difference] = field(default_factory=list)
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


def review(
    only: Sequence[str] = (),
    *,
    workers: int | None = None,
    parts: Sequence[str] = PARTS,
    tell: Callable[[str], None] = lambda words: None,
) -> Review:
    """Check the environment, the raw data, the notebooks, numbers, figures, tables and claims.

    Every notebook is run again without network access; its outputs are compared with the stored ones (nbval), and its
    numbers, tables and figures with the committed ones. Only the page is written into the checkout.

    Parameters
    ----------
    only : sequence of str, optional
        Notebooks; by default all.
    workers : int, optional
        How many notebooks run at the same time; by default one for each processor.
    parts : sequence of str, optional
        Of :data:`PARTS`; by default all.
    tell : callable
        Told how much of the cells and tests is done.
    """
    began = time.monotonic()
    names = [contents.full_name(name) for name in only] or contents.names()
    # Before they are set aside: the page names them.
    settings = doctor.own_settings()
    # What notebooks import is imported while the environment is looked at.
    with atomic.folder("review") as out, kernels.bare(), warm.held({"PYTHONPATH": _offline()}, at_once=True):
        done = [_timed(lambda: _environment(settings))] if "environment" in parts else []
        done += _run_again(names, parts, out, workers or pool.cores(), tell)
        for part, check in (
            ("notebooks", lambda: _numbers(names, out)),
            ("notebooks", lambda: _files(names, "figures", paths.figures(), out / "figures")),
            ("notebooks", lambda: _files(names, "tables", paths.results(), out / "results")),
            ("claims", _verdicts),
        ):
            if part in parts:
                done.append(_timed(check))
    return Review(done, time.monotonic() - began)


def _timed(check: Callable[[], Part]) -> Part:
    started = time.monotonic()
    part = check()
    part.seconds = time.monotonic() - started
    return part


def write_page(done: Review) -> Path:
    """The review as a page, in ``runs/review.html``."""
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters["code"] = lambda words: Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(words))))
    page = environment.from_string(template).render(
        done=done, what_to_do=WHAT_TO_DO, to_get_back=TO_GET_BACK, width=picture_differences.PIXELS
    )
    target = paths.runs() / "review.html"
    atomic.write_text(target, page + "\n")
    return target


def _environment(settings: list[doctor.Finding]) -> Part:
    findings = list(doctor.examine(settings))
    bad = [Difference(f"{finding.subject}: {finding.words}") for finding in findings if not finding.well]
    good = [f"{finding.subject}: {finding.words}" for finding in findings if finding.well]
    return Part("environment and raw data", "; ".join(good), bad)


def _run_again(
    names: list[str], parts: Sequence[str], out: Path, workers: int, tell: Callable[[str], None]
) -> list[Part]:
    """Run the notebooks again, those that take longest first, and the tests of the facts: both side by side."""
    longest_first = sorted(names, key=reproduce.seconds, reverse=True)
    files = {
        "facts": [paths.home() / "tests" / name for name in FACTS],
        "notebooks": [paths.notebooks() / f"{name}.ipynb" for name in longest_first],
    }
    again = f"{len(names)} notebooks run again without network access"
    words = {
        "facts": "{} tests of the facts, the text and the stored notebooks",
        "notebooks": again + ", {} cells compared with the stored ones",
    }
    missing = [Difference(f"{paths.shown(file)} is missing") for file in files["facts"] if not file.is_file()]
    # Notebooks first: they take longer.
    given = [str(file) for part in ("notebooks", "facts") if part in parts for file in files[part] if file.is_file()]
    if not given:
        return []
    started = time.monotonic()
    cases, stopped = _pytest(given, out, workers, tell)
    took, found = time.monotonic() - started, []
    for part, name in (("facts", "facts, text and stored notebooks"), ("notebooks", "notebooks")):
        if part in parts:
            own = [case for case in cases if _is_test(case) == (part == "facts")]
            differs = (missing if part == "facts" else []) + (stopped or _problems(own))
            differs = differs or ([] if own else [Difference("nothing was checked")])
            seconds = took * _seconds(own) / (_seconds(cases) or 1)
            found.append(Part(name, words[part].format(len(own)), differs, seconds))
    return found


def _seconds(cases: list[ElementTree.Element]) -> float:
    return sum(float(case.get("time", 0)) for case in cases)


def _offline() -> str:
    """Python's path for processes that cannot use the network."""
    return os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH", "")]))


def _pytest(
    given: list[str], out: Path, workers: int, tell: Callable[[str], None]
) -> tuple[list[ElementTree.Element], list[Difference]]:
    """Run pytest without the network: each case that was checked, and why not all were, if so."""
    report, said = out / "checks.xml", []
    with subprocess.Popen(
        [
            # With a line for each case, which says how much is done, and no more words than usual of what differs.
            *(sys.executable, "-m", "pytest", "-v", "-o", "verbosity_assertions=0", "-p", "no:cacheprovider"),
            *("-k", "not flipped"),
            *("--rootdir", str(paths.home()), f"--junitxml={report}", "--nbval", "--nbval-current-env"),
            *("-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"),
            *given,
        ],
        cwd=paths.home(),
        env={**os.environ, "PYTHONPATH": _offline(), "UPRLIB_OUT": str(out)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        assert running.stdout
        try:
            for line in running.stdout:
                said.append(line)
                if part := re.search(r"\[ *\d+%\]", line):
                    tell(f"cells and tests {part[0]}")
        except BaseException:
            running.kill()
            raise
    if not report.is_file():
        return [], [Difference(f"the checks did not run: {_last(said)}")]
    cases = list(ElementTree.parse(report).iter("testcase"))
    if running.returncode and not _problems(cases):
        return cases, [Difference(f"the checks ended with {running.returncode}: {_last(said)}")]
    return cases, []


def _problems(cases: list[ElementTree.Element]) -> list[Difference]:
    """What failed, with both values where there are two."""
    return [
        _failed(_subject(case), problem) for case in cases for problem in case if problem.tag in ("failure", "error")
    ]


def _is_test(case: ElementTree.Element) -> bool:
    """Whether it is a test and not a cell of a notebook."""
    return (case.get("classname") or "").startswith("tests.")


def _subject(case: ElementTree.Element) -> str:
    """What was checked: a cell of a notebook, or the sentence that a test's name is, with the file of the test."""
    name, place = case.get("name") or "", (case.get("classname") or "").removeprefix("tests.")
    if not name.startswith("test_"):
        # pytest takes the ending of a notebook's name for a part of its place, or of the cell's name.
        notebook = place.removesuffix(".ipynb").rpartition(".")[2]
        return f"{notebook}.ipynb, {name.removeprefix('ipynb::').lower()}"
    sentence, bracket, of = name.removeprefix("test_").partition("[")
    return f"“{sentence.replace('_', ' ')}{' ' + bracket + of if of else ''}” (tests/{place.replace('.', '/')}.py)"


DIFFERS = (
    r"At index (?P<place>\d+) diff: (?P<found>.+) != (?P<expected>.+)",
    r"\{(?P<found>.+)\} != \{(?P<expected>.+)\}",
    r"assert (?P<found>.+) == (?P<expected>\S.*)",
    r"assert (?P<found>.+) (?P<expected>(?:in|<=|>=|<|>) \S.*)",
)
"""How pytest tells two values apart; the first that fits."""


def _failed(subject: str, problem: ElementTree.Element) -> Difference:
    """What a failure says, without colours, tags and the language of programs; with both values where it has them."""
    text = re.sub(r"\x1b\[[0-9;]*m|#x1B\[[0-9;]*m", "", f"{problem.get('message') or ''}\n{problem.text or ''}")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    mismatch = next((place for place, line in enumerate(lines) if line.startswith("mismatch ")), None)
    if mismatch is not None:
        # nbval's comparison marks what is stored with + and what was found with -.
        marked = {
            mark: [_plain(line[1:].strip()) for line in lines[mismatch:] if re.match(rf"\{mark} ", line)]
            for mark in "+-"
        }
        stored, now = ("\n".join(marked[mark][:MOST]) or "nothing" for mark in "+-")
        return Difference(subject, stored, now)
    told = [re.sub(r"^E\s+", "", line) for line in lines if line.startswith("E  ")] or lines
    raised = [each for line in told if (each := re.match(r"(?:[\w.]*\.)?(\w*(?:Error|Exception)): (.+)", line))]
    said = next((each[2] for each in raised if not each[2].startswith("assert ")), "")
    if said:
        kind = raised[-1][1]
        own = kind == "AssertionError" or getattr(errors, kind, None) is not None
        return Difference(f"{subject}: {said[:300]}" if own else f"{subject}: stops with {kind}, {raised[-1][2]}"[:300])
    for pattern in DIFFERS:
        for line in told:
            if both := re.search(pattern, line):
                held = both.groupdict()
                where = f", place {held['place']}" if "place" in held else ""
                return Difference(f"{subject}{where}", held["expected"][:300], held["found"][:300])
    return Difference(f"{subject}: this is not so; {told[0] if told else 'no reason was given'}"[:300])


MOST = 12
"""Lines of an output or a table that are shown of a difference."""


def _plain(shown: str) -> str:
    """A line of an output without the tags of a page, the first of which may be cut."""
    return re.sub(r"^/?\w{0,5}>|<[^>]*>", " ", shown).strip() or shown


def _last(said: list[str]) -> str:
    lines = [line.strip("= \n") for line in said if line.strip()]
    return lines[-1][:200] if lines else "no output"


MANY = 5
"""Numbers of one kind that are gone, or new, together: one line says it for all of them."""


def _numbers(names: list[str], out: Path) -> Part:
    problems: list[Difference] = []
    same = 0
    for name in names:
        try:
            committed = entries.of_notebook(entries.read(), name)
            fresh = entries.of_notebook(entries.read(out / "results"), name)
        except UprError as problem:
            problems.append(Difference(str(problem)))
            continue
        found = entries.difference(committed, fresh)
        before, now = (
            {row["key"]: entries.in_words(row) for row in each.to_dict("records")} for each in (committed, fresh)
        )
        for (kind, what), rows in found.groupby([found["key"].str.split(".").str[0], "what"]):
            if what in ("gone", "new") and len(rows) > MANY:
                keys = ", ".join(rows["key"][:3])
                problems.append(Difference(f"{name}: {len(rows)} numbers of `{kind}` are {what}: {keys} and others"))
                continue
            problems += [
                Difference(
                    f"{name} {row.key} ({row.what}; {row.note})",
                    before.get(row.key, "nothing"),
                    now.get(row.key, "nothing"),
                )
                for row in rows.itertuples()
            ]
        same += len(committed) - int((found["what"] != "new").sum())
        own, new = (folder / f"{name}.json" for folder in (paths.results(), out / "results"))
        if found.empty and own.read_bytes() != new.read_bytes():
            problems.append(_in_json(f"{paths.shown(own)}, while its numbers are the same", own, new))
    return Part("numbers", f"{same} numbers as committed", problems)


def _files_differ(what: str, own: Path, new: Path) -> Difference:
    """Where two files differ first: text by its rows, a picture by its points; other files only say that they do."""
    if own.suffix == ".json":
        return _in_json(what, own, new)
    if own.suffix == ".png":
        try:
            opened = (picture_differences.opened(file, errors.to_restore(own)) for file in (own, new))
            compared = picture_differences.compared(*opened)
        except UprError as problem:
            return Difference(f"{what}; {problem}")
        return Difference(f"{what}: {compared.words}", compared=compared)
    if own.suffix != ".csv":
        return Difference(what)
    lines = (file.read_text(encoding="utf-8", errors="replace").splitlines() for file in (own, new))
    rows = [
        (f"row {number}: {one}", f"row {number}: {other}")
        for number, (one, other) in enumerate(itertools.zip_longest(*lines, fillvalue="nothing"), start=1)
        if one != other
    ]
    if not rows:
        return Difference(f"{what}: it was written in another way")
    counted = f", {len(rows)} rows" if len(rows) > 1 else ""
    committed, found = ("\n".join(side[:MOST]) for side in zip(*rows, strict=True))
    return Difference(what + counted, committed, found)


def _in_json(what: str, own: Path, new: Path) -> Difference:
    """The first thing in which two files of JSON differ: results, beside their numbers, or passports."""
    try:
        committed, found = (project_files.read(file, dict[str, Any], "what was made") for file in (own, new))
    except UprError as problem:
        return Difference(f"{what}; {problem}")
    # What something was made of says more than what came of it.
    first = {"inputs": "made from another", "code": "made by another", "parameters": "parameter"}
    for part in sorted(committed.keys() | found.keys(), key=lambda name: (name not in first, name)):
        one, other = committed.get(part), found.get(part)
        if isinstance(one, dict) and isinstance(other, dict):
            for key in sorted(one.keys() | other.keys()):
                if one.get(key) != other.get(key):
                    return Difference(
                        f"{what}, {first.get(part, part)} {key}", str(one.get(key))[:300], str(other.get(key))[:300]
                    )
        elif one != other:
            return Difference(f"{what}, {part}", str(one)[:300], str(other)[:300])
    return Difference(f"{what}: it was written in another way")


def _files(names: list[str], kind: str, committed: Path, fresh: Path) -> Part:
    """Files of one kind, compared byte by byte, in either of the two places; and those that belong to no notebook."""
    listed = {name for each in contents.names() for name in (each, f"{each}.json")}
    stray = sorted(file.name for file in committed.glob("[!.]*") if file.name not in listed)
    problems = [Difference(f"{kind}: {name} is committed, but belongs to no notebook") for name in stray]
    same = 0
    for name in names:
        own, new = ({file.name: file for file in paths.files(place / name, "*.*")} for place in (committed, fresh))
        for file in sorted(own.keys() | new.keys()):
            where = f"{kind}: {name}/{file}"
            if file not in new:
                problems.append(Difference(f"{where} is committed, but no notebook makes it"))
            elif file not in own:
                problems.append(Difference(f"{where} was made, but is not committed"))
            elif own[file].read_bytes() != new[file].read_bytes():
                problems.append(_files_differ(f"{where} differs from what was made now", own[file], new[file]))
            else:
                same += 1
    return Part(kind, f"{same} files of {kind} as committed, byte by byte", problems)


def _verdicts() -> Part:
    try:
        judged = verdicts.judged(claims.read(), entries.read())
    except UprError as problem:
        return Part("claims", "", [Difference(str(problem))])
    counts = judged["verdict"].value_counts()
    stated = entries.of_notebook(entries.read(), "05").set_index("key")["value"]
    problems = [
        Difference(f"05_claims states how many claims are {verdict!r}", str(counts.get(verdict, 0)), str(value))
        for verdict in claims.VERDICTS
        if (value := stated.get(f"verdict.{verdict}")) != counts.get(verdict, 0)
    ]
    return Part("claims", f"{len(judged)} verdicts follow from the committed numbers", problems)
