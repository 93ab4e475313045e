"""The parameters of the notebooks: name, default, what is allowed, and what changes if it changes.

They are JSON values (text, numbers, true or false, lists), because papermill carries nothing else unharmed.
A test holds every notebook's parameter cell against this page.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from uprlib import paths
from uprlib.acceptance import codings
from uprlib.errors import ParameterError, did_you_mean, one_of
from uprlib.facts import datasets, journals, states, vocabulary

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Parameter:
    """One parameter: its default, a check that returns the value or raises, and a sentence."""

    default: object
    check: Callable[[str, object], object]
    sentence: str


def _state_under_review(name: str, value: object) -> object:
    code = states.parameter(value, name)
    # Only the column of codes is read: a parameter is answered before anything heavy is loaded.
    reviewed = set(pd.read_csv(paths.raw() / "reviews.csv", usecols=["sur"], keep_default_na=False)["sur"])
    if code not in reviewed:
        raise ParameterError(
            f"parameter {name} names a State that was never under review",
            value=value,
            expected="a State with a review in data/raw/reviews.csv",
        )
    return code


def _choice(*allowed: str) -> Callable[[str, object], object]:
    def check(name: str, value: object) -> object:
        return one_of(value, allowed, f"parameter {name} has a value that is not known")

    return check


def _number(kind: type, low: float, high: float) -> Callable[[str, object], object]:
    words = {int: "a whole number", float: "a number"}[kind]

    def check(name: str, value: object) -> object:
        right = isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
        if not right or not low <= value <= high:
            raise ParameterError(
                f"parameter {name} cannot be used", value=value, expected=f"{words} from {low} to {high}"
            )
        return value

    return check


def _truth(name: str, value: object) -> object:
    if not isinstance(value, bool):
        raise ParameterError(f"parameter {name} is true or false", value=value, expected="true or false")
    return value


def _dataset(name: str, value: object) -> object:
    if value != datasets.BUNDLED:
        datasets.check_name(str(value))
    return value


def _cycles(name: str, value: object) -> object:
    cycles = value if isinstance(value, list) else [value]
    for cycle in cycles:
        if isinstance(cycle, bool) or cycle not in vocabulary.CYCLES:
            raise ParameterError(
                f"parameter {name} names a cycle that there is not",
                value=cycle,
                expected="a list of cycles such as [1, 2]; the corpus holds 1 and 2, an import may hold 3 and 4",
            )
    if not cycles or len(set(cycles)) != len(cycles):
        raise ParameterError(f"parameter {name} cannot be used", value=value, expected="each cycle once, at least one")
    return sorted(cycles)


SUR = Parameter(
    "PRK", _state_under_review, "The State under review, as ISO 3166 alpha-3 code; everything is computed for it."
)
CODING = Parameter(
    "recorded",
    _choice(*codings.CODINGS),
    "Which answer counts: as UPR Info recorded it, or with answers that came later (belated), partly accepted as "
    "accepted or not. It changes the sign of the DPRK's change between cycles.",
)
CONFIDENCE = Parameter(0.95, _number(float, 0.5, 0.999), "Level of every interval.")
SEED = Parameter(20140217, _number(int, 0, 2**32 - 1), "Seed of every random draw.")


def _page(name: str, value: object) -> object:
    try:
        return journals.profile(str(value)).name
    except ParameterError as problem:
        raise ParameterError(
            f"parameter {name}: {problem.problem}",
            value=problem.value,
            expected=problem.expected,
            remedy=problem.remedy,
        ) from None


PROFILE = Parameter(
    "article",
    _page,
    "The page that figures are made for: a journal of data/raw/journals.yml, or one with a width in millimetres "
    '("springer@129").',
)

DATASET = Parameter(
    datasets.BUNDLED,
    _dataset,
    "The recommendations: the bundled corpus, or it with an import's reviews in the place of its own.",
)

MACHINE_CODED = Parameter(
    False,
    _truth,
    "Whether rows without a coded action category (sessions 21-26, imports) take the machine's; 00_data_audit says "
    "how often it is right.",
)


def _cycle(name: str, value: object) -> object:
    return _cycles(name, [value])[0]


def _any_state(name: str, value: object) -> object:
    return states.parameter(value, name)


def _states(name: str, value: object) -> object:
    if not isinstance(value, list) or not value:
        raise ParameterError(f"parameter {name} is a list of States", value=value, expected='such as ["KOR", "JPN"]')
    return [states.parameter(each, name) for each in value]


def _event(name: str, value: object) -> object:
    if isinstance(value, str) and DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            date.fromisoformat(value)
            return value
        raise ParameterError(f"parameter {name} is no day of the calendar", value=value, expected="YYYY-MM-DD")
    known = pd.read_csv(paths.raw() / "events.csv", usecols=["event"])["event"].unique()
    return one_of(
        value, (vocabulary.ALL_EVENTS, *known), f"parameter {name} is neither a day (YYYY-MM-DD) nor an event on file"
    )


def _ledger(name: str, value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise ParameterError(
            f"parameter {name} cannot be used", value=value, expected="default, a run in runs/, a folder or a file"
        )
    return value


def _issue(name: str, value: object) -> object:
    known = pd.read_csv(paths.raw() / "issues.csv", usecols=["issue"])["issue"]
    return one_of(value, known, f"parameter {name} is none of UPR Info's issues")


DEFINITION = Parameter(
    "ideal_points",
    _choice(*vocabulary.FRIENDSHIP),
    "Who is a friend in the figures, defined without looking at any answer; the tables show every definition.",
)
CLOSEST = Parameter(
    0.333,
    _number(float, 0.01, 0.99),
    "Where nearness is a matter of degree, the share of States that are friends.",
)

NOTEBOOKS: dict[str, dict[str, Parameter]] = {
    "00_data_audit": {"sur": SUR, "dataset": DATASET, "profile": PROFILE},
    "01_acceptance": {
        "sur": SUR,
        "cycles": Parameter([1, 2], _cycles, "Review cycles that are shown."),
        "coding": CODING,
        "dataset": DATASET,
        "machine_coded": MACHINE_CODED,
        "by": Parameter(
            "regional_group",
            _choice("regional_group", "recommender", "session", "action", "issue", "family"),
            "The column of the first table beside the action category.",
        ),
        "confidence": CONFIDENCE,
        "adjust": Parameter(
            "holm",
            _choice("holm", "benjamini-hochberg"),
            "Adjustment of the p-values over the family of issues.",
        ),
        "draws": Parameter(10_000, _number(int, 100, 1_000_000), "Permutations of the test over issues."),
        "least": Parameter(5, _number(int, 1, 1000), "Issues and States with fewer rows are listed but not drawn."),
        "seed": SEED,
        "profile": PROFILE,
    },
    "02_coi_timing": {
        "sur": SUR,
        "event": Parameter(
            vocabulary.ALL_EVENTS,
            _event,
            "The event that the dated record is set beside: all about the State, one of them by name, or a day.",
        ),
        "coding": CODING,
        "dataset": DATASET,
        "machine_coded": MACHINE_CODED,
        "sessions_kept": Parameter(
            1,
            _number(int, 1, 12),
            "First session of the first cycle whose States are compared in the figures; early sessions recorded many "
            "unanswered requests as noted. The table shows 1, 3, 4 and 6 in any case.",
        ),
        "last_session": Parameter(
            26,
            _number(int, 13, 26),
            "Last session whose second reviews are compared; 20 is the article's own horizon. The table shows both.",
        ),
        "match_threshold": Parameter(
            0.6,
            _number(float, vocabulary.LEAST_LIKENESS, 1),
            "Least likeness (cosine of the texts) of two requests that count as the same one coming back.",
        ),
        "confidence": CONFIDENCE,
        "draws": Parameter(10_000, _number(int, 100, 1_000_000), "Draws of all States' rates for the rank's interval."),
        "seed": SEED,
        "profile": PROFILE,
    },
    "03_alliances": {
        "sur": SUR,
        "cycle": Parameter(2, _cycle, "The review: its cycle. The corpus holds 1 and 2, an import may hold 3 and 4."),
        "coding": CODING,
        "definition": DEFINITION,
        "closest": CLOSEST,
        "dataset": DATASET,
        "machine_coded": MACHINE_CODED,
        "least": Parameter(3, _number(int, 1, 1000), "States with fewer recommendations are counted but not drawn."),
        "resolution": Parameter(
            1.0, _number(float, 0.1, 10), "Resolution of the communities: larger gives more and smaller ones."
        ),
        "runs": Parameter(200, _number(int, 2, 10_000), "Seeds of the community detection, for its stability."),
        "confidence": CONFIDENCE,
        "draws": Parameter(2_000, _number(int, 100, 100_000), "Permutations of friends and of States, and resamples."),
        "seed": SEED,
        "profile": PROFILE,
    },
    "04_as_recommending_state": {
        "sur": Parameter("PRK", _any_state, "The State, here as recommending State, as ISO 3166 alpha-3 code."),
        "cycles": Parameter([1, 2], _cycles, "Review cycles that are counted."),
        "definition": DEFINITION,
        "closest": CLOSEST,
        "rivals": Parameter(
            ["KOR", "JPN", "USA"], _states, "States whose recommendations are listed one by one, by paragraph and code."
        ),
        "dataset": DATASET,
        "machine_coded": MACHINE_CODED,
        "least": Parameter(
            4, _number(int, 1, 1000), "States in the two-sided figure exchanged at least so many recommendations."
        ),
        "confidence": CONFIDENCE,
        "profile": PROFILE,
    },
    "05_claims": {
        "ledger": Parameter(
            "default", _ledger, "The numbers that are judged: of the default runs, or of another run, folder or file."
        ),
        "profile": PROFILE,
    },
    "06_specifications": {"sur": SUR, "dataset": DATASET, "confidence": CONFIDENCE, "profile": PROFILE},
    "10_your_own_question": {
        "sur": SUR,
        "issue": Parameter("Women's rights", _issue, "One of UPR Info's issues, beside all others."),
        "confidence": CONFIDENCE,
        "profile": PROFILE,
    },
}


def names() -> list[str]:
    """The notebooks that take parameters."""
    return list(NOTEBOOKS)


def notebook(name: str) -> str:
    """The full name of a notebook; "01" and "01_acceptance.ipynb" will do.

    Raises
    ------
    ParameterError
    """
    plain = name.rsplit("/", 1)[-1].removesuffix(".ipynb")
    found = [known for known in NOTEBOOKS if known == plain or known.split("_")[0] == plain]
    if len(found) != 1:
        raise ParameterError(
            "there is no notebook of that name",
            value=name,
            expected="one of " + ", ".join(NOTEBOOKS),
            remedy=did_you_mean(plain, NOTEBOOKS),
        )
    return found[0]


def defaults(name: str) -> dict[str, object]:
    """The default parameters of a notebook."""
    return {key: parameter.default for key, parameter in NOTEBOOKS[notebook(name)].items()}


def checked(name: str, given: dict[str, object]) -> dict[str, object]:
    """All parameters of a notebook, the given ones checked and the others at their defaults.

    Raises
    ------
    ParameterError, StateError
        An unknown name, or a value that cannot be used.
    """
    known = NOTEBOOKS[notebook(name)]
    for key in given:
        one_of(key, known, f"notebook {notebook(name)} has no such parameter")
    return {
        key: parameter.check(key, given[key]) if key in given else parameter.default for key, parameter in known.items()
    }
