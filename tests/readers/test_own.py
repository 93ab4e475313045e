"""What `upr read --out` writes comes back as it was, in every format, whatever the texts hold."""

import random
import re
import zipfile

import pandas as pd
import pytest

from uprlib.errors import ParameterError, SchemaError, SourceError
from uprlib.facts import csv_files
from uprlib.readers import own, recognition
from uprlib.readers.opening import xlsx
from uprlib.readers.reading import reading

WRITTEN = list(own.WRITTEN)
PIECES = [
    *("=1+1", "+", "-", "@SUM(A1)", "\t", "\r", "\n", "\r\n", "'", "''", '"', '""', ",", ";", "|", " ", "  ", "＝"),
    *("=cmd|'/c calc'!A0", "124.10", "124.1", "NA", "nan", "None", "null", "TRUE", "1e5", "007", "2014-05-01", "#N/A"),
    *(
        "😀",
        "Côte d’Ivoire",
        "العربية",
        "漢字",
        "e\u0301",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x0b",
        "\x1f",
        "\x85",
    ),
    *("_x000D_", "_x005F_", "_x0041_x0042_", "&#13;", "<t>", "&amp;", "]]>", "\U0010ffff", "\x7f"),
    *("sep=;", "Recommend that", "a" * 300, "\\", "\\n", "%0d", "$\\frac{1}$", "<script>"),
]


def table(texts, **more):
    count = len(texts)
    given = {
        "source_row": range(2, count + 2),
        "sur": "PRK",
        "recommender": "NAM",
        "recommender_name": "NA",
        "text": texts,
        "paragraph": "124.10",
    }
    return reading(pd.DataFrame({**given, **more}), file="invented")


def back(tmp_path, written, ending, **options):
    path = own.write(tmp_path / f"table{ending}", written, **options)
    found = recognition.read(path)
    assert found.attrs["format"] == "own" and found.attrs["account"].complete
    return found


@pytest.mark.parametrize("ending", WRITTEN)
@pytest.mark.parametrize("seed", range(3))
def test_every_text_comes_back_as_it_was(tmp_path, ending, seed):
    """A property: texts of any pieces, in any column of text, with values missing at random."""
    draw = random.Random(seed)
    columns = [name for name in ("recommender_name", "issues", "themes", "sdgs", "persons") if draw.random() < 0.8]

    def text():
        return "".join(draw.choices(PIECES, k=draw.randint(1, 5)))

    count = 200
    more = {name: [text() if draw.random() < 0.7 else None for _ in range(count)] for name in columns}
    more["session"] = [draw.choice([1, 26, None]) for _ in range(count)]
    more["recommender"] = [draw.choice(["NAM", "TUN", None]) for _ in range(count)]
    more["paragraph"] = [draw.choice(["124.10", "124.1", "5", None]) for _ in range(count)]
    written = table([text() if draw.random() < 0.9 else "" for _ in range(count)], **more)
    pd.testing.assert_frame_equal(back(tmp_path, written, ending), written)


@pytest.mark.parametrize("ending", WRITTEN)
def test_each_piece_alone_comes_back(tmp_path, ending):
    around = [form.format(piece) for piece in PIECES for form in ("{}", "'{}", "{}a", " {}", "{}\n")]
    written = table(around, issues=around)
    pd.testing.assert_frame_equal(back(tmp_path, written, ending), written)


def test_namibia_and_paragraph_124_10_stay_what_they_are(tmp_path):
    for ending in WRITTEN:
        found = back(tmp_path, table(["a"]), ending)
        assert found.loc[0, ["recommender_name", "paragraph"]].tolist() == ["NA", "124.10"]
        assert found["session"].isna().all() and found["issues"].isna().all()


STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "'=", "''@"]


def test_no_cell_begins_as_a_formula(tmp_path):
    written = table([f"{start}1+1" for start in STARTS], issues=[f"{start}cmd|' /C calc'!A0" for start in STARTS])
    path = own.write(tmp_path / "table.csv", written)
    cells = csv_files.table(path.read_bytes().decode(), file=path)
    assert all(cells[name].str.startswith("'").all() for name in ("text", "issues"))
    pd.testing.assert_frame_equal(recognition.read(path), written)
    # A workbook that a spreadsheet saves as CSV is as safe.
    sheet = list(xlsx.rows(own.write(tmp_path / "table.xlsx", written), expected="a workbook"))
    assert [row[sheet[0].index("text")] for row in sheet[1:]] == cells["text"].tolist()
    assert b"<f" not in zipfile.ZipFile(tmp_path / "table.xlsx").read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("ending", WRITTEN)
