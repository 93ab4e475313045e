"""The reproduction report: claims, figures, tables, numbers, programs and environment on one page."""

from __future__ import annotations

import platform
from pathlib import Path

from jinja2 import Environment, StrictUndefined

import uprlib
from uprlib import atomic, checkout, paths
from uprlib.commands import picture_differences, publish, reproduce
from uprlib.facts import datapackage
from uprlib.ledger import claims, entries, verdicts
from uprlib.notebook import contents, origin
from uprlib.paper import passport


def write(out: Path | None = None) -> Path:
    """Write the report of the default runs.

    Parameters
    ----------
    out : path, optional
        By default ``runs/report.html``.

    Returns
    -------
    Path

    Raises
    ------
    DataError
        A notebook's results, one of its figures or tables is missing.
    """
    held = [entries.content(entries.file_of(name)) for name in contents.names()]
    held.sort(key=lambda content: content["notebook"])
    numbers = entries.read()
    judged = verdicts.judged(claims.read(), numbers)
    counts = judged["verdict"].value_counts()
    template = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
    problems = datapackage.differences()
    page = (
        Environment(autoescape=True, undefined=StrictUndefined)
        .from_string(template)
        .render(
            about=f"{uprlib.cite().splitlines()[0]} Commit {checkout.head() or 'not known'}. Made by `upr report` from "
            "the results of the default runs; nothing in it needs the network.",
            verdicts=f"{len(judged)} statements of the article: "
            + ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in claims.VERDICTS)
            + ".",
            claims=judged.to_dict("records"),
            figures=[_figure(content["notebook"], *item) for content in held for item in content["figures"].items()],
            tables=[_table(table) for content in held for table in _tables(content)],
            numbers=[(name, list(map(_number, rows.to_dict("records")))) for name, rows in numbers.groupby("notebook")],
            index=[line for content in held for line in index(content)],
            machine=f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; every version is "
            "pinned with its hash in requirements.lock.",
            versions=list(passport.versions().items()),
            times=[(name, reproduce.times(name)) for name in sorted(contents.names())],
            kinds=reproduce.KINDS,
            checked=" ".join(problems) or "Every file is the one that data/datapackage.json describes.",
            data=[(paths.shown(file), passport.checksum(file.read_bytes())) for file in paths.files(paths.raw())],
        )
    )
    target = out or paths.runs() / "report.html"
    atomic.write_text(target, page + "\n")
    return target


def _figure(notebook: str, name: str, entry: dict) -> dict[str, object]:
    file = paths.figures() / notebook / f"{name}.png"
    return {
        "name": f"{notebook}/{name}",
        "title": entry["title"],
        "alt": entry["alt"],
        "pixels": picture_differences.PIXELS,
        "picture": picture_differences.embedded(picture_differences.opened(file, "run `upr reproduce`")),
    }


def _tables(content: dict) -> list:
    return publish.kept_tables(content["notebook"], list(content["tables"]))


def _table(table) -> dict[str, object]:
    flat = table.cells.reset_index()
    return {
        "name": table.name,
        "title": table.title,
        "notes": table.notes,
        "columns": list(flat.columns),
        "rows": flat.to_numpy().tolist(),
    }


def _number(row: dict) -> dict[str, object]:
    interval = "" if entries.missing(row["low"]) else f"{entries.short(row['low'])} to {entries.short(row['high'])}"
    n = "" if entries.missing(row["n"]) else f"{int(row['n']):,}"
    coding = "" if entries.missing(row["coding"]) else row["coding"]
    return row | {"value": entries.short(row["value"]), "interval": interval, "n": n, "coding": coding}


def index(content: dict) -> list[dict[str, str]]:
    """Which program makes what: title, program, output and data of each figure and table of a notebook.

    Parameters
    ----------
    content : dict
        The notebook's part of the ledger, from :func:`uprlib.ledger.entries.content`.
    """
    notebook = content["notebook"]
    data = ", ".join(Path(file).stem for file in origin.inputs(notebook))
    items = [(entry["title"], f"figures/{notebook}/{name}.pdf") for name, entry in content["figures"].items()]
    items += [
        (entry["title"], f"data/processed/results/{notebook}/{entry['file']}") for entry in content["tables"].values()
    ]
    items += [
        (entry["title"], f"data/processed/results/{notebook}/{file}")
        for entry in content.get("data", {}).values()
        for file in entry["files"]
    ]
    return [
        {"title": title, "program": f"notebooks/{notebook}.ipynb", "output": output, "data": data}
        for title, output in items
    ]
