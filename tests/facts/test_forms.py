"""The form in which a user fills in answers that we do not know."""

import os

import pandas as pd
import pytest

from uprlib import acceptance, atomic, paths
from uprlib.acceptance import bounds, codings
from uprlib.commands import doctor
from uprlib.errors import DataError, SourceError
from uprlib.facts import datasets, forms, tables

SYMBOL = "A/HRC/13/13"


@pytest.fixture
def form(project_copy):
    return forms.template(tables.load("recommendations"), tables.load("positions"), SYMBOL)


def first_review(coding):
    rows = tables.load("recommendations").query("sur == 'PRK' and cycle == 1")
    history = tables.load("positions")
    coded = codings.coded(rows, history, coding)
    hidden = bounds.hidden(coded, tables.load("position_totals"), history, coding)
    return acceptance.rates(coded, "action", hidden=hidden)


def test_the_form_holds_what_was_left_open_in_order(form):
    assert form["paragraph"].tolist() == [f"90.{number}" for number in range(1, 118)]
    assert form["known"].notna().sum() == 20
    # "Not fully accepted" is no answer yet: 117 less the eight that are known.
    assert form["position"].isna().sum() == 109


@pytest.mark.parametrize("coding", ["belated", "belated_partial"])
def test_filled_in_the_bounds_become_points_without_any_other_change(form, coding):
    assert (first_review(coding)["rate_min"] < first_review(coding)["rate_max"]).any()
    # A completion that the totals allow: 81 accepted, 6 partly, 15 noted, 15 not accepted.
    refused = form["known"] == "not_fully_accepted"
    left = ["partly_accepted"] * 5 + ["noted"] * 7
    form.loc[refused, "position"] = left
    form.loc[form["position"].isna(), "position"] = ["accepted"] * 75 + ["noted"] * 7 + ["not_accepted"] * 15
    assert form["position"].value_counts().to_dict() == {
        "accepted": 81,
        "partly_accepted": 6,
        "noted": 15,
        "not_accepted": 15,
    }
    forms.write_template(form, SYMBOL)
    table = first_review(coding)
    assert (table["rate_min"] == table["rate_max"]).all() and table["rate"].notna().all()
    assert round((table["rate"] * table["n"]).sum()) == {"belated": 81, "belated_partial": 87}[coding]


def test_answers_that_contradict_the_totals_are_refused(form):
    forms.write_template(form.fillna({"position": "accepted"}), SYMBOL)
    with pytest.raises(DataError, match="contradict the rows"):
        first_review("belated")


def test_a_form_is_never_overwritten(form):
    forms.write_template(form, SYMBOL)
    with pytest.raises(DataError, match="there already is a form for this review"):
        forms.write_template(form, SYMBOL)


def test_forms_lie_apart_from_imports(form):
    assert forms.write_template(form, SYMBOL) == paths.forms() / "A-HRC-13-13.csv"
    assert paths.processed() not in paths.forms().parents


@pytest.fixture
def earlier(form):
    """A form with one answer, where earlier versions kept it."""
    form.loc[form["position"].isna().idxmax(), "position"] = "accepted"
    path = datasets.folder() / "positions" / "A-HRC-13-13.csv"
    atomic.write_csv(path, form)
    return path


def test_a_form_at_the_place_of_earlier_versions_is_moved_and_used(form, earlier):
    content = earlier.read_bytes()
    with pytest.raises(DataError, match="there already is a form for this review"):
        forms.write_template(form, SYMBOL)
    assert (paths.forms() / earlier.name).read_bytes() == content and not earlier.parent.exists()
    answered = tables.load("positions").query("stage == 'later'").set_index("rec_id")["position"]
    assert form.set_index("rec_id")["position"].dropna().to_dict().items() <= answered.to_dict().items()


