"""The whole corpus: every table under its name, for one dataset and one choice of action categories."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from uprlib import paths
from uprlib.facts import built, calendar, datasets, tables

WITH_ARTICLE = {"ARE", "BHS", "CAF", "COD", "COG", "COM", "DOM", "GBR", "GMB", "KOR", "LAO", "MDV", "MHL", "NLD", "PHL"}
WITH_ARTICLE |= {"PRK", "SLB", "USA", "VAT"}
"""States whose name has an article in a sentence."""


Frame = TypeVar("Frame", bound=pd.DataFrame)


@dataclass(frozen=True)
class Corpus:
    """Every table of the codebook as an attribute, loaded when it is first asked for.

    A corpus never changes: its tables are copies that the caller may change (pandas copies nothing before that).

    ``corpus.recommendations`` holds the rows that belong to a review (South Sudan's session 11, which repeats Sudan's
    report, is left out); ``corpus.everything`` holds all of them.

    Attributes
    ----------
    dataset : str
        "bundled", or the name of an import whose reviews then replace the bundled ones.
    machine_coded : bool
        Whether rows that no person coded have the machine's action category; ``action_by_machine`` marks them.
    sur : str or None
        The State whose reviews alone are held, in a corpus that is too large for all of them.
    """

    dataset: str = datasets.BUNDLED
    machine_coded: bool = False
    sur: str | None = None
    _held: dict[Hashable, tuple[pd.DataFrame, list[str]]] = field(default_factory=dict, repr=False, compare=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or (name not in built.TABLES and name != "everything"):
            raise AttributeError(f"the corpus has no table {name!r}; it has {', '.join(built.TABLES)}")
        return self.once(name, lambda: self._loaded(name))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), "everything", *built.TABLES]

    def _loaded(self, name: str) -> pd.DataFrame:
        if name == "recommendations":
            return tables.default_set(self.everything)
        if name == "everything":
            rows = tables.load("recommendations", self.dataset, sur=self.sur)
            return tables.with_machine_actions(rows) if self.machine_coded else rows
        return tables.load(name, self.dataset, sur=self.sur)

    def once(self, key: Hashable, make: Callable[[], Frame]) -> Frame:
        """What `make` gives, made once for this corpus: for what is the same whichever State is looked at.

        Parameters
        ----------
        key : hashable
            The name of what is made, and everything but the corpus that it depends on.
        make : callable
            Makes a DataFrame of the corpus.

        Examples
        --------
        >>> upr = Corpus()
        >>> len(upr.once("coded rows", lambda: upr.recommendations.dropna(subset=["action"])))
        41033
        """
        before = len(tables.loaded)
        if key not in self._held:
            made = make()
            self._held[key] = made, sorted(set(tables.loaded[before:]))
        else:
            # Whoever uses it rests on the same tables as whoever made it.
            tables.loaded.extend(self._held[key][1])
        return self._held[key][0].copy(deep=False)

    def name(self, iso3: str) -> str:
        """The short name of a State.

        Examples
        --------
        >>> Corpus().name("MMR")
        'Myanmar'
        """
        return str(self.names[iso3])

    def the_name(self, iso3: str) -> str:
        """The name of a State in the middle of a sentence.

        Examples
        --------
        >>> Corpus().the_name("PRK"), Corpus().the_name("MMR")
        ('the DPRK', 'Myanmar')
        """
        return f"the {self.name(iso3)}" if iso3 in WITH_ARTICLE else self.name(iso3)

    @property
    def names(self) -> pd.Series:
        """Short names of States by their ISO 3166 alpha-3 codes."""
        return self.states.set_index("iso3")["name"]

    @property
    def days(self) -> pd.DataFrame:
        """The day of every review; see :func:`uprlib.facts.calendar.days_of_reviews`."""
        return calendar.days_of_reviews(self.reviews, self.sessions)


def corpus(dataset: str = datasets.BUNDLED, *, machine_coded: bool = False, sur: str | None = None) -> Corpus:
    """The corpus, for a notebook or a script of your own.

    Parameters
    ----------
    dataset : str
        "bundled", or the name of an import (``upr import``).
    machine_coded : bool
        Use the machine's action category where no person coded one.
    sur : str, optional
        Hold the reviews of this State only: what compares States then finds no other.

    Examples
    --------
    >>> upr = corpus()
    >>> len(upr.recommendations), upr.name("PRK")
    (57562, 'DPRK')
    >>> len(corpus(sur="PRK").recommendations)
    436
    """
    own = Corpus(dataset, machine_coded, sur)
    return own if _shared is None else _shared.setdefault((paths.home(), dataset, machine_coded, sur), own)


_shared: dict[tuple[Path, str, bool, str | None], Corpus] | None = None


def share() -> None:
    """From now on give one corpus for the same choices, to this process and to all that are forked from it.

    For processes that end before data or imports may change.
    """
    global _shared
    _shared = {} if _shared is None else _shared


def unshare() -> None:
    """Give a corpus of its own to whoever asks, as before :func:`share`."""
    global _shared
    _shared = None
