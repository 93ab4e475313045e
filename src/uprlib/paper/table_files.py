"""Result tables as LaTeX (booktabs), Word, HTML and CSV.

pandas' Styler writes HTML, python-docx Word. LaTeX is our own sixty lines, because every table has to fit a page and to
say what it says: a column is broken where a table is too wide, and a table that is too long runs over pages. Of the
packages made for tables, maketables 0.2 leaves "%", "_" and "<" as they are in LaTeX, writes another Word file each
time and brings sixty packages; great-tables 1.1 writes no Word, and its columns run off the page. Both need
threeparttable, which is not in Debian's recommended LaTeX.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from uprlib.errors import DataError, SchemaError, printable
from uprlib.facts import csv_files

FORMATS = ("tex", "docx", "html", "csv")

LONG = 40
"""Tables with more lines than this run over pages in LaTeX."""

LEVELS = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
"""What stars mean, if they are asked for."""

FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Office files carry dates. They are always set to the earliest that a zip file allows, so that bytes stay the same."""


@dataclass(frozen=True)
class ResultTable:
    """A result table as a notebook kept it.

    Attributes
    ----------
    name : str
        "01_acceptance/tab01_rates".
    cells : pandas.DataFrame
        Text, indexed by what names the rows.
    title, notes : str
    stars : dict
        Columns of estimates with their columns of p-values.
    """

    name: str
    cells: pd.DataFrame
    title: str
    notes: str = ""
    stars: dict[str, str] = field(default_factory=dict)

    def with_stars(self) -> ResultTable:
        """The same table with stars at the estimates, and a note that says what they mean."""
        cells = self.cells.copy()
        for estimate, p in self.stars.items():
            cells[estimate] = [
                f"{value}{_stars(beside)}" for value, beside in zip(cells[estimate], cells[p], strict=True)
            ]
        meaning = ", ".join(f"{mark} p < {level:g}" for level, mark in reversed(LEVELS))
        notes = f"{self.notes} {meaning}.".strip() if self.stars else self.notes
        return ResultTable(self.name, cells, self.title, notes, self.stars)

    @property
    def printed(self) -> pd.DataFrame:
        """The cells as columns, with names of the code ("regional_group") as words: what is printed for people."""
        return csv_files.of_each(self.cells.reset_index(), _in_words)


def _in_words(text: str) -> str:
    # Not a part of a number's key or of a file's name, which are looked up as they stand.
    return re.sub(r"(?<![\w.:/])[a-z]+(_[a-z]+)+(?![\w./])", lambda name: name[0].replace("_", " "), text)


def read(file: Path, entry: dict, name: str) -> ResultTable:
    """A kept table from its CSV and the ledger's entry for it.

    Raises
    ------
    DataError
        The file does not exist or does not have what the ledger says.
    """
    problem: object = "no rows"
    try:
        cells = csv_files.stored(file)
        if not file.read_bytes().endswith(b"\n"):
            problem = "a last line that is cut"
        elif len(cells) != (rows := entry.get("rows") or len(cells)):
            problem = f"{len(cells)} rows, not {rows}"
        elif len(cells) and cells.shape[1] > entry["index"]:
            # What acts on a terminal or a page, instead of being seen, is written out; Word would refuse it.
            cells = csv_files.of_each(cells, lambda text: printable(csv_files.unguarded(text)))
            cells = cells.set_index(list(cells.columns[: entry["index"]]))
            if not (missing := {*entry["stars"], *entry["stars"].values()} - set(cells.columns)):
                title, notes = printable(entry["title"]), printable(entry["notes"])
                return ResultTable(name, cells, title, notes, entry["stars"])
            problem = f"no column {min(missing)!r}"
    except SchemaError as found:
        problem = found.problem
    raise DataError(
        "a result table cannot be read",
        file=file,
        value=problem,
        remedy="run `upr reproduce`, or repeat the run that made it",
    )


def render(table: ResultTable, format_: str) -> bytes:
    """A table as the bytes of a file, the same on every run."""
    return {"tex": _tex, "docx": _docx, "html": _html, "csv": _csv}[format_](table)


def _csv(table: ResultTable) -> bytes:
    cells = csv_files.of_each(table.cells.reset_index(), csv_files.guarded)
    return cells.to_csv(index=False, lineterminator="\n").encode()


def _html(table: ResultTable) -> bytes:
    styler = table.printed.style.hide(axis="index").format(escape="html")
    styler = styler.format_index(escape="html", axis=1).set_caption(_escaped_html(table.title))
    body = styler.to_html(table_uuid=table.name.replace("/", "-"), cell_ids=False)
    style = (
        "table{border-collapse:collapse;font:14px sans-serif;border-top:2px solid;border-bottom:2px solid}"
        "caption{text-align:left;font-weight:bold;padding:.4em 0}thead{border-bottom:1px solid}"
        "th,td{padding:.2em .7em;text-align:left;vertical-align:top;font-weight:normal}"
    )
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_escaped_html(table.title)}</title>'
        f"<style>{style}</style></head><body>\n{body}<p>{_escaped_html(table.notes)}</p>\n</body></html>\n"
    )
    return page.encode()