def test_a_form_that_cannot_be_moved_is_used_where_it_is(earlier, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    assert forms.forms() == [earlier]


def test_of_two_forms_of_one_name_none_is_overwritten(form, earlier):
    later = paths.forms() / earlier.name
    atomic.write_csv(later, form.assign(position=""))
    before = earlier.read_bytes(), later.read_bytes()
    with pytest.raises(DataError, match=r"two forms have the same name.*data/forms/A-HRC-13-13\.csv"):
        forms.forms()
    assert (earlier.read_bytes(), later.read_bytes()) == before


def test_a_dataset_that_took_the_forms_old_place_keeps_its_tables(earlier):
    for name in ("reading.csv", "set_aside.csv", "recommendations.parquet"):
        earlier.with_name(name).touch()
    assert forms.forms() == [paths.forms() / earlier.name]
    assert len(list(earlier.parent.iterdir())) == 3


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman"])
def test_a_form_is_read_however_a_spreadsheet_saved_it(form, encoding, separator):
    form.loc[0, ["known", "position"]] = ["Côte d'Ivoire, as said; so", "accepted"]
    path = forms.write_template(form, SYMBOL)
    history = tables.load("positions")
    as_written = forms.read(path, history)
    saved = form.to_csv(index=False, sep=separator, lineterminator="\r\n")
    path.write_bytes((("\ufeff" if encoding == "utf-16-be" else "") + saved).encode(encoding))
    pd.testing.assert_frame_equal(forms.read(path, history), as_written)


def test_a_row_that_ends_before_its_empty_cells_is_not_filled_in(form):
    path = forms.write_template(form, SYMBOL)
    before = forms.read(path, tables.load("positions"))
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line.rstrip(",") for line in lines))
    assert any(line.endswith(",,") for line in lines)
    pd.testing.assert_frame_equal(forms.read(path, tables.load("positions")), before)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rec_id,position".encode("utf-16-le"), "not a text file"),
        ("rec_id,position".encode("utf-32"), "not a text file"),
        (b"\xff\xfea", "cannot be read"),
        (b"", "holds nothing"),
        ("rec_id;Côte".encode("cp1252"), "row 1, column document: a column of the form is missing"),
        (b'rec_id,position\n"A,accepted\n', "row 2: the file is not well-formed CSV"),
        (b"rec_id,document,position\na,b,c,d\n", "row 2: a row has the wrong number of cells; found 4; expected 3"),
    ],
)
def test_a_form_that_cannot_be_read_is_named_with_the_remedy(project_copy, content, words):
    history = tables.load("positions")
    path = paths.forms() / "A-HRC-13-13.csv"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SourceError, match=rf"data/forms/A-HRC-13-13\.csv.*{words}"):
        forms.read(path, history)
    # `upr doctor` says the same.
    finding = next(each for each in doctor.examine() if each.subject == "forms of answers")
    assert not finding.well and "data/forms/A-HRC-13-13.csv" in finding.words


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("position", "maybe", r"row 2, column position.*'maybe'.*empty or one of accepted"),
        ("position", "acepted", r"row 2, column position.*did you mean accepted\?"),
        ("rec_id", "A/HRC/13/13:90.999:CHL:1", r"row 2, column rec_id: there is no such recommendation"),
        ("rec_id", "A/HRC/13/13:90.2:PHL:1", r"row 3, column rec_id: a recommendation has two rows"),
        ("document", "a letter", r"column document: there is no such later document"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(form, column, value, words):
    form.loc[0, column] = value
    forms.write_template(form, SYMBOL)
    with pytest.raises(SourceError, match=words):
        tables.load("positions")


def test_the_row_of_a_wrong_entry_is_the_spreadsheets(form):
    form.loc[2, "position"] = "maybe"
    path = forms.write_template(form, SYMBOL)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], "", ",,,,,", *lines[2:]]))
    with pytest.raises(SourceError, match=r"row 6, column position: .*'maybe'"):
        tables.load("positions")


def test_a_workbook_in_the_place_of_a_form_is_not_passed_over(form):
    path = forms.write_template(form, SYMBOL)
    workbook = path.with_suffix(".xlsx")
    workbook.touch()
    path.with_name("~$A-HRC-13-13.xlsx").touch()
    assert forms.forms() == [path]
    path.rename(path.with_suffix(".CSV"))
    assert forms.forms() == [path.with_suffix(".CSV")]
    path.with_suffix(".CSV").unlink()
    with pytest.raises(DataError, match=r"data/forms/A-HRC-13-13\.xlsx: .*save it as CSV UTF-8"):
        tables.load("positions")


@pytest.mark.parametrize("name", ["f_utf16", "f_cp"])
def test_the_forms_of_case_16_are_read_or_answered_in_one_sentence(project_copy, sources, name):
    given = sources.parent / "cases" / "16" / f"{name}.csv"
    if not given.exists():
        pytest.skip("the cases are absent (beside UPRLIB_SOURCES)")
    path = paths.forms() / "A-HRC-13-13.csv"
    path.parent.mkdir()
    path.write_bytes(given.read_bytes())
    if name == "f_utf16":
        assert len(forms.read(path, tables.load("positions"))) == 8
    else:
        # Its document was changed by hand to one with an accent, which no encoding can make the right one.
        with pytest.raises(SourceError, match=r"A-HRC-13-13\.csv, row 2, column document: .*did you mean"):
            tables.load("positions")


def test_a_review_without_a_later_document_has_no_form(project_copy):
    table, history = tables.load("recommendations"), tables.load("positions")
    with pytest.raises(DataError, match="no later document"):
        forms.template(table, history, "A/HRC/27/10")
    with pytest.raises(DataError, match=r"did you mean A/HRC/13/13\?|there is no review"):
        forms.template(table, history, "A/HRC/13/133")
