"""A notebook's run: its parameters, and the numbers, tables and figures that it keeps.

::

    study = start("01_acceptance", globals())
    study.answer(by_cycle, by_action)
    study.table(by_action, "tab03_action")
    study.figure(plots.rates_by_action(by_action), "fig01_action")
    study.finish()
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from IPython import get_ipython
from IPython.display import Image, Markdown, display
from matplotlib.figure import Figure

from uprlib import atomic, checkout, paths
from uprlib.errors import DataError, FigureError, UprError, printable
from uprlib.facts import contract, csv_files, journals
from uprlib.facts import tables as facts
from uprlib.ledger import entries
from uprlib.notebook import contents, folding, kernels, origin, parameters, shown
from uprlib.paper import faults, figure_files, passport
from uprlib.plots import style
from uprlib.tidy import Result

DIGITS = 6
"""Numbers are rounded where they are written: linear algebra differs in the last bits between processors."""


@dataclass(frozen=True)
class Order:
    """What a command asks of a run in its own process: where to write, and which figures to make."""

    out: Path
    formats: tuple[str, ...]
    only: tuple[str, ...]
    refused: dict[str, str] = field(default_factory=dict)
    """The figures that cannot be printed on their page, with the reasons; the others are made."""


_ORDER: contextvars.ContextVar[Order | None] = contextvars.ContextVar("order", default=None)


@contextlib.contextmanager
def ordered(order: Order) -> Iterator[None]:
    """Apply an order to the runs that start inside this context; afterwards figures are for the same page as before."""
    token, page = _ORDER.set(order), style.use_page("article")
    try:
        yield
    finally:
        _ORDER.reset(token)
        style.use_page(page)


@dataclass
class Study:
    """One run of one notebook with one set of parameters.

    Attributes
    ----------
    notebook : str
    parameters : dict
        All of them, checked.
    usual : dict
        The parameters of the default run.
    """

    notebook: str
    parameters: dict[str, Any]
    usual: dict[str, Any]
    order: Order | None = None
    numbers: dict[str, dict[str, object]] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    _before: int = field(default_factory=lambda: len(facts.loaded), repr=False)
    _said: set[tuple[str, str]] = field(default_factory=set, repr=False)

    def __repr__(self) -> str:
        return f"{self._summary()}\n{parameters.table(self.parameters, self.notebook).to_string(index=False)}"

    def _repr_html_(self) -> str:
        return shown.folded(parameters.table(self.parameters, self.notebook), self._summary())

    def _summary(self) -> str:
        changed = [f"{key} = {value!r}" for key, value in self._changed.items()]
        words = "default parameters" if not changed else f"{', '.join(changed)}, the other parameters at their defaults"
        return ". ".join(
            [f"{self.notebook}: {words}", *(each.rstrip(".") for each in parameters.left_out(self.parameters))]
        )

    @property
    def is_default(self) -> bool:
        """Whether every parameter has its default: only such a run writes into the checkout's figures and results."""
        return not self._changed

    @property
    def is_for_print(self) -> bool:
        """Whether only the page differs from the default run, if anything: its figures are those of the paper."""
        return set(self._changed) <= {"profile"}

    @property
    def _changed(self) -> dict[str, Any]:
        return {key: value for key, value in self.parameters.items() if value != self.usual[key]}

    @property
    def page(self) -> journals.Profile:
        """The page that figures are made for."""
        return journals.profile(str(self.parameters.get("profile", "article")))

    @property
    def figures_folder(self) -> Path:
        """Where figures go."""
        base = self._base()
        return (base / "figures" if base else paths.figures()) / self.notebook

    @property
    def results_file(self) -> Path:
        """Where the numbers go."""
        base = self._base()
        return (base / "results" if base else paths.results()) / f"{self.notebook}.json"

    @property
    def tables_folder(self) -> Path:
        """Where result tables go."""
        return self.results_file.with_suffix("")

    def _base(self) -> Path | None:
        if self.order:
            return self.order.out
        if paths.out():
            return paths.out()
        return None if self.is_default else paths.runs() / self.label()

    def label(self) -> str:
        """A name for this run's folder, from the parameters that differ from their defaults."""
        return folder_name(
            "_".join([self.notebook, *(f"{key}-{plain(value)}" for key, value in self._changed.items())])
        )

    def answer(self, *results: Result) -> None:
        """Say what results found, as a paragraph with their numbers, and keep these numbers."""
        words: list[str] = []
        for result in results:
            self.keep(result)
            words += self._unsaid(result.about.lacks) if result.about.lacks else result.about.sentences
        if words:
            lack = all(result.about.lacks for result in results)
            _say(" ".join(dict.fromkeys(words)), folding.LACKS if lack else None)

    def _lack(self, sentence: str) -> None:
        """Say in place of a table or figure why there is none."""
        for words in self._unsaid(sentence):
            _say(f"*{words}*", folding.LACKS)

    def _unsaid(self, sentence: str) -> list[str]:
        """What a State lacks, where the running section has not said it yet."""
        shell = get_ipython()
        running = shell.history_manager.input_hist_raw[-1].strip() if shell else ""
        said = (self._sections.get(running, running), sentence)
        if said in self._said:
            return []
        self._said.add(said)
        return [sentence]

    @functools.cached_property
    def _sections(self) -> dict[str, str]:
        """The heading above each cell of the notebook, by the cell's code."""
        heading, found = "", {}
        for cell in contents.cells(self.notebook):
            if cell.kind == "code":
                found[cell.source.strip()] = heading
            else:
                heading = next(reversed(re.findall(r"^#+ .*$", cell.source, re.MULTILINE)), heading)
        return found

    def keep(self, result: Result) -> None:
        """Keep a result's numbers in the ledger, without showing it.

        Raises
        ------
        DataError
            One key is used for two different numbers.
        """
        for key, entry in result.entries():
            kept = {
                "value": _rounded(entry["value"]),
                "low": _rounded(entry["low"]),
                "high": _rounded(entry["high"]),
                "n": None if _rounded(entry["n"]) is None else int(entry["n"]),
                "unit": entry["unit"],
                "coding": self.parameters.get("coding"),
                "note": entry["note"],
            }
            if self.numbers.setdefault(key, kept) != kept:
                raise DataError("two numbers have the same key", value=key, expected="a different key for each number")

    def table(self, result: Result, name: str) -> None:
        """Show a result as a table, keep it for ``upr tables``, and keep its numbers.

        For an empty result, its sentence is shown instead.

        Parameters
        ----------
        result : Result
            It carries its own title, notes and formats.
        name : str
            Unique within the notebook, such as "tab01_rates".

        Raises
        ------
        DataError
            The name stands twice.
        """
        if self.order:
            return
        if result.about.lacks or result.empty:
            self._lack(result.about.lacks or "There are no rows.")
            return
        if name in self.tables:
            raise DataError("two tables have the same name", value=name, expected="a different name for each table")
        self.keep(result)
        about, cells = result.about, result.shown()
        flat = cells.reset_index() if about.index else cells
        for column in flat.select_dtypes("float"):
            flat[column] = flat[column].map(_rounded)
        file = self.tables_folder / f"{name}.csv"
        csv_files.write_for_people(file, flat)
        self.tables[name] = {
            "title": about.title,
            "notes": about.notes,
            "file": file.name,
            "index": len(about.index),
            "rows": len(flat),
            "stars": dict(about.stars),
        }
        shown.show(cells, title=about.title, notes=about.notes)

    def give(self, result: Result, name: str) -> None:
        """Write a whole table as data, as CSV and as Parquet, where it is too long to be shown: numbers stay numbers.

        Parameters
        ----------
        result : Result
            Its columns are written as they are, its numbers rounded.
        name : str
            Unique within the notebook, such as "every_state".

        Raises
        ------
        DataError
            The name stands twice.
        """
        if self.order:
            return
        if name in self.data:
            raise DataError("two tables have the same name", value=name, expected="a different name for each table")
        # Texts as the tables have them, also where a user's kernel keeps them in another way.
        table = pd.DataFrame(result).astype(dict.fromkeys(result.select_dtypes("str"), contract.TEXT))
        for column in table.select_dtypes("float"):
            table[column] = table[column].map(_rounded).astype(float)
        files = [self.tables_folder / f"{name}.{kind}" for kind in ("csv", "parquet")]
        csv_files.write_for_people(files[0], table)
        atomic.write_with(files[1], lambda path: table.to_parquet(path, index=False))
        about, places = result.about, [file.name for file in files]
        self.data[name] = {"title": about.title, "notes": about.notes, "files": places, "rows": len(table)}
        named = " and ".join(f"`{self.notebook}/{place}`" for place in places)
        _say(f"{about.title}, {len(table):,} rows: {named}, beside the results of this run. {about.notes}")

    def figure(self, figure: Figure | style.NoFigure, name: str) -> None:
        """Check a figure, write it in every format and show it below the cell with its caption.

        If the result is empty, its sentence is shown instead.

        Parameters
        ----------
        figure : Figure
            From :mod:`uprlib.plots`, or your own after :func:`uprlib.plots.captioned`.
        name : str
            Unique within the notebook, such as "fig01_action".

        Raises
        ------
        DataError
            The name stands twice.
        FigureError
            An editor would send the figure back (:func:`uprlib.paper.faults.faults`), and it is meant for print. In
            other runs the faults are printed and the figure is written anyway.
        """
        if isinstance(figure, style.NoFigure):
            self._lack(figure.sentence)
            return
        if name in self.figures:
            raise DataError("two figures have the same name", value=name, expected="a different name for each figure")
        if self.order and name not in self.order.only:
            return
        caption = style.caption_of(figure)
        content = figure_files.drawn(
            figure,
            name,
            page=self.page,
            alt=caption.alt,
            title=caption.title,
            formats=self.order.formats if self.order else paths.formats() or figure_files.USUAL,
            keywords=passport.inside(self.notebook, name, self.parameters, caption.numbers, self._inputs),
        )
        found = faults.faults(figure, page=self.page, alt=caption.alt)
        if found and self.is_for_print:
            reasons = "; ".join(found[:4]) + (f"; and {len(found) - 4} more" if len(found) > 4 else "")
            if self.order:
                self.order.refused[name] = reasons
                return
            raise FigureError(f"figure {name} cannot be printed on the page {self.page.name!r}: {reasons}")
        for words in found:
            print(f"Figure {name}: {words}.")
        source = origin.source(self.notebook, self.parameters.get("dataset"))
        content[f"{name}.txt"] = f"{caption.in_full(source)}\n".encode()
        files = figure_files.write(content, self.figures_folder)
        width, height = (round(side * style.MM_PER_INCH, 2) for side in figure.get_size_inches())
        self.figures[name] = {
            "title": caption.title,
            "alt": caption.alt,
            "notes": caption.notes,
            "files": [file.name for file in files],
            "numbers": list(caption.numbers),
            "page": {
                "name": self.page.name,
                "width_mm": width,
                "height_mm": height,
                "smallest_text_pt": self.page.font,
            },
        }
        if self.order:
            return
        for picture in (file for file in files if file.suffix == ".png"):
            display(Image(data=picture.read_bytes(), alt=caption.alt, width=760))
            break
        _say(f"**{caption.title}.** {caption.alt}")

    def finish(self) -> None:
        """Write the numbers, the lists of figures and tables and the figures' passports, and say how many there are.

        Raises
        ------
        DataError
            The run loaded a table that ``notebooks/contents.yml`` does not list for its notebook: the pipeline would
            not make the notebook again when that table changes.
        """
        loaded = self._loaded()
        self._write_passports()
        if self.order:
            return
        content = {
            "notebook": self.notebook,
            "parameters": self.parameters,
            "numbers": dict(sorted(self.numbers.items())),
            "figures": dict(sorted(self.figures.items())),
            "tables": dict(sorted(self.tables.items())),
            "loaded": loaded,
        }
        if self.data:
            content["data"] = dict(sorted(self.data.items()))
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        atomic.write_text(self.results_file, text)
        kept = {"number": self.numbers, "figure": self.figures, "table": self.tables}
        numbers, figures, tables = (f"{len(held)} {kind}{'' if len(held) == 1 else 's'}" for kind, held in kept.items())
        # Where a check writes is its own affair, and would differ from run to run.
        place = "" if self.is_default or paths.out() else f" in {paths.shown(paths.runs() / self.label())}/"
        print(f"Kept {numbers}, {figures} and {tables} of {self.label()}{place}.")

    def _loaded(self) -> list[str]:
        """The tables that were loaded since the run began, sorted; all of them stand in the list of notebooks."""
        loaded, listed = sorted(set(facts.loaded[self._before :])), contents.entry(self.notebook).tables
        if more := [name for name in loaded if name not in listed]:
            raise DataError(
                f"{self.notebook} loads a table that is not listed as one of its inputs",
                file=paths.notebooks() / "contents.yml",
                value=", ".join(more),
                expected=f"one of {', '.join(listed)}",
                remedy="add it to tables in notebooks/contents.yml",
            )
        return loaded

    def _write_passports(self) -> None:
        for name, entry in self.figures.items():
            text = passport.passport(
                self.notebook,
                name,
                title=entry["title"],
                alt=entry["alt"],
                parameters=self.parameters,
                page=entry["page"],
                numbers=entry["numbers"],
                files=[self.figures_folder / file for file in entry["files"]],
                given=self._inputs,
                made_by=origin.code(self.notebook, name),
                commit=None if self.is_default else checkout.head(),
            )
            atomic.write_text(self.figures_folder / f"{name}.json", text)

    @functools.cached_property
    def _inputs(self) -> dict[str, str]:
        return origin.inputs(self.notebook, self.parameters.get("dataset"))


