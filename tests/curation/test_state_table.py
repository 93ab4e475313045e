"""Claims about the table of States."""

import pandas as pd
import pytest

from uprlib.curation import state_table
from uprlib.errors import StateError

SNAPSHOT = pd.DataFrame({"iso3": ["VAT", "TCD"], "regional_group": ["Observer", "Africa"], "organisations": ["", "AU"]})
NAMES = pd.DataFrame(
    {
        "iso3": ["TCD", "TCD", "VAT", "VAT"],
        "name": ["Chad", "Republic of Chad", "Holy See", "Vatican"],
        "source": ["display; UN; UPR Info", "Explorer", "display; UPR Info", "UN"],
    }
)


def test_each_source_has_its_spelling():
    table = state_table.states(SNAPSHOT, NAMES).set_index("iso3")
    assert table.loc["TCD", ["name", "name_un", "name_explorer"]].tolist() == ["Chad", "Chad", "Republic of Chad"]
    assert table.loc["VAT", ["name", "name_un", "status"]].tolist() == ["Holy See", "Vatican", "observer"]
    assert pd.isna(table.loc["VAT", "name_explorer"])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("UN; UPR Info; display", r"state_names\.csv: a State has two spellings with the source 'display'.*for TCD"),
        ("UPR Info; UN", r"state_names\.csv: a State has two spellings with the source 'UN'"),
    ],
)
def test_two_spellings_for_one_source_are_refused(source, words):
    with pytest.raises(StateError, match=words):
        state_table.states(SNAPSHOT, pd.concat([NAMES, NAMES.iloc[[1]].assign(source=source)]))


def test_a_state_without_a_spelling_is_refused():
    with pytest.raises(StateError, match=r"no spelling for one of the sources; found 'VAT'"):
        state_table.states(SNAPSHOT, NAMES.drop(index=3))
