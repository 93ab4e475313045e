"""``upr report --data-editor``: what a data editor asks of a replication package, answered.

The questions are those of the Data and Code Availability Standard, version 1.0 (DCAS, which the American Economic
Association and others ask for), of the template README of that association's data editor (AEA), and of the American
Journal of Political Science's checklist for verification.
"""

from __future__ import annotations

import csv
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt

from uprlib import atomic, paths
from uprlib.commands import report, reproduce
from uprlib.errors import DataError
from uprlib.facts import codebook
from uprlib.ledger import entries
from uprlib.notebook import contents, parameters

GIGABYTES = {"memory": "2 GB with two notebooks at a time, 0.7 GB for each more", "disk": "1.5 GB"}
"""What a default run takes, with its environment: measured as the largest resident set of its processes, rounded up."""

TESTED = "Linux (Debian 12, x86_64). Windows and macOS are not tested; Python and all packages exist for both"

INSTRUCTIONS = """1. Unpack the archive, or clone the repository, into an empty folder.
2. `make reproduce` installs the locked packages into `.venv`, builds the tables, and runs every program in its order.
   Nothing is edited or started by hand; figures, tables and numbers are where the list of programs says.
3. `make test` runs every notebook again and compares each stored output with the fresh one.
4. `make review` says on one page, `runs/review.html`, what differs from the committed files, if anything does, and
   shows both."""


CHECKLIST = (
    (
        "Data availability statement",
        "DCAS 1, AJPS",
        "For each source, with rights and how to get it",
        "[below](#data-availability)",
    ),
    (
        "Rights to use and to pass on",
        "AEA",
        "No data are confidential, bought or given under an agreement. The package has facts and codes, with citation, "
        "and our own coding; two sources state no licence. Whoever submits it declares the rights in their own name",
        "[below](#data-availability), `LICENSE`",
    ),
    (
        "Raw data",
        "DCAS 2",
        "The sources' own files hold texts that are not ours to give, and are not included. The facts and codes taken "
        "from them are, with checksums; who has the sources derives the same bytes with `upr refresh --from DIR`",
        "`data/raw/`, `data/datapackage.json`",
    ),
    (
        "Analysis data",
        "DCAS 3, AJPS",
        "Made from `data/raw` by `upr build`; for other programs by `upr export`",
        "`data/processed/`",
    ),
    ("Format of data", "DCAS 4", "CSV in UTF-8 and YAML; exported also as Parquet and Stata", "`data/README.md`"),
    ("Metadata", "DCAS 5, AJPS", "Every table and column, with values and labels", "`data/README.md`, `codebook.html`"),
    (
        "List of data files",
        "AEA",
        "Each with what a row is, its sources, and that it is provided",
        "[below](#data-files)",
    ),
    ("Citation of data", "DCAS 6", "Sources and article", "`CITATION.cff`, [below](#data-availability)"),
    (
        "Code that transforms data",
        "DCAS 7, AJPS",
        "From sources to facts, from facts to tables",
        "`src/uprlib/curation/`, `src/uprlib/facts/`",
    ),
    (
        "Code of the analyses",
        "DCAS 8, AJPS",
        "Every figure, table and number, those in the text included",
        "[below](#programs)",
    ),
    ("Format of code", "DCAS 9", "Python and notebooks, as text that runs without changes", "`src/`, `notebooks/`"),
    ("Instruments", "DCAS 10", "No survey and no experiment", ""),
    ("Ethics", "DCAS 11", "States' public acts only; no persons, no approval needed", ""),
    (
        "Pre-registration",
        "DCAS 12",
        "None. Each rule of a claim has the day on which it was fixed, and what had been seen by then",
        "`data/raw/claims.yml`, `docs/methods.md`",
    ),
    ("Documentation", "DCAS 13, AJPS", "How to run, requirements, programs", "`README.md`, [below](#instructions)"),
    (
        "Location",
        "DCAS 14",
        "`upr deposit FILE.zip` makes the archive for Zenodo or Dataverse, with checksums",
        "`SHA256SUMS`",
    ),
    (
        "Licence",
        "DCAS 15",
        "Code MIT; facts, results and figures CC BY 4.0; of each package",
        "`LICENSE`, `docs/licences.md`",
    ),
    ("Omissions", "DCAS 16", "Texts of recommendations and the sources' files, as said above", "`data/README.md`"),
    ("Software and versions", "AJPS", "Every package pinned with its hash", "`requirements.lock`, `sbom.cdx.json`"),
    (
        "Order of programs, one command",
        "AJPS",
        "`make reproduce` runs all in their order; `make test` compares every stored output with a fresh run",
        "`Makefile`",
    ),
    ("Seeds", "AJPS", "Every random draw has one", "[below](#requirements)"),
)
"""What is asked, by whom, the answer, and where it is."""


def write(out: Path | None = None) -> list[Path]:
    """Write the answers as a page and, beside it, as Markdown.

    Parameters
    ----------
    out : path, optional
        The page; by default ``runs/data-editor.html``.

    Raises
    ------
    DataError
        As :func:`page`.
    """
    target = out or paths.runs() / "data-editor.html"
    text = page() + "\n" + here()
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    )
    shown = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # The checklist leads to the sections.
    for name in ("Data availability", "Data files", "Requirements", "Instructions", "Programs"):
        shown = shown.replace(f"<h2>{name}", f'<h2 id="{name.lower().replace(" ", "-")}">{name}')
    atomic.write_text(target, template.render(body=shown) + "\n")
    beside = target.with_suffix(".md")
    atomic.write_text(beside, text)
    return [target, beside]