def start(notebook: str, variables: MutableMapping[str, Any] | None = None) -> Study:
    """Begin a run: check the parameters and decide where it writes.

    Parameters
    ----------
    notebook : str
        The notebook's own name.
    variables : mapping, optional
        Where the parameters have their values: ``globals()`` in a notebook. Other names
        in it are ignored; a parameter that is missing has its default. What may be given in
        another way is put right there: the State "North Korea" becomes "PRK", the cycle 2 the list [2].

    Returns
    -------
    Study

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used.

    Examples
    --------
    >>> study = start("01_acceptance", {"sur": "MMR", "cycles": [2]})
    >>> study.label()
    '01_acceptance_sur-MMR_cycles-2'
    """
    name = contents.full_name(notebook)
    variables = {} if variables is None else variables
    given = {key: value for key, value in variables.items() if key in parameters.defaults(name)}
    values = parameters.checked(name, given)
    variables.update({key: values[key] for key in given})
    style.use_page(values.get("profile", "article"))
    return Study(name, values, _usual(name), _ORDER.get())


def _usual(name: str) -> dict[str, Any]:
    """The parameters of the default run.

    They are in the parameter cell. If somebody edits that cell, the recorded run still has the defaults, and a run with
    the edited values by JupyterLab, papermill or another program is not taken for the default run: only `upr` itself
    makes new defaults of them.
    """
    usual = parameters.defaults(name)
    if get_ipython() and not kernels.are_bare():
        with contextlib.suppress(UprError):
            recorded = entries.content(paths.results() / f"{name}.json")["parameters"]
            usual = {key: recorded.get(key, value) for key, value in usual.items()}
    return usual


