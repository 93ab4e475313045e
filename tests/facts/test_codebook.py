"""Every source, table and column has its words, once."""

import pytest

from uprlib.facts import codebook, contract
from uprlib.facts.table_names import TABLES

OWN = [name for name in contract.names() if name not in ("reading", "imported", "answers")]


@pytest.mark.parametrize("table", OWN)
def test_every_column_of_data_raw_has_a_label_that_stata_takes(table):
    for column in contract.columns(table):
        words, label = codebook.words(table, column), codebook.label(table, column)
        assert words.startswith(label) and words.endswith(".") and 3 < len(label) <= 80, (table, column)
        assert label[0].isupper() or label.startswith("McMahon"), label


def test_no_table_has_words_for_a_column_that_it_has_not():
    made = {"flat", "recommendation_issues", "action_coder"}
    for table, held in codebook._held()["tables"].items():
        if table not in made:
            completed = {"position", "regional_group", "organisations", "sur_group", "in_default_set"}
            known = {*contract.columns(table), *(completed if table == "recommendations" else ())}
            assert set(held.get("columns", ())) <= known, table
    assert {*OWN, *TABLES} <= set(codebook._held()["tables"])


def test_every_source_says_what_was_taken_with_which_rights_and_how_to_get_it():
    parts = {"title", "cited", "vintage", "taken", "rights", "access"}
    assert all(set(source) == parts and all(source.values()) for source in codebook.sources().values())
    used = {name for table in codebook._held()["tables"] for name in codebook.sources_of(table)}
    assert used == set(codebook.sources())


def test_every_value_that_a_column_may_have_has_its_meaning_where_values_are_explained():
    for table in OWN:
        for name, column in contract.contract(table).columns.items():
            if name in codebook.MEANINGS:
                assert set(column.choices) <= set(codebook.MEANINGS[name]), (table, name)