def page() -> str:
    """The answers in Markdown, the same on every machine.

    Raises
    ------
    DataError
        A notebook's results or the measured times are missing.
    """
    index = [line for name in contents.names() for line in report.index(entries.content(entries.file_of(name)))]
    programs = [(each["title"], f"`{each['program']}`", f"`{each['output']}`", each["data"]) for each in index]
    return (
        "\n\n".join(
            [
                "# For a data editor",
                "## Checklist",
                _table(("asked", "by", "answer", "where"), CHECKLIST),
                "## Data availability",
                "No source's own file is included. `data/raw` holds the facts and codes that were taken, and "
                "`data/README.md` says what joined and what was corrected.",
                _table(
                    ("source", "vintage", "what was taken", "rights", "how to get the source"),
                    (
                        tuple(each[part] for part in ("title", "vintage", "taken", "rights", "access"))
                        for each in codebook.sources().values()
                    ),
                ),
                "## Data files",
                "All are provided, in `data/raw/`; `data/datapackage.json` has their checksums, columns and values.",
                _table(("file", "one row is", "sources"), data_files()),
                "## Requirements",
                _table(("what", "answer"), requirements()),
                "## Instructions",
                INSTRUCTIONS,
                "## Programs",
                "Every figure and table, the program that makes it, the file that it is in, and the data that it rests "
                "on. Every number in the text is in `data/processed/results/`, under the key that `upr results` lists.",
                _table(("figure or table", "program", "output", "data"), programs),
            ]
        )
        + "\n"
    )


def data_files() -> list[tuple[str, str, str]]:
    """Every file of ``data/raw``: its name, what one row is, and its sources by their first words."""
    described = codebook.described()
    return [
        (
            f"`{file.name}`",
            codebook.row(file.stem) if file.stem in described else "a reviewed list (YAML)",
            "; ".join(codebook.sources()[name]["title"].partition(":")[0] for name in codebook.sources_of(file.stem)),
        )
        for file in paths.files(paths.raw())
    ]


def short() -> str:
    """The README's section: sources with rights, requirements, and what each program makes."""
    programs = []
    for name in contents.names():
        content = entries.content(entries.file_of(name))
        numbers = [len(content[kind]) for kind in ("figures", "tables")]
        places = [f"`{paths.shown(part)}/{name}/`" for part in (paths.figures(), paths.results())]
        made = [place for place, number in zip(places, numbers, strict=True) if number]
        programs.append((f"`notebooks/{name}.ipynb`", *numbers, ", ".join(made)))
    return "\n\n".join(
        [
            _table(
                ("source", "rights", "how to get it"),
                ((each["title"], each["rights"], each["access"]) for each in codebook.sources().values()),
            ),
            _table(("what", "answer"), requirements()),
            _table(("program", "figures", "tables", "where they are"), programs),
        ]
    )


def requirements() -> list[tuple[str, str]]:
    """What a run takes and rests on: time, memory, disk, system, network, seeds."""
    seconds, machine = _measured("upr reproduce --force against the plain execution in one process")
    seeded: dict[object, list[str]] = {}
    for name in contents.names():
        for each in parameters.declared(name):
            if each.name == "seed":
                seeded.setdefault(each.default, []).append(name[:2])
    of_each = "; ".join(f"{seed} in {', '.join(names)}" for seed, names in seeded.items())
    return [
        ("software", "Python 3.11 or later and make; every package in `requirements.lock`, with its hash"),
        ("operating system", TESTED),
        (
            "run time",
            f"{seconds:.0f} s for everything ({machine}), once the environment is installed (a minute or two)",
        ),
        ("memory", GIGABYTES["memory"]),
        ("disk", f"{GIGABYTES['disk']}, most of it the environment"),
        ("network", "only to install the packages"),
        ("seeds", f"the parameter `seed` of each notebook that draws ({of_each}); fixed in the library elsewhere"),
    ]


def here() -> str:
    """What this machine is and took: the times of the last default runs, if they were made here."""
    times = [(name, reproduce.times(name).get("all")) for name in contents.names()]
    rows = [(name, "not run here" if seconds is None else f"{seconds:.1f}") for name, seconds in times]
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    return f"## On this machine\n\n{machine}.\n\n{_table(('notebook', 'seconds of its last default run'), rows)}\n"


def _measured(measure: str) -> tuple[float, str]:
    """The last stored time of a measure of ``benchmarks/speed.py``, in seconds, and the machine that took it."""
    file = paths.home() / "benchmarks" / "history.csv"
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            found = [row for row in csv.DictReader(lines) if row["measure"] == measure]
        return float(found[-1]["seconds"]), found[-1]["machine"]
    except (OSError, ValueError, KeyError, IndexError):
        raise DataError(
            "the measured times cannot be read", file=file, value=measure, remedy="run `make bench STORE=1`"
        ) from None


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
