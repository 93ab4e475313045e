"""``upr site``: a static site from what is committed. Nothing is executed or fetched; it opens from a folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd

import uprlib
from uprlib import atomic, modules, paths, plots
from uprlib.commands import folders, links, state_pages
from uprlib.errors import DataError, UprError
from uprlib.ledger import assumptions, claims, entries, verdicts
from uprlib.notebook import contents, parameters
from uprlib.plots.style import caption_of
from uprlib.tidy import written


def build(out: Path | None = None) -> Path:
    """Build the site.

    Parameters
    ----------
    out : path, optional
        Folder of the site; by default ``site``. An earlier site in it is replaced; other files in it stay.

    Returns
    -------
    Path
        Its first page.

    Raises
    ------
    UprError
        The folder is neither empty nor an earlier site, or a file that is not ours is in the way; Sphinx is not
        installed or finds something wrong; or a page has a broken link, a picture without alternative text, or
        something that is fetched from outside.
    """
    target = out or paths.home() / "site"
    folders.earlier(target, "site")
    try:
        from sphinx.cmd.build import build_main
    except ImportError:
        raise UprError("the packages that build the site are not installed", remedy="run `make site`") from None
    with atomic.folder("site") as place:
        source, made, log = place / "source", place / "site", place / "warnings.txt"
        _gather(source)
        status = build_main(["-q", "-W", "--keep-going", "-w", str(log), "-b", "html", str(source), str(made)])
        if status:
            words = [line.replace(str(source), "docs") for line in log.read_text(encoding="utf-8").splitlines()]
            raise UprError("the site cannot be built", value="; ".join(words[:3])[:400])
        shutil.rmtree(made / ".doctrees", ignore_errors=True)
        for file in made.rglob("*.html"):
            file.write_text(accessible(file.read_text(encoding="utf-8")), encoding="utf-8")
        wrong = links.problems(made)
        if wrong:
            raise UprError("the site has faults", value="; ".join(wrong[:4])[:500], expected=f"none, not {len(wrong)}")
        folders.replace(target, made, "site")
    return target / "index.html"


def _gather(source: Path) -> None:
    """Gather the site's sources: its pages, the notebooks, the figures, the codebook and the claims."""
    shutil.copytree(paths.home() / "docs", source, ignore=shutil.ignore_patterns("_build", "__pycache__", ".*"))
    (source / "notebooks").mkdir()
    for notebook in (*paths.notebooks().glob("[0-9]*.ipynb"), paths.notebooks() / "gallery.ipynb"):
        shutil.copy(notebook, source / "notebooks")
    shutil.copytree(
        paths.figures(), source / "figures", ignore=shutil.ignore_patterns("*.pdf", "*.svg", "*.txt", "*.json", ".*")
    )
    shutil.copy(paths.home() / "data" / "README.md", source / "codebook.md")
    shutil.copy(paths.home() / "CONTRIBUTING.md", source / "contributing.md")
    numbers, states = entries.read(), state_pages.read()
    judged = verdicts.judged(claims.read(), numbers)
    (source / "claims.md").write_text(claims_page(judged), encoding="utf-8")
    state_pages.write(states, source)
    (source / "reference").mkdir()
    for room in ROOMS:
        (source / "reference" / f"{room}.md").write_text(reference_page(room), encoding="utf-8")
    (source / "parameters.md").write_text(parameters_page(), encoding="utf-8")
    first = source / "index.md"
    text = with_numbers(first.read_text(encoding="utf-8"), numbers).replace("{verdicts}", counted(judged))
    text = text.replace("{strips}", state_pages.figure(states, "PRK", 2))
    first.write_text(with_figures(text), encoding="utf-8")
    methods = source / "methods.md"
    methods.write_text(with_assumptions(methods.read_text(encoding="utf-8"), source), encoding="utf-8")
    (source / "cite.md").write_text(f"# How to cite\n\n```text\n{uprlib.cite()}\n```\n", encoding="utf-8")


NAMES = (
    (re.compile(r'<p class="caption" role="heading">'), '<p class="caption" role="heading" aria-level="2">'),
    (re.compile(r'<aside class="sidebar-drawer">'), '<aside class="sidebar-drawer" aria-label="All pages">'),
    (re.compile(r'<aside class="toc-drawer'), '<aside aria-label="On this page" class="toc-drawer'),
    (re.compile(r"<th(?: [^>]*)?>(?:<p></p>)?</th>"), "<td></td>"),
)
"""What theme, Sphinx and pandas leave nameless for those who cannot see a page, and what is put in its place."""


def accessible(page: str) -> str:
    """A page whose headings have levels, whose landmarks have names, and whose header cells are not empty."""
    for found, named in NAMES:
        page = found.sub(named, page)
    return page


def with_numbers(text: str, numbers: pd.DataFrame) -> str:
    """A page in which ``{share KEY}``, ``{n KEY}`` and ``{rank KEY}`` stand for numbers of the ledger.

    Parameters
    ----------
    numbers : pandas.DataFrame
        From :func:`uprlib.ledger.entries.read`. A key is that of a number after its notebook's name and a colon.

    Raises
    ------
    DataError
        The ledger has no such number.

    Examples
    --------
    >>> with_numbers("{share 01_acceptance:rate.cycle2.recorded}", entries.read())
    '42.4%'
    """
    known = {f"{row['notebook']}:{row['key']}": row for row in numbers.to_dict("records")}
    formats = {"share": "{value:share}", "n": "{n:.0f}", "rank": "{value:.0f} of {n:.0f}"}

    def number(found: re.Match[str]) -> str:
        if found["key"] not in known:
            raise DataError("a page states a number that no notebook reports", value=found["key"])
        return written(formats[found["how"]], known[found["key"]])

    return re.sub(r"\{(?P<how>share|n|rank) (?P<key>[^}]+)\}", number, text)


