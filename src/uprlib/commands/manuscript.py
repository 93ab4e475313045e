"""``upr paper``: a short article with the main figures, tables and numbers, as a PDF that can be sent.

Its text is ``manuscript.typ`` beside this module, to be edited like any article. No number is typed in it: each stands
there by its key, ``<< number("01_acceptance:rate.cycle2") >>``, and is filled in from the ledger. Typst sets it in a
fifth of a second, with the typefaces that are within its own package and no others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined

import uprlib
from uprlib import atomic, paths
from uprlib.commands import publish
from uprlib.errors import DataError, UprError
from uprlib.facts import codebook
from uprlib.ledger import claims, entries, headline, verdicts
from uprlib.tidy import written

FIELDS = ("value", "low", "high", "n", "count", "rest", "apart")
"""What may be said of a number: :class:`uprlib.ledger.claims.Held`."""


def write(out: Path | None = None) -> Path:
    """Write the article from the committed results.

    Parameters
    ----------
    out : path, optional
        By default ``runs/paper.pdf``.

    Raises
    ------
    UprError
        The packages that set it are not installed.
    DataError
        A number, figure or table that it shows is not in the ledger, or the file of a figure is missing.
    """
    try:
        import typst
    except ImportError:
        remedy = "run `make paper`, or `pip install --require-hashes -r requirements-paper.lock`"
        raise UprError("the package that sets the paper is not installed", remedy=remedy) from None
    target = out or paths.runs() / "paper.pdf"
    text = source().encode()
    try:
        # The figures are taken from where they are.
        pages = typst.compile(text, root=paths.figures(), ignore_system_fonts=True)
    except typst.TypstError as problem:
        template = Path(__file__).with_suffix(".typ")
        remedy = "correct it, and run this again"
        raise DataError("the paper cannot be set", file=template, value=problem.message, remedy=remedy) from None
    atomic.write_all({target: pages})
    return target


def source() -> str:
    """The article for Typst: the template with its numbers, figures and tables."""
    numbers = entries.read()
    known = headline.by_key(entries.completed(numbers))

    def number(key: str, words: str = "{value:share}") -> str:
        held = claims.Held(headline.held(known, key))
        if not (said := written(words, {name: getattr(held, name) for name in FIELDS})):
            raise DataError("a number of the paper lacks what is said of it", value=key, expected=words)
        return _typeset(said)

    page = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<!--",
        comment_end_string="-->",
        undefined=StrictUndefined,
    ).from_string(Path(__file__).with_suffix(".typ").read_text(encoding="utf-8"))
    judged = verdicts.verdicts()
    return page.render(
        number=number,
        rank=lambda key: headline.place(headline.held(known, key)),
        figure=figure,
        table=table,
        findings=_table(headline.HEAD[:-1], [row[:-1] for row in headline.rows(numbers)]),
        answers=[_text(line) for line in verdicts.in_short(judged)["line"]],
        statements=len(judged),
        sources=[_text(each["title"]) for each in codebook.sources().values()],
        version=uprlib.__version__,
    )


def figure(name: str) -> str:
    """A figure of the default runs over the width of the page, with its caption.

    Parameters
    ----------
    name : str
        As "01_acceptance/fig01_action".
    """
    notebook, _, item = name.partition("/")
    kept = entries.content(entries.file_of(notebook))["figures"].get(item)
    file = paths.figures() / f"{name}.pdf"
    if kept is None or not file.is_file():
        raise DataError("a figure of the paper is missing", file=file, remedy="run `upr reproduce`")
    alt, notes = _text(kept["alt"]), _text(kept.get("notes", ""))
    return f"""#figure(
  image({_text(f"/{name}.pdf")}, width: 100%, alt: {alt}), scope: "parent", placement: auto,
  caption: [*#{_text(kept["title"])}.* #{alt} #{notes}],
)"""


def table(name: str, title: str) -> str:
    """A table of the default runs over the width of the page, with its notes below."""
    notebook, _, item = name.partition("/")
    if item not in entries.content(entries.file_of(notebook))["tables"]:
        raise DataError("a table of the paper is missing", value=name, remedy="run `upr reproduce`")
    (kept,) = publish.kept_tables(notebook, [item])
    flat = kept.printed
    return f"""#figure(
  [#{_table(flat.columns, flat.to_numpy().tolist())} #note[#{_text(kept.notes)}]], kind: table, scope: "parent",
  placement: auto, caption: [*#{_text(title)}*],
)"""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with the three lines of booktabs; its first column takes the room that the others leave."""
    cells = ",\n  ".join(", ".join(_text(cell) for cell in row) for row in rows)
    return f"""table(
  columns: (1fr, {", ".join(["auto"] * (len(head) - 1))}), align: (left, ..({len(head) - 1} * (right,))),
  table.hline(), table.header({", ".join(f"strong({_text(cell)})" for cell in head)}), table.hline(stroke: 0.4pt),
  {cells},
  table.hline(),
)"""


def _text(words: object) -> str:
    """Words as a string of Typst: nothing in them is read as markup."""
    return json.dumps(_typeset(str(words)), ensure_ascii=False)


def _typeset(words: str) -> str:
    """Words with the sign of a negative number, which is no hyphen."""
    return re.sub(r"(?<!\w)-(?=\d)", "−", words)
