"""Claims about the exported corpus: every format reads back to the tables, and a spreadsheet loses nothing."""

import hashlib
import json
import re
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from uprlib.commands import export
from uprlib.errors import UprError
from uprlib.facts import contract

NUMBER_OR_DATE = re.compile(
    r"\s*[-+]?[\d.,]+(?:e[-+]?\d+)?%?\s*|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|true|false"
    r"|\d{1,4}[- /.]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- /.]?\d{1,4}",
    re.IGNORECASE,
)
"""What a spreadsheet makes something else of than text."""


@pytest.fixture(scope="module")
def exported():
    return {table.name: table for table in export.all_tables()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A whole export (eight seconds: 270,000 rows in three formats)."""
    place = tmp_path_factory.mktemp("export") / "corpus"
    export.export(place)
    return place


def cells_of(file):
    """A CSV file as the codebook says that it is read."""
    cells = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    for name in cells:
        if name in export.NAMED_CELLS:
            cells[name] = cells[name].str.removeprefix(f"{name} ")
        guarded = {text: re.sub(r"^'(?='*\s*[-=+@])", "", text) for text in cells[name].dropna().unique()}
        cells[name] = cells[name].map(guarded).astype("str")
    return cells


def as_written(values):
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.map({True: "yes", False: "no"}).astype("str")
    return values.astype(object).map(str, na_action="ignore").astype("str")


def test_one_row_of_the_flat_table_is_one_recommendation_of_one_state_to_another(exported):
    flat = exported["flat"].rows
    assert len(flat) == 57595 and flat["rec_id"].is_unique and int(flat["in_default_set"].sum()) == 57562
    row = flat.set_index("rec_id").loc["A/HRC/27/10:124.7:TUN:1"]
    assert (row["sur_name"], row["recommender_name"], row["paragraph"]) == ("DPRK", "Tunisia", "124.7")
    assert row["review_day"] == "2014-05-01" and row["review_day_exact"]
    assert flat["action_label"].notna().equals(flat["action"].notna())


def test_csv_reads_back_to_the_tables_by_the_rule_of_the_codebook(folder, exported):
    # Takes more than 5 s: 4.4 million cells are compared.
    for name, table in exported.items():
        cells = cells_of(folder / "csv" / f"{name}.csv")
        assert list(cells) == list(table.rows) and len(cells) == len(table.rows)
        for column in cells:
            kind = table.columns[column].dtype
            if kind == contract.REAL:
                assert np.array_equal(cells[column].astype(float), table.rows[column].astype(float), equal_nan=True)
            else:
                pd.testing.assert_series_equal(cells[column].astype("str"), as_written(table.rows[column]))


def test_a_spreadsheet_takes_no_text_for_a_number_a_date_or_a_formula(folder, exported):
    assert "paragraph 124.10" in pd.read_csv(folder / "csv" / "flat.csv")["paragraph"].unique()
    for name, table in exported.items():
        cells = pd.read_csv(folder / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
        for column, held in table.columns.items():
            if held.dtype == contract.TEXT and not held.is_day:
                texts = cells[column].unique()
                assert not [text for text in texts if NUMBER_OR_DATE.fullmatch(text)], (name, column)
                assert not [text for text in texts if text[:1] in tuple("=+-@\t")], (name, column)


def test_a_formula_in_a_text_is_neutralised_and_comes_back_and_na_is_a_text(tmp_path):
    texts = ["=1+1", "'=1+1", "@A1", "-2+3", "'Tis so", 'a,"b"\nc', "NA", None]
    rows = pd.DataFrame({"name": pd.array(texts, contract.TEXT)})
    table = export.Table("issues", rows, {"name": contract.Column(contract.TEXT, True)})
    export._csv(table, tmp_path / "evil.csv")
    written = pd.read_csv(tmp_path / "evil.csv", keep_default_na=False)["name"]
    assert written[:4].str.startswith("'").all() and (tmp_path / "evil.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert cells_of(tmp_path / "evil.csv")["name"].astype(object).where(lambda x: x.notna(), None).tolist() == texts


def test_parquet_reads_back_to_the_tables(folder, exported):
    for name, table in exported.items():
        found = pd.read_parquet(folder / "parquet" / f"{name}.parquet")
        pd.testing.assert_frame_equal(found, table.rows)


def test_stata_reads_back_to_the_tables_with_labels(folder, exported):
    for name, table in exported.items():
        with pd.read_stata(folder / "stata" / f"{name}.dta", iterator=True) as reader:
            found, labels, values = reader.read(), reader.variable_labels(), reader.value_labels()
        names = {export.STATA_NAMES.get(column, column): column for column in table.rows}
        assert list(found) == list(names) and max(map(len, names)) <= 32
        assert all(labels[name] for name in names)
        for called, column in names.items():
            held, rows = table.columns[column], table.rows[column]
            if held.is_day:
                assert found[called].dt.strftime("%Y-%m-%d").astype("str").equals(rows.astype("str")), (name, column)
            elif held.dtype == contract.TRUTH:
                assert found[called].astype(object).map(str).tolist() == as_written(rows).fillna("nan").tolist()
            elif held.dtype == contract.TEXT:
                assert found[called].astype(object).fillna("").tolist() == rows.astype(object).fillna("").tolist()
            elif column in export.codebook.MEANINGS:
                assert values[called] == dict(export.codebook.MEANINGS[column])
            else:
                assert np.allclose(found[called].astype(float), rows.astype(float), equal_nan=True), (name, column)


def test_the_reader_that_r_and_others_have_finds_the_same_in_the_stata_files(folder, exported):
    """pandas wrote them, and only pandas reads them above; ReadStat is what R's haven reads with."""
    pyreadstat = pytest.importorskip("pyreadstat", reason="`make check` installs it")
    for name in ("flat", "reviews", "roll_call_votes", "state_names"):
        table = exported[name]
        found, about = pyreadstat.read_dta(folder / "stata" / f"{name}.dta")
        assert about.file_label.startswith(f"{name}: ") and len(found) == len(table.rows)
        for column, held in table.columns.items():
            called = export.STATA_NAMES.get(column, column)
            assert about.column_names_to_labels[called] == export.codebook.label(name, column)
            if held.dtype == contract.TEXT and not held.is_day and not held.choices:
                assert found[called].tolist() == table.rows[column].astype(object).fillna("").tolist()
    found, about = pyreadstat.read_dta(folder / "stata" / "flat.dta", apply_value_formats=True)
    assert "124.10" in set(found["paragraph"]) and set(found["position"].dropna()) == {"accepted", "noted"}
    assert about.variable_value_labels["action"] == dict(export.codebook.MEANINGS["action"])
    assert str(found["review_day"].dropna().iloc[0]) == exported["flat"].rows["review_day"].dropna().iloc[0]


def test_files_are_the_same_each_time_and_carry_no_time_of_theirs(folder, exported, tmp_path):
    for name in ("sessions", "roll_call_votes", "disagreements"):
        for format_, (ending, write) in export.WRITERS.items():
            write(exported[name], tmp_path / f"again.{ending}")
            assert (tmp_path / f"again.{ending}").read_bytes() == (folder / format_ / f"{name}.{ending}").read_bytes()
    assert b"01 Jan 1980" in (folder / "stata" / "sessions.dta").read_bytes()[:1000]


def test_the_description_for_machines_has_every_file_and_column(folder, exported):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {each["path"]: each for each in package["resources"]}
    files = {path.relative_to(folder).as_posix() for path in folder.glob("*/*")}
    assert set(described) == files and len(files) == 3 * len(exported)
    for path, each in described.items():
        content = (folder / path).read_bytes()
        assert each["hash"] == "sha256:" + hashlib.sha256(content).hexdigest() and each["bytes"] == len(content)
        if path.startswith("csv/"):
            fields = each["schema"]["fields"]
            assert [field["name"] for field in fields] == list(exported[path[4:-4]].rows)
            assert all(field["description"] for field in fields)


def test_the_codebook_names_every_table_and_column_and_needs_no_network(folder, exported):
    page = (folder / "codebook.html").read_text(encoding="utf-8")
    assert "http" not in page and "<script" not in page
    for name, table in exported.items():
        assert f'<h2 id="{name}">' in page and all(f"<code>{column}</code>" in page for column in table.rows)
    assert "1 (minimal); 2 (continue)" in page


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_tables_with_their_types(folder):
    program = """
    source("read.R"); upr <- read_upr()
    stopifnot(all(sapply(upr, nrow) > 0), is.character(upr$flat$paragraph), is.integer(upr$flat$action))
    stopifnot("124.10" %in% upr$flat$paragraph, inherits(upr$reviews$review_date, "Date"))
    stopifnot(sum(upr$flat$in_default_set) == 57562, sum(is.na(upr$flat$recommender)) == 9)
    stopifnot(nchar(upr$roll_call_votes$votes) == nrow(upr$roll_calls), is.numeric(upr$ideal_points$ideal_point_all))
    writeLines(enc2utf8(upr$states$name[upr$states$iso3 == "CIV"]), useBytes = TRUE)
    """
    done = subprocess.run(["Rscript", "-e", program], cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "Côte d'Ivoire"


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_takes_no_text_for_a_missing_value_or_for_another_text(tmp_path, exported):
    """A State's code or name may be NA, and 124.10 is not 124.1."""
    few = {name: exported[name] for name in ("recommendations", "states", "later_recommendations")}
    texts = pd.array(["NA", "TRUE", "124.10", "'=1", "=1+1", "NaN", None], contract.TEXT)
    evil = pd.DataFrame({"name": texts, "code": "x"}, dtype=contract.TEXT)
    few["evil"] = export.Table("evil", evil, dict.fromkeys(evil, contract.Column(contract.TEXT, True)))
    (tmp_path / "csv").mkdir()
    for name, table in few.items():
        export._csv(table, tmp_path / "csv" / f"{name}.csv")
    (tmp_path / "read.R").write_text(export.r_script(few.values()), encoding="utf-8")
    program = """
    source("read.R"); upr <- read_upr()
    for (table in names(upr)) for (column in names(upr[[table]])) {
      cell <- upr[[table]][[column]]
      cat(table, column, sum(is.na(cell)), length(unique(cell[!is.na(cell)])), "\\n")
    }
    cat(upr$evil$name, sep = "|")
    """
    done = subprocess.run(["Rscript", "-e", program], cwd=tmp_path, capture_output=True, encoding="utf-8")
    *counts, found = done.stdout.splitlines()
    assert found == "NA|TRUE|124.10|'=1|=1+1|NaN|NA", done.stderr
    assert [line.split() for line in counts] == [
        [name, column, str(cells.isna().sum()), str(cells.nunique())]
        for name, table in few.items()
        for column, cells in table.rows.items()
    ]


def test_a_misspelt_format_and_a_folder_with_something_else_are_refused(tmp_path):
    with pytest.raises(UprError, match=r"no such format of an export; found 'stat'.*did you mean stata\?"):
        export.export(tmp_path / "new", ["stat"])
    assert not (tmp_path / "new").exists()
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(UprError, match=r"the export cannot be put here.*found 'thesis\.docx'"):
        export.export(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_an_earlier_export_is_replaced_and_only_the_formats_that_are_asked_for_are_written(tmp_path, monkeypatch):
    few = [table for table in export.all_tables() if table.name in ("sessions", "issues")]
    monkeypatch.setattr(export, "all_tables", lambda: few)
    export.export(tmp_path / "corpus", ["csv", "stata"])
    export.export(tmp_path / "corpus", ["parquet"])
    found = {path.relative_to(tmp_path / "corpus").as_posix() for path in (tmp_path / "corpus").rglob("*.*")}
    tables = {"parquet/sessions.parquet", "parquet/issues.parquet"}
    assert found == {".upr-export", "codebook.html", "datapackage.json", *tables}
