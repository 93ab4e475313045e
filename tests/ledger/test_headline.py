"""The findings in the README are those of the ledger."""

import pytest

from uprlib import paths
from uprlib.errors import DataError
from uprlib.ledger import entries, headline


def test_the_readme_holds_the_table_that_the_ledger_gives():
    text = (paths.home() / "README.md").read_text(encoding="utf-8")
    table = text.partition(headline.BEGIN)[2].partition(headline.END)[0].strip()
    assert table == headline.table(entries.read())
    assert "| Accepted of the recommendations of 2014 | 42.4% | 36.6% to 48.4% | 269 | `01` |" in table


def test_a_number_that_is_gone_is_told():
    numbers = entries.read()
    with pytest.raises(DataError, match=r"not in the ledger; found '01_acceptance:rate\.cycle1\.belated'"):
        headline.table(numbers[numbers["key"] != "rate.cycle1.belated"])


def test_a_readme_without_a_place_for_it_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    (tmp_path / "README.md").write_text("Words.\n", encoding="utf-8")
    with pytest.raises(DataError, match="no place for the findings"):
        headline.store()
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Words.\n"