def test_the_same_table_gives_the_same_bytes(tmp_path, ending):
    one, two = (own.write(tmp_path / f"{name}{ending}", table(["a", "b"])) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    again = own.write(tmp_path / f"three{ending}", recognition.read(one))
    assert again.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_that_a_spreadsheet_saved_again_is_the_same_table(tmp_path, codec, separator):
    written = table(["=1+1", 'a "b"; c, d', "Côte d’Ivoire"], session=[19, None, 6])
    path = own.write(tmp_path / "table.csv", written)
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    path.write_bytes(cells.to_csv(index=False, sep=separator, lineterminator="\r\n").encode(codec))
    if separator == "\t":
        # A spreadsheet leaves an empty row behind.
        path.write_bytes(
            path.read_bytes() + ("\t" * 15 + "\r\n").encode(codec.removesuffix("-sig").replace("16", "16-le"))
        )
    pd.testing.assert_frame_equal(own.read(path), written)


def test_a_mark_for_spreadsheets_is_written_on_request_and_changes_nothing(tmp_path):
    written = table(["Côte d’Ivoire"])
    assert not own.write(tmp_path / "plain.csv", written).read_bytes().startswith(b"\xef\xbb\xbf")
    pd.testing.assert_frame_equal(back(tmp_path, written, ".csv", bom=True), written)
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(ParameterError, match=r"found '\.xlsx'; expected one of \.csv"):
        own.write(tmp_path / "table.xlsx", written, bom=True)


def test_a_workbook_has_cells_of_text_and_says_why(tmp_path):
    path = own.write(tmp_path / "table.xlsx", table(["a"], session=19), source="list.docx")
    parts = zipfile.ZipFile(path)
    sheet, note = (parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    assert '<t xml:space="preserve">124.10</t>' in sheet and "<v>19</v>" in sheet and "<v>124" not in sheet
    assert 'numFmtId="49"' in parts.read("xl/styles.xml").decode()
    assert "from list.docx: 1 rows" in note and "134.10 is not 134.1" in note


def changed(path, column, value, *, row=1):
    """Another value in one row of a written table, as a person types it in a spreadsheet or in pandas."""
    if path.suffix == ".csv":
        cells = pd.read_csv(path, dtype=object, keep_default_na=False)
        cells.loc[row, column] = value
        cells.to_csv(path, index=False)
    else:
        cells = pd.read_parquet(path).astype(object)
        cells[column] = value
        cells.to_parquet(path)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("position", "acepted", "row 3, column position: .*expected one of .*found acepted"),
        ("cycle", "1st", "row 3, column cycle: .*expected a whole number.*found 1st"),
        ("session", "99", "row 3, column session: .*from 1 to.*found 99"),
        ("sur", "PKR", "row 3, column sur: this is not a State; .*did you mean .*found PKR"),
        ("paragraph", "124,10", "row 3, column paragraph: .*found 124,10"),
    ],
)
def test_a_wrong_value_is_named_with_its_row_in_this_file(tmp_path, column, value, words):
    path = own.write(tmp_path / "table.csv", table(["two\nlines", "b", "c"], source_row=[70, 80, 90]))
    changed(path, column, value)
    left = own.read(path)
    assert left["source_row"].tolist() == [70, 90] and left.attrs["account"].complete
    (aside,) = left.attrs["account"].aside
    assert re.search(words, f"{aside.where}, {aside.why}; found {aside.value}")


def test_many_wrong_rows_are_all_named_and_the_others_read(tmp_path):
    path = own.write(tmp_path / "table.csv", table([str(number) for number in range(3_000)]))
    cells = pd.read_csv(path, dtype=object, keep_default_na=False)
    cells.loc[::3, "position"] = "yes"
    cells.loc[1::3, "sur"] = "XXX"
    cells.to_csv(path, index=False)
    found = own.read(path)
    assert len(found) == 1_000 and len(found.attrs["account"].aside) == 2_000 and found.attrs["account"].complete


def test_rows_of_other_states_are_left_out_by_name(tmp_path):
    path = own.write(tmp_path / "table.csv", table(["a", "b"], sur=["PRK", "ERI"]))
    found = own.read(path, sur="ERI")
    assert found["sur"].tolist() == ["ERI"] and found.attrs["account"].aside[0].where == "row 2"


def test_a_paragraph_that_has_become_a_number_is_refused_and_not_guessed(tmp_path):
    path = own.write(tmp_path / "table.parquet", table(["a", "b"]))
    changed(path, "paragraph", 124.1)
    with pytest.raises(SourceError, match=r"row 2, column paragraph: a number .*found 124\.1; expected text"):
        own.read(path)


def test_deleted_columns_are_missing_and_unknown_ones_are_named(tmp_path):
    path = own.write(tmp_path / "table.csv", table(["a"], themes="x"))
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    cells.drop(columns=["themes", "sdgs"]).to_csv(path, index=False)
    assert recognition.read(path)["themes"].isna().all()
    cells.assign(mine="x").to_csv(path, index=False)
    with pytest.raises(SchemaError, match=r"column mine: .*remove or rename it"):
        recognition.read(path)
    cells.drop(columns="text").to_csv(path, index=False)
    with pytest.raises(SourceError, match="row 1, column text: a column is missing"):
        recognition.read(path)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_a_format_cannot_hold_is_refused_before_anything_is_written(tmp_path, ending):
    path = tmp_path / f"table{ending}"
    path.write_text("my own")
    for text in ("a\0b", "a" * 140_000, *(["\uffff", "😀" * 16_384] if ending == ".xlsx" else [])):
        with pytest.raises(SourceError, match=r"column text: a text .*row 2 of the source.*write Parquet"):
            own.write(path, table([text]))
        assert back(tmp_path / "p", table([text]), ".parquet")["text"].tolist() == [text]
    assert path.read_text() == "my own" and [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]


def test_half_a_character_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "uhri.json"
    path.write_text(
        '[{"AnnotationId": "1", "Symbol": "A/HRC/27/10", "Text": "124.1 Half \\ud800 of it (Kazakhstan)", '
        '"DocumentId": "1", "PublicationDate": "2014-07-02", "AnnotationType": "Recommendations", '
        '"Countries": ["DPR Korea"], "Regions": [], "AffectedPersons": [], "Themes": [], "Sdgs": [], '
        '"Body": "Universal Periodic Review", "UprSession": ["19"], "UprPositions": ["Supported"], '
        '"UprRecommendingCountry": ["Kazakhstan"]}]'
    )
    with pytest.raises(SourceError, match=r"uhri\.json.*half a character"):
        recognition.read(path)
