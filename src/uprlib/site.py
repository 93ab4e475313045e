"""``upr site``: a static site from what is committed. Nothing is executed or fetched; it opens from a folder."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pandas as pd

import uprlib
from uprlib import claims, ledger, pages, paths
from uprlib.errors import UprError


def build(out: Path | None = None) -> Path:
    """Build the site.

    Parameters
    ----------
    out : path, optional
        Folder of the site; by default ``site``. It appears as a whole or not at all.

    Returns
    -------
    Path
        Its first page.

    Raises
    ------
    UprError
        Sphinx is not installed or finds something wrong, or a page has a link that leads nowhere, a picture without
        words, or something that is fetched from outside.
    """
    try:
        from sphinx.cmd.build import build_main
    except ImportError:
        raise UprError("what builds the site is not installed", remedy="run `make site`") from None
    target = out or paths.home() / "site"
    with tempfile.TemporaryDirectory(prefix="upr-site-") as place:
        source, made, log = Path(place) / "source", Path(place) / "site", Path(place) / "warnings.txt"
        _gather(source)
        status = build_main(["-q", "-W", "--keep-going", "-w", str(log), "-b", "html", str(source), str(made)])
        if status:
            words = [line.replace(str(source), "docs") for line in log.read_text(encoding="utf-8").splitlines()]
            raise UprError("the site cannot be built", value="; ".join(words[:3])[:400])
        shutil.rmtree(made / ".doctrees", ignore_errors=True)
        wrong = pages.problems(made)
        if wrong:
            raise UprError("the site has faults", value="; ".join(wrong[:4])[:500], expected=f"none, not {len(wrong)}")
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(made, target)
    return target / "index.html"


def _gather(source: Path) -> None:
    """Lay the site's sources together: its pages, the notebooks, the figures, the codebook and the claims."""
    shutil.copytree(paths.home() / "docs", source, ignore=shutil.ignore_patterns("_build", "__pycache__", ".*"))
    (source / "notebooks").mkdir()
    for notebook in paths.notebooks().glob("[0-9]*.ipynb"):
        shutil.copy(notebook, source / "notebooks")
    shutil.copytree(
        paths.figures(), source / "figures", ignore=shutil.ignore_patterns("*.pdf", "*.svg", "*.json", ".*")
    )
    shutil.copy(paths.home() / "data" / "README.md", source / "codebook.md")
    shutil.copy(paths.home() / "CONTRIBUTING.md", source / "contributing.md")
    (source / "claims.md").write_text(claims_page(claims.judged(claims.read(), ledger.read())), encoding="utf-8")
    (source / "cite.md").write_text(f"# How to cite\n\n```text\n{uprlib.cite()}\n```\n", encoding="utf-8")


def claims_page(judged: pd.DataFrame) -> str:
    """The claims with their verdicts as a page in Markdown.

    Parameters
    ----------
    judged : pandas.DataFrame
        From :func:`uprlib.claims.judged`.
    """
    counts = judged["verdict"].value_counts()
    parts = [
        "# The article's claims",
        f"{len(judged)} statements of Chow (2017), in our words: "
        + ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in claims.VERDICTS)
        + ". A verdict is computed from the numbers of the notebooks and never written by hand.",
    ]
    for row in judged.itertuples():
        lines = [f"## {row.statement}", f"**{row.verdict[0].upper()}{row.verdict[1:]}.** {row.sentence}"]
        if row.numbers:
            lines.append(f"Numbers: {row.numbers}.")
        if row.specifications:
            lines.append(f"Specifications: {row.specifications} ([which](notebooks/06_specifications.ipynb)).")
        read = ", ".join(f"[{name}](notebooks/{name}.ipynb)" for name in row.notebooks.split(", ") if name)
        figure = f"; figure `{row.figure}`" if row.figure else ""
        lines.append(f"In the article: *{row.where}*." + (f" Read on: {read}{figure}." if read else ""))
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"
