"""A notebook's run: where it writes, and the numbers and figures that it states.

::

    run = start("01_acceptance", sur=sur, coding=coding)
    run.figure(figure, "fig01_action", title=..., alt=...)
    run.number("rate", 0.42, low=0.37, high=0.48, n=268, note=...)
    run.finish()
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from IPython.display import Image, display
from matplotlib.figure import Figure

from uprlib import atomic, export, parameters, paths
from uprlib.errors import DataError
from uprlib.plots.style import Profile, profile

DIGITS = 6
"""Numbers are rounded where they are written: linear algebra differs in the last bits between processors."""


@dataclass
class Run:
    """One run of one notebook with one set of parameters.

    Attributes
    ----------
    notebook : str
    parameters : dict
        All of them, checked.
    is_default : bool
        Whether every parameter has its default: only such a run writes into the checkout's figures and results.
    """

    notebook: str
    parameters: dict[str, object]
    is_default: bool
    numbers: dict[str, dict[str, object]] = field(default_factory=dict)
    figures: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def page(self) -> Profile:
        """The page that figures are made for."""
        return profile(str(self.parameters.get("profile", "article")))

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

    def _base(self) -> Path | None:
        if paths.out():
            return paths.out()
        return None if self.is_default else paths.runs() / self.label()

    def label(self) -> str:
        """A name for this run's folder, from the parameters that differ from their defaults."""
        usual = parameters.defaults(self.notebook)
        changed = [f"{key}-{_plain(value)}" for key, value in self.parameters.items() if value != usual[key]]
        return "_".join([self.notebook, *changed])

    def figure(self, figure: Figure, name: str, *, title: str, alt: str) -> None:
        """Write a figure in every format and show it below the cell."""
        files = export.save_figure(figure, self.figures_folder / name, page=self.page, alt=alt, title=title)
        self.figures[name] = {"title": title, "alt": alt, "files": [file.name for file in files]}
        display(Image(data=files[-1].read_bytes(), alt=alt, width=760))

    def number(
        self,
        key: str,
        value: float | int | str,
        *,
        low: float | None = None,
        high: float | None = None,
        n: int | None = None,
        unit: str = "share",
        note: str = "",
    ) -> None:
        """Record one headline number under a key that names it.

        Raises
        ------
        DataError
            The key stands twice.
        """
        if key in self.numbers:
            raise DataError("a result is recorded twice", value=key, expected="each key once in a notebook")
        self.numbers[key] = {
            "value": _rounded(value),
            "low": _rounded(low),
            "high": _rounded(high),
            "n": None if n is None else int(n),
            "unit": unit,
            "coding": self.parameters.get("coding"),
            "note": note,
        }

    def finish(self) -> None:
        """Write the numbers and the list of figures, and say where they are."""
        content = {
            "notebook": self.notebook,
            "parameters": self.parameters,
            "numbers": dict(sorted(self.numbers.items())),
            "figures": dict(sorted(self.figures.items())),
        }
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        atomic.write_text(self.results_file, text)
        print(f"{len(self.numbers)} numbers and {len(self.figures)} figures recorded for {self.label()}.")

    @contextlib.contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part of the notebook that some States lack the data for: says so in a sentence and goes on."""
        try:
            yield
        except DataError as lacking:
            print(f"{name}: not for this State; {lacking}")


def start(notebook: str, **given: object) -> Run:
    """Begin a run: check the parameters and decide where it writes.

    Raises
    ------
    ParameterError, StateError
        A parameter cannot be used.
    """
    name = parameters.notebook(notebook)
    values = parameters.checked(name, given)
    return Run(name, values, values == parameters.defaults(name))


def _rounded(value: object) -> object:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str | bool | int):
        return value
    number = float(value)
    if math.isinf(number):
        return "infinite" if number > 0 else "-infinite"
    return float(f"{number:.{DIGITS}g}")


def _plain(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, list) else str(value)
