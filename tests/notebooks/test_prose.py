"""Numbers in the notebooks' prose are those of the data."""

import re

import nbformat
import pytest

from uprlib import parameters, paths, raw


@pytest.fixture(scope="module")
def known():
    """What the prose may say, made from the tables."""
    facts, totals = raw.read("recommendations"), raw.read("position_totals")
    history = raw.read("positions")
    first = facts[(facts["sur"] == "PRK") & (facts["cycle"] == 1)]
    annex = totals[totals["document"].str.endswith("annex")]
    return {
        f"{facts['action'].notna().sum():,} coded rows",
        f"none of {len(first)} recommendations",
        f"{(history['stage'] == 'later').sum()} of {annex['n'].sum()} are known",
        f"{len(raw.read('issues'))} issues",
        f"one to {int(facts['issues'].str.count(';').max()) + 1} of",
    }


def prose(name):
    cells = nbformat.read(paths.notebooks() / f"{name}.ipynb", as_version=4).cells
    return " ".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_every_number_that_the_prose_states_is_made_from_the_data(known):
    words = " ".join(prose(name) for name in parameters.names())
    # Counts of rows, which change with the data; sessions, categories, years and symbols do not.
    stated = re.findall(
        r"[\d,]+ coded rows|none of \d+ recommendations|\d+ of \d+ are known|\d+ issues|one to \w+ of", words
    )
    written_out = {f"one to {number} of": f"one to {word} of" for number, word in ((6, "six"),)}
    allowed = {written_out.get(phrase, phrase) for phrase in known}
    assert set(stated) == allowed
