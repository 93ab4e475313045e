"""Claims about UPR Info's export. Real rows where the sources are at hand; invented texts elsewhere."""

import csv
import io

import pandas as pd
import pytest

from uprlib.errors import SourceError, StateError
from uprlib.readers import upr_info
from uprlib.readers.opening.head import Head

HEADER = ",".join(upr_info.CSV_HEADER)
ROW = 'DPR Korea,Asia,,An invented text,France,WEOG,"EU, OIF",Noted,5,"Justice,Detention",6'


def export(tmp_path, *rows, header=HEADER, encoding="utf-8", end="\r"):
    path = tmp_path / "export.csv"
    path.write_bytes((end.join([header, *rows]) + end).encode(encoding))
    return path


def test_a_row_is_read_into_the_contract(tmp_path):
    row = upr_info.read(export(tmp_path, ROW)).iloc[0]
    assert (row["sur"], row["recommender"], row["position"]) == ("PRK", "FRA", "noted")
    assert (row["cycle"], row["session"], row["action"], row["source_row"]) == (1, 6, 5, 2)
    assert row["issues"] == "Detention;Justice"
    assert pd.isna(row["paragraph"])


def test_mac_roman_with_lone_carriage_returns(tmp_path):
    path = export(tmp_path, ROW.replace("An invented text", "Instance Equité"), encoding="mac_roman")
    assert upr_info.read(path)["text"][0] == "Instance Equité"


def test_session_13_opens_the_second_cycle(tmp_path):
    path = export(tmp_path, ROW.removesuffix("6") + "12", ROW.removesuffix("6") + "13")
    assert upr_info.read(path)["cycle"].tolist() == [1, 2]


def test_an_unknown_recommender_is_missing_and_its_row_stays(tmp_path):
    table = upr_info.read(export(tmp_path, ROW.replace("France", "&#40;Unknown&#41;")))
    assert len(table) == 1 and pd.isna(table["recommender"][0])


def test_web_escapes_are_decoded(tmp_path):
    path = export(tmp_path, ROW.replace("An invented text", "the child%u2019s  rights "))
    assert upr_info.read(path)["text"][0] == "the child’s rights"


@pytest.mark.parametrize(
    ("rows", "header", "words"),
    [
        ([ROW.replace("Noted", "Maybe")], HEADER, r"row 2, column Response.*'Maybe'.*Accepted, Noted"),
        ([ROW.replace("Noted,5", "Noted,6")], HEADER, r"row 2, column Action.*'6'.*from 1 to 5"),
        ([ROW.removesuffix("6") + "99"], HEADER, r"row 2, column Session.*'99'.*from 1 to 26"),
        ([ROW], HEADER.replace("Response", "Answer"), r"row 1, column Response: a column is missing"),
        ([ROW], HEADER.replace("From-Org", "To-Org"), r"column To-Org: a column occurs twice"),
        ([ROW + ",more"], HEADER, r"row 2: a row has the wrong number of fields; found 12"),
        ([], HEADER, "the file has a header but no rows"),
    ],
)
def test_bad_input_is_answered_with_its_place(tmp_path, rows, header, words):
    with pytest.raises(SourceError, match=words):
        upr_info.read(export(tmp_path, *rows, header=header))


def test_an_unknown_state_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(StateError, match=r"row 2, column To.*'DPR Koera'.*did you mean PRK\?"):
        upr_info.read(export(tmp_path, ROW.replace("DPR Korea", "DPR Koera")))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_export_saved_again_by_a_spreadsheet_is_the_same(tmp_path, encoding, sign):
    cells = next(csv.reader([ROW]))
    cells[3] = "“Instance Equité”, invented; or | not"
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([[*upr_info.CSV_HEADER, ""], [*cells, ""]])
    path = tmp_path / "export.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    table = upr_info.read(path)
    assert table["text"].tolist() == ["“Instance Equité”, invented; or | not"] and table["sur"].tolist() == ["PRK"]
    assert table.attrs["saved"].startswith("text in ") and table.attrs["ignored"] == []


