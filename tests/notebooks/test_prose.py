"""No number that the data could change is typed into a notebook's prose: such numbers are generated."""

import re

import nbformat
import pytest

from uprlib import paths
from uprlib.facts.vocabulary import ACTIONS
from uprlib.notebook import contents

ONE = r"\d[\d/]*(-\d+)?"
NAMES = [
    r"```.*?```|`[^`]*`|^ {4}.*?$",  # code and names of files
    r"^(#+ )?\d+\. ",  # numbered headings and lists
    r"\bISO 3166 alpha-3\b",
    r"\]\([^)]*\)|https?://\S+",  # targets of links
    r"\b[AES]/[\w./-]*\d[\w./-]*(, (para\. )?[\d.]+)?",  # symbols of documents, with a paragraph
    r"\b\d\d_[a-z]\w*",  # notebooks
    r"\b\d{3}\.\d+\b|[Pp]aragraph \d+\.\d+",  # paragraphs of a report
    r"\b(\d{1,2} )?(January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?\b",
    r"\b(19|20)\d\d(-\d{2,4})?\b",  # years
    r"\([1-5]( and [1-5])?\)",  # categories in parentheses
    rf"\b([Ss]essions?|[Cc]ycles?|[Cc]ategor(y|ies)|[Rr]esolutions?) {ONE}((,| and| or| to)+ {ONE})*",
]
"""Digits that are names of things, not numbers of the data."""

ALLOWED = {
    **{f"{number} {name}": "McMahon's categories, as the vocabulary numbers them" for number, name in ACTIONS.items()},
    **{words: "categories, after a clause that says so" for words in ("1 and 2 cost", "4 and 5 ask")},
    "or 26": "a session, after a clause that says so",
    "from 0.6 on": "how the sample that people checked was drawn",
    "includes 1": "odds that are equal",
    "1 where all do": "the largest assortativity that there can be",
    "at most 5%": "a threshold, not a finding",
    "the 5% of States": "a threshold, not a finding",
    "by 0.0005": "what is too small to be printed",
    "From 40% up to 50%": "a threshold of a claim",
    "Human Behaviour 4": "a volume of a journal",
}
"""Phrases with digits that may stay, each with the reason."""


def prose(name):
    cells = nbformat.read(paths.notebooks() / f"{name}.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def typed_numbers(text):
    """The digits of a text that are neither names nor allowed, each with the words around it."""
    for pattern in NAMES:
        text = re.sub(pattern, "_", text, flags=re.DOTALL | re.MULTILINE)
    for phrase in ALLOWED:
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", "_", text)
    return [found.strip() for found in re.findall(r"[^\n]{0,30}\d[\d.,%]*[^\n]{0,20}", text)]


PAGES = {
    "README.md": (
        *("Python 3.11", "174 mm wide", "UTF-8, UTF-16", "270,000 rows", "1 GB", "CC BY 4.0", "Affairs 71"),
        "figures/01_acceptance/fig01_action",
    ),
    "docs/index.md": ("fig01_record", "fig01_action", "fig04_change", "fig02_friendship", "fig01_turn_unusual"),
    "docs/methods.md": (
        *("(k + 1) / (N + 1)", "none of 167, 81 in full, 113 of", "268) were known", "likeness of 0.6", "CR2 errors"),
        *("intervals are of 95%", "less often than 95%", "paragraph 99", "comes to include 1"),
    ),
}
"""Pages of the project and of the site, and what may stay in each: names, limits of programs, marks, what was known
before the rules were set. Their other numbers are generated."""


@pytest.mark.parametrize("name", PAGES)
def test_no_number_that_the_data_could_change_is_typed_into_a_page(name):
    text = (paths.home() / name).read_text(encoding="utf-8")
    text = re.sub(r"<!-- ([\w ]+): made by .*?<!-- end of \1 -->", "", text, flags=re.DOTALL)
    # What the site fills in when it is built.
    text = re.sub(r"\{(?:share|n|rank) [\w.:]+\}", "_", text)
    for phrase in PAGES[name]:
        assert phrase.casefold() in text.casefold(), f"{name} no longer says {phrase!r}"
        text = re.sub(re.escape(phrase), "_", text, flags=re.IGNORECASE)
    found = typed_numbers(text)
    assert not found, f"{name} states numbers that should be generated: {found}"


@pytest.mark.parametrize("name", contents.names())
def test_no_number_that_the_data_could_change_is_typed_into_prose(name):
    found = [words for text in prose(name) for words in typed_numbers(text)]
    assert not found, f"{name} states numbers that should come from a result (study.answer): {found}"


@pytest.mark.parametrize(
    "text",
    [
        "Sessions 21-26 come from the Explorer alone; cycles 1 and 2, category 5, categories 1 and 2.",
        "On 17 February 2014 the report A/HRC/25/63 was published; see A/HRC/22/10 paragraphs 124.55 and 124.57.",
        "Chow (2017) and `upr run 01` in `01_acceptance`, and [the list](https://example.org/a1).",
        "## 1. Load\n\n    upr figures --only 10/fig01\n\nEnter an ISO 3166 alpha-3 code.",
        "They are 1 minimal, 2 continue, 3 consider, 4 general action, 5 specific action.",
    ],
)
def test_names_with_digits_are_no_numbers(text):
    assert typed_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It accepted 114 of 269.",
        "at most 51% of all",
        "41,066 coded rows",
        "42% of all",
        "It is one of 54 issues.",
        "sessions with 3 rows",
        "p = 0.03",
    ],
)
def test_a_count_a_share_and_a_p_value_are_found(text):
    assert typed_numbers(text)
