import pandas as pd
import pyarrow.parquet as pq
import pytest

from uprlib.errors import MachineError, SchemaError, UprError
from uprlib.facts import built, csv_files, raw, tables


def test_a_changed_raw_table_is_built_again_without_being_asked(project_copy):
    before = tables.load("recommendations")
    path = project_copy / "data" / "raw" / "recommendations.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("A/HRC/27/10:124.1:"))
    path.write_text(text.replace(line, line.replace("accepted", "noted", 1)), encoding="utf-8")
    assert not built.is_fresh("recommendations")
    after = tables.load("recommendations")
    changed = before["position"] != after["position"]
    assert before.loc[changed, "paragraph"].tolist() == ["124.1"]
    assert built.is_fresh("recommendations")


def test_the_same_bytes_every_time(project_copy):
    built.write("reviews")
    first = built.parquet("reviews").read_bytes()
    built.write("reviews")
    assert built.parquet("reviews").read_bytes() == first


def test_the_same_bytes_however_a_user_has_set_pandas(project_copy):
    built.write("recommendation_issues")
    first = built.parquet("recommendation_issues").read_bytes()
    with pd.option_context("mode.string_storage", "python", "display.precision", 1):
        built.write("recommendation_issues")
    assert built.parquet("recommendation_issues").read_bytes() == first


def test_a_checkout_that_cannot_be_written_still_answers(project_copy, monkeypatch):
    from uprlib import atomic

    def refuse(*_):
        raise MachineError("this cannot be written or read here")

    built.parquet("sessions").unlink()
    monkeypatch.setattr(atomic, "write_with", refuse)
    assert len(tables.load("sessions")) == 26
    assert not built.parquet("sessions").exists()


def test_a_half_written_table_is_not_taken_for_a_finished_one(project_copy):
    built.write("issues")
    built.parquet("issues").write_bytes(built.parquet("issues").read_bytes()[:100])
    assert not built.is_fresh("issues")
    assert len(tables.load("issues")) == 54


def test_every_issue_of_every_coded_recommendation_has_a_family():
    table = tables.load("recommendation_issues")
    assert table["family"].notna().all() and table["issue"].nunique() == 54
    assert table.groupby("rec_id").size().between(1, 6).all()


def test_tables_are_copies(corpus):
    one = tables.load("issues")
    one.loc[0, "family"] = "changed"
    assert tables.load("issues").loc[0, "family"] != "changed"


@pytest.mark.parametrize("name", ["recommendations", "recommendation_issues", "positions"])
def test_a_table_that_is_stored_in_parts_is_the_same(project_copy, monkeypatch, name):
    whole = tables.load(name)
    monkeypatch.setattr(csv_files, "AT_A_TIME", 1 << 18)
    for each in dict.fromkeys(("recommendations", name)):
        built.write(each)
    assert pq.ParquetFile(built.parquet(name)).num_row_groups > 10
    pd.testing.assert_frame_equal(pd.read_parquet(built.parquet(name)), whole)


def test_what_is_refused_in_a_later_part_leaves_the_stored_table_as_it_was(project_copy, monkeypatch):
    monkeypatch.setattr(csv_files, "AT_A_TIME", 1 << 18)
    before = built.parquet("positions").read_bytes()
    with (project_copy / "data" / "raw" / "positions.csv").open("a") as file:
        file.write("A/HRC/34/9:-:USA:9,2017-03-01,A/HRC/34/9,outcome,perhaps\n")
    with pytest.raises(SchemaError, match=r"positions\.csv, row 94967, column position: .*'perhaps'"):
        built.write("positions")
    assert built.parquet("positions").read_bytes() == before and not built.is_fresh("positions")


def test_the_issues_are_the_same_from_the_stored_recommendations_and_from_the_raw_ones(project_copy):
    stored = built.make("recommendation_issues")
    built.parquet("recommendations").unlink()
    pd.testing.assert_frame_equal(built.make("recommendation_issues"), stored)


def test_a_label_that_is_no_issue_is_named(project_copy):
    issues = raw.read("issues")
    rows = pd.DataFrame({"rec_id": ["a", "b"], "issues": ["Women's rights;Space travel", None]})
    with pytest.raises(UprError, match="column issues: an issue is not in the table of issues; found 'Space travel'"):
        built.recommendation_issues(rows, issues)
    lenient = built.recommendation_issues(rows, issues, strict=False)
    assert lenient["rec_id"].tolist() == ["a", "a"] and lenient["family"].tolist()[1] == "Other labels"