def with_figures(text: str) -> str:
    """A page in which ``{figure NOTEBOOK/NAME}`` stands for a figure with its title and alternative text of the ledger.

    Raises
    ------
    DataError
        The ledger has no such figure.
    """

    def block(found: re.Match[str]) -> str:
        notebook, name = found["notebook"], found["name"]
        kept = entries.content(entries.file_of(notebook))["figures"]
        if name not in kept:
            raise DataError("a page shows a figure that no notebook makes", value=f"{notebook}/{name}")
        alt = " ".join(kept[name]["alt"].split())
        return f":::{{figure}} figures/{notebook}/{name}.png\n:alt: {alt}\n\n{kept[name]['title']}.\n:::"

    return re.sub(r"^\{figure (?P<notebook>\w+)/(?P<name>\w+)\}$", block, text, flags=re.MULTILINE)


def with_assumptions(text: str, folder: Path) -> str:
    """A page in which ``{assumptions}`` stands for the causal picture: its drawing, put in `folder`, and its table."""
    arrows = assumptions.read()
    drawing = plots.assumptions(arrows)
    drawing.savefig(folder / "assumptions.png", dpi=200, metadata={"Software": None})
    caption = caption_of(drawing)
    rows = [f"| {row.cause} | {row.effect} | {row.why} | {row.done} |" for row in arrows.itertuples()]
    below = f"{caption.title}. A broken edge: not in these data."
    lines = [f":::{{figure}} assumptions.png\n:alt: {caption.alt}\n\n{below}\n:::", ""]
    lines += ["| from | to | why | what the notebooks do |", "|---|---|---|---|", *rows]
    return re.sub(r"^\{assumptions\}$", lambda _: "\n".join(lines), text, flags=re.MULTILINE)


def parameters_page() -> str:
    """The parameters of every notebook, from their tagged cells, as a page in Markdown."""
    parts = [
        "# Parameters",
        "What can be changed in each notebook, in its first code cell or with `upr run -p NAME VALUE`.",
    ]
    for entry in contents.listed():
        rows = [f"| `{each.name}` | `{each.default!r}` | {each.meaning} |" for each in parameters.declared(entry.name)]
        parts.append(
            "\n".join(
                [
                    f"## {entry.name}\n",
                    entry.asks,
                    "",
                    "| parameter | default | what it changes |",
                    "|---|---|---|",
                    *rows,
                ]
            )
        )
    return "\n\n".join(parts) + "\n"


def counted(judged: pd.DataFrame) -> str:
    """How many claims have each verdict, in words."""
    counts = judged["verdict"].value_counts()
    return ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in claims.VERDICTS)


def claims_page(judged: pd.DataFrame) -> str:
    """The claims with their verdicts as a page in Markdown.

    Parameters
    ----------
    judged : pandas.DataFrame
        From :func:`uprlib.ledger.verdicts.judged`.
    """
    parts = [
        "# The article's claims",
        f"{len(judged)} statements of Chow (2017), in our words: {counted(judged)}. A verdict is computed from the "
        "numbers of the notebooks and never written by hand. [Methods](methods.md) "
        "says when rules were fixed, and after what had been seen.",
    ]
    for row in judged.itertuples():
        lines = [f"## {row.statement}", f"**{row.verdict[0].upper()}{row.verdict[1:]}.** {row.sentence}"]
        if row.would_test:
            lines.append(f"What would test it: {row.would_test}")
        if row.rule:
            lines.append(f"Rule (fixed on {row.ruled}): {row.rule} {row.threshold} To compare: {row.baseline}")
            lines.append(f"Numbers: {row.numbers}.")
        if row.specifications:
            lines.append(f"Specifications: {row.specifications} ([which](notebooks/06_specifications.ipynb)).")
        read = ", ".join(f"[{name}](notebooks/{name}.ipynb)" for name in row.notebooks.split(", ") if name)
        figure = f"; figure `{row.figure}`" if row.figure else ""
        lines.append(f"In the article: *{row.where}*." + (f" Read more: {read}{figure}." if read else ""))
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


ROOMS = ("acceptance", "timing", "alliances", "profiles", "specifications", "plots", "paper", "ledger")
"""Rooms of the library whose every module is in the reference, one page for each."""


def reference_page(room: str) -> str:
    """The reference of a room of the library: every module in it.

    Examples
    --------
    >>> reference_page("ledger").splitlines()[3]
    '.. automodule:: uprlib.ledger.assumptions'
    """
    files = sorted(file for file in (modules.PACKAGE / room).glob("*.py") if file.stem != "__init__")
    blocks = [f".. automodule:: uprlib.{room}.{file.stem}\n   :members:" for file in files]
    return "\n".join([f"# uprlib.{room}\n", "```{eval-rst}", *blocks, "```"]) + "\n"