def _escaped_html(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tex(table: ResultTable) -> bytes:
    flat = table.printed
    head, *body = (
        " & ".join(_escaped_tex(str(cell)) for cell in row) + r" \\" for row in [flat.columns, *flat.to_numpy()]
    )
    size, columns, lines = _set_in(flat)
    top = f"\\toprule\n{head}\n\\midrule\n"
    rows = "\n".join(body)
    notes = _escaped_tex(table.notes)
    named = f"\\caption{{{_escaped_tex(table.title)}}}\\label{{tab:{table.name.replace('/', ':')}}}"
    if lines > LONG:
        text = (
            f"{{{size}\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n\\begin{{longtable}}{{{columns}}}\n{named}\\\\\n"
            f"{top}\\endfirsthead\n{top}\\endhead\n\\bottomrule\n\\endlastfoot\n{rows}\n\\end{{longtable}}\n"
            f"\\noindent {notes}\\par}}\n"
        )
    else:
        text = (
            f"\\begin{{table}}[htbp]\n\\centering\n{named}\n{size}\n\\begin{{tabular}}{{{columns}}}\n{top}{rows}\n"
            f"\\bottomrule\n\\end{{tabular}}\n\n\\smallskip\\raggedright {notes}\n\\end{{table}}\n"
        )
    return f"% needs array, booktabs and longtable\n{text}".encode()


LINE, SMALLER = 100, 118
"""How many letters a page 174 mm wide holds in a line: in LaTeX's footnotesize and, for wide tables, scriptsize."""


def _set_in(flat: pd.DataFrame) -> tuple[str, str, int]:
    """The size of type, the columns and the lines of a table in LaTeX; columns are broken where it is too wide."""
    cells = [[str(cell) for cell in [name, *flat[name]]] for name in flat.columns]
    widest = [max(map(len, column)) for column in cells]
    # Between columns there is the room of two or three letters.
    if sum(widest) + 3 * len(widest) <= LINE:
        return "\\footnotesize", "l" * len(widest), len(flat)
    words = [max(len(part) for cell in column for part in re.split(r"[ _/:.-]", cell)) + 2 for column in cells]
    spare = [max(whole - word, 0) ** 0.5 for whole, word in zip(widest, words, strict=True)]
    free = max(SMALLER - 2 * len(widest) - sum(words), 0) / max(sum(spare), 1)
    wide = [word + free * more for word, more in zip(words, spare, strict=True)]
    columns = "".join(
        f">{{\\raggedright\\arraybackslash}}p{{\\dimexpr {each / sum(wide):.3f}\\linewidth-2\\tabcolsep\\relax}}"
        for each in wide
    )
    lines = sum(
        max(math.ceil(len(column[row]) / each) for column, each in zip(cells, wide, strict=True))
        for row in range(len(flat) + 1)
    )
    return "\\scriptsize\\setlength{\\tabcolsep}{2.5pt}", columns, lines


_TEX = {
    **{letter: f"\\{letter}" for letter in "&%$#{}"},
    # What LaTeX would take for an argument of the end of a row.
    **{letter: f"{{{letter}}}" for letter in "[]*"},
    **{"_": r"\_\allowbreak{}", "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"},
    **{"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''", "`": r"\textasciigrave{}"},
    **{"ʼ": "'", "ʻ": "`", "−": "$-$", "≥": r"$\geq$", "≤": r"$\leq$", "≠": r"$\neq$", "≈": r"$\approx$"},
    **{"×": r"$\times$", "±": r"$\pm$", "→": r"$\rightarrow$", "\u202f": r"\,"},
}
"""What LaTeX would set as something else, in text or at the beginning of a cell."""


def _escaped_tex(words: str) -> str:
    r"""Words as LaTeX sets them, with the sign of a negative number, and places where a long name may be broken.

    Examples
    --------
    >>> _escaped_tex("<0.001, -4.8 to 5%, rate.cycle_2")
    '\\textless{}0.001, $-$4.8 to 5\\%, rate.\\allowbreak{}cycle\\_\\allowbreak{}2'
    """
    text = "".join(_TEX.get(letter, letter) for letter in words).replace("--", "-{}-")
    text = re.sub(r"(?<![\w}-])-(?=\d)", "$-$", text)
    return re.sub(r"(?<=\w[./:])(?=[A-Za-z])", r"\\allowbreak{}", text)


def _docx(table: ResultTable) -> bytes:
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    document.core_properties.created = document.core_properties.modified = FIRST_DAY
    document.core_properties.author, document.core_properties.title = "", table.title
    document.styles["Normal"].font.size = Pt(9)
    document.add_paragraph().add_run(table.title).bold = True
    flat = table.printed
    grid = document.add_table(rows=1, cols=flat.shape[1])
    for cell, words in zip(grid.rows[0].cells, flat.columns, strict=True):
        cell.text = str(words)
    for values in flat.itertuples(index=False):
        for cell, words in zip(grid.add_row().cells, values, strict=True):
            cell.text = words
    # The three lines of booktabs: above the table, below its head, below the table.
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom"):
        borders.append(_line(OxmlElement(f"w:{side}"), qn, 12))
    grid._tbl.tblPr.append(borders)
    for cell in grid.rows[0].cells:
        under = OxmlElement("w:tcBorders")
        under.append(_line(OxmlElement("w:bottom"), qn, 6))
        cell._tc.get_or_add_tcPr().append(under)
    document.add_paragraph(table.notes)
    written = io.BytesIO()
    document.save(written)
    return _undated(written.getvalue())


def _line(element, qn, eighths: int):
    for name, value in (("val", "single"), ("sz", str(eighths)), ("color", "000000")):
        element.set(qn(f"w:{name}"), value)
    return element


def _undated(office_file: bytes) -> bytes:
    """An Office file with the same time on each of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office_file)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIRST_DAY.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _stars(p: str) -> str:
    """Stars for a p-value as tables show it; none where there is no number.

    Examples
    --------
    >>> _stars("<0.001"), _stars("0.010"), _stars("0.050"), _stars("")
    ('***', '*', '', '')
    """
    if p.startswith("<"):
        return LEVELS[0][1] if float(p[1:]) <= LEVELS[0][0] else ""
    try:
        value = float(p)
    except ValueError:
        return ""
    return next((mark for level, mark in LEVELS if value < level), "")
