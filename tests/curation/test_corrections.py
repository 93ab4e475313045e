import pandas as pd
import pytest

from uprlib import paths
from uprlib.curation.corrections import Corrections
from uprlib.errors import SourceError

ROWS = pd.DataFrame(
    {
        "export_row": [0, 1, 2],
        "sur": ["PRK", "PRK", "IDN"],
        "recommender": ["TUN", "TUN", None],
        "session": [19, 19, 1],
        "text": ["one", "one", "two"],
        "paragraph": [None, None, None],
    }
)
ENTRY = """
- id: a
  table: upr_info
  where: {export_row: 1}
  was: {sur: PRK}
  becomes: {paragraph: "124.7", flag: split}
  reason: because
  source: a document
  expect: {rows: 1}
"""


def corrections(tmp_path, text):
    path = tmp_path / "corrections.yml"
    path.write_text(text)
    return Corrections.read(path)


def test_a_correction_changes_the_rows_that_it_selects_and_marks_them(tmp_path):
    table = corrections(tmp_path, ENTRY).apply("upr_info", ROWS)
    assert table["paragraph"].tolist() == [None, "124.7", None]
    assert table["flag"].tolist() == [None, "split", None]


def test_a_repeated_row_is_the_later_of_two(tmp_path):
    entry = ENTRY.replace("where: {export_row: 1}\n  was: {sur: PRK}", "rule: repeated_row").replace(
        'paragraph: "124.7", flag: split', "flag: repeated"
    )
    assert corrections(tmp_path, entry).apply("upr_info", ROWS)["flag"].tolist() == [None, "repeated", None]


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("expect: {rows: 1}", "expect: {rows: 2}", "correction a no longer fits the source.*'1 rows'.*2 rows"),
        ("{sur: PRK}", "{sur: KOR}", "correction a no longer fits.*column sur.*'PRK'|column sur.*no longer fits"),
        ("where: {export_row: 1}", "where: {exportrow: 1}", r"unknown column.*did you mean export_row\?"),
        (
            "table: upr_info",
            "table: uprinfo",
            "column a table: .*'uprinfo'; expected 'upr_info', 'explorer' or 'crosswalk'",
        ),
        ("  reason: because\n", "", "column a reason: .*expected this field"),
        ("flag: split", "flag: odd", "column a: .*a flag that is one of .*, unlike 'odd'"),
        ("expect: {rows: 1}", "expect: 1", "column a expect: the corrections cannot be used; found 1; expected"),
        ("where: {export_row: 1}", "where: [export_row]", "column a where: .*expected fields, each with its value"),
        ("where: {export_row: 1}", "where: {export_row: 1}\n  rule: repeated_row", "by where or by rule"),
        ("  where: {export_row: 1}", "  where:", "by where or by rule"),
        (
            'becomes: {paragraph: "124.7", flag: split}',
            "becomes: split",
            "column a becomes: .*'split'; expected fields",
        ),
        ("- id: a", "- a", "the corrections cannot be read"),
        (ENTRY, "5", "the corrections cannot be used; found 5; expected a list"),
        (ENTRY, ENTRY + ENTRY, "an id that no other entry has, unlike 'a'"),
    ],
)
def test_an_entry_that_does_not_fit_stops_with_its_reason(tmp_path, was, becomes, words):
    with pytest.raises(SourceError, match=words):
        corrections(tmp_path, ENTRY.replace(was, becomes)).apply("upr_info", ROWS)


def test_the_committed_corrections_name_what_was_found():
    ids = {entry.id for entry in Corrections.read(paths.raw() / "corrections.yml").entries}
    assert {"split-124.7", "south-sudan-session-11", "unknown-recommender", "repeated-rows"} <= ids