def _say(words: str, kind: Mapping[str, bool] | None = None) -> None:
    """Show a paragraph. Labels of imported files stand in it: what could be HTML or mathematics is shown as it is."""
    display(Markdown(re.sub(r"<(?=[A-Za-z/!?])", "&lt;", words).replace("$", r"\$")), metadata=kind)


def _rounded(value: Any) -> object:
    if value is None or pd.isna(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, str | bool | int):
        return value
    number = float(value)
    if math.isinf(number):
        return "infinite" if number > 0 else "-infinite"
    return float(f"{number:.{DIGITS}g}")


LONGEST = 120
"""Bytes of the name of a run's folder; file systems take 255, and whole paths no more than 260 on some."""


def folder_name(words: str) -> str:
    """Words as the name of one folder, wherever it is: without what leads elsewhere, is reserved, or is too long.

    What had to be changed ends in a mark of the words, so that two runs do not share a folder.

    Examples
    --------
    >>> folder_name("01_acceptance_issue-Women's rights")
    "01_acceptance_issue-Women's rights"
    >>> folder_name("05_claims_ledger-../../x"), folder_name("..")
    ('05_claims_ledger-..-..-x~fbe78eb4', '-~5ec1f7e7')
    """
    safe = re.sub(r'[/\\:*?"<>|#%]', "-", printable(words)).replace("\n", "-").replace("\t", "-")
    safe = safe.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    if safe.casefold().partition(".")[0] in RESERVED:
        safe = f"-{safe}"
    mark = hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:8]
    return safe if safe == words != "" else f"{safe or '-'}~{mark}"


RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names of devices on Windows, which no file or folder may have."""


def plain(value: object) -> str:
    """A parameter's value as names of runs have it.

    Examples
    --------
    >>> plain("PRK"), plain([1, 2])
    ('PRK', '1+2')
    """
    return "+".join(map(str, value)) if isinstance(value, list) else str(value)
