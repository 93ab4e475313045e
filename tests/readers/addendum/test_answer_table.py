import pandas as pd
import pytest

from uprlib.errors import SourceError
from uprlib.readers import addendum, own, recognition
from uprlib.readers.opening.head import Head

HEADER = "document,symbol,sur,date,paragraph,position\n"
ROW = "A/HRC/42/4/Add.1,A/HRC/42/4,ALB,2019-08-14,{},{}\n"


def test_a_typed_table_is_as_good_as_a_document(written):
    path = written(
        HEADER + ROW.format("95.1", "accepted") + ROW.format("95.10", "noted") + ROW.format("95.2", ""), "a.csv"
    )
    table = recognition.read(path)
    assert table.attrs["format"] == "addendum"
    assert table["paragraph"].tolist() == ["95.1", "95.10", "95.2"]
    assert table["position"].fillna("").tolist() == ["accepted", "noted", ""]
    assert addendum.answers(path).cover == ("A/HRC/42/4/Add.1", "A/HRC/42/4", "ALB", "2019-08-14")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_what_is_written_of_an_addendum_is_read_back(written, tmp_path, ending):
    title = "A/HRC/42/4/Add.1\n\nDistr.: General 14 August 2019\n\nReport on the Universal Periodic Review\n\n"
    path = written(
        title + "Albania\n\nAddendum\n\nAlbania accepts recommendations 95.1 and 95.10, and notes 95.2.\n", "a.txt"
    )
    table = recognition.read(path)
    again = recognition.read(own.write(tmp_path / f"answers{ending}", table))
    pd.testing.assert_frame_equal(again, table)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW.format("95.1", "acepted"), r"row 3, column position: this is not a position.*did you mean accepted\?"),
        (ROW.format("95.3", "noted"), "row 3, column paragraph: a paragraph has two rows.*a spreadsheet"),
        (ROW.format("the first", "noted"), "row 3, column paragraph: this is not the number of a recommendation"),
        (ROW.format("95.2", "noted").replace("Add.1", "Add.2"), "the rows are of several documents"),
        (ROW.format("95.2", "noted").replace("ALB", "Albania"), "row 3, column sur: this is not a State"),
    ],
)
def test_a_wrong_value_is_refused_with_its_row(written, row, words):
    path = written(HEADER + ROW.format("95.3", "accepted") + row, "a.csv")
    with pytest.raises(SourceError, match=words):
        addendum.answers(path)


def test_a_form_of_answers_is_no_table_of_answers(written):
    path = written("rec_id,paragraph,recommender,document,known,position\n", "form.csv")
    assert not addendum.recognises(Head(path))