@pytest.mark.parametrize("header", [upr_info.CSV_HEADER, upr_info.XLS_HEADER])
def test_a_workbook_may_have_either_header(workbook, header):
    cells = next(csv.reader([ROW]))
    table = upr_info.read(workbook([list(header), [*cells[:-3], 5, "Justice,Detention", 6]]))
    assert (table["sur"][0], table["recommender"][0], table["session"][0]) == ("PRK", "FRA", 6)
    assert table.attrs["saved"] == "XLSX"


def test_a_column_of_the_users_own_is_ignored_and_said(tmp_path):
    table = upr_info.read(export(tmp_path, ROW + ",mine", header=HEADER + ",Notes"))
    assert len(table) == 1 and table.attrs["ignored"] == ["Notes"]


def test_one_state_is_taken_and_the_rows_of_others_are_named(tmp_path):
    table = upr_info.read(export(tmp_path, ROW, ROW.replace("DPR Korea", "Chad")), sur="TCD")
    assert table["sur"].tolist() == ["TCD"] and table["source_row"].tolist() == [3]
    assert [line.where for line in table.attrs["account"].aside] == ["row 2"]


def test_no_file_an_empty_file_and_a_directory(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        upr_info.read(tmp_path / "absent.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(SourceError, match="the file is empty"):
        upr_info.read(tmp_path / "empty.csv")
    with pytest.raises(SourceError, match="this is a directory"):
        upr_info.read(tmp_path)


def test_the_export_holds_41066_recommendations(sources):
    tables = [upr_info.read(sources / "upr-info" / f"{name}.csv") for name in ("1-5", "6-9", "10-13", "14-17", "17-20")]
    assert sum(map(len, tables)) == 41_066
    # File names lie: 17-20 holds sessions 18 to 20.
    assert sorted(tables[-1]["session"].unique()) == [18, 19, 20]
    assert sum(table["recommender"].isna().sum() for table in tables) == 9


def test_line_3671_of_the_first_file_is_mac_roman(sources):
    table = upr_info.read(sources / "upr-info" / "1-5.csv").set_index("source_row")
    assert "Instance Equité" in table.loc[3671, "text"]


@pytest.mark.parametrize("name", ["1-5", "6-9", "17-20", "voluntary"])
def test_csv_and_xls_say_the_same(sources, name):
    csv_table, xls_table = (upr_info.read(sources / "upr-info" / f"{name}.{kind}") for kind in ("csv", "xls"))
    pd.testing.assert_frame_equal(csv_table, xls_table)


def test_a_truncated_xls_is_refused(sources, tmp_path):
    path = tmp_path / "cut.xls"
    path.write_bytes((sources / "upr-info" / "1-5.xls").read_bytes()[:200_000])
    with pytest.raises(SourceError, match="damaged or cut short"):
        upr_info.read(path)


def test_pledges_are_read_as_pledges(sources):
    table = upr_info.read(sources / "upr-info" / "voluntary.csv")
    assert len(table) == 947 and set(table["position"]) == {"voluntary_pledge"}


def test_an_export_is_told_by_its_columns(tmp_path, xls, workbook):
    assert upr_info.recognises(Head(export(tmp_path, ROW)))
    assert upr_info.recognises(Head(xls([list(upr_info.XLS_HEADER)])))
    assert upr_info.recognises(Head(workbook([list(upr_info.CSV_HEADER)])))
    assert not upr_info.recognises(Head(xls([["a"]])))
    assert not upr_info.recognises(Head(export(tmp_path, header="To,From,Text,Session")))


def test_an_organisation_is_listed_once_whatever_its_place(tmp_path):
    cells = upr_info.rows(export(tmp_path, ROW, ROW.replace("EU, OIF", "OIF,EU")))
    snapshot = upr_info.snapshot(cells).set_index("iso3")
    assert snapshot.loc["FRA", "organisations"] == "EU;OIF" and snapshot.loc["FRA", "regional_group"] == "WEOG"
    with pytest.raises(
        SourceError, match="a State has two regional groups or two sets of organisations; found 'France'"
    ):
        upr_info.snapshot(upr_info.rows(export(tmp_path, ROW, ROW.replace("EU, OIF", "EU"))))
