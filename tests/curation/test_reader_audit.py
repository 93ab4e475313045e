"""Claims about the audit of readers: what is counted, what is not hidden."""

import pandas as pd
import pytest
from invented_reports import COVER, write_report

from uprlib.curation import reader_audit
from uprlib.errors import SourceError, StateError
from uprlib.facts import coverage

SECTION = [
    "124. The recommendations listed below enjoy the support of Côte d’Ivoire:",
    "124.1. Plant oaks in the towns (Chad, Mali);",
    "124.2. Oaks are welcomed by all.",
    "124.3. Plant elms along the avenues (Utopia);",
    "124.5. Plant firs on the hills of the north (Peru).",
    "124.6. Malta asks for palms; Côte d’Ivoire has none.",
]


@pytest.fixture
def folder(tmp_path):
    write_report(tmp_path / "civ.pdf", SECTION)
    return tmp_path


def corpus(*rows, sur="CIV", session=19):
    table = pd.DataFrame(rows, columns=["recommender", "text"])
    return table.assign(sur=sur, session=session)


ROWS = (
    ("TCD", "Plant oaks, in the TOWNS"),
    ("MLI", "Plant oaks in towns"),
    ("PER", "Build a bridge over the river"),
    (None, "Plant elms along the avenues"),
)


def test_a_report_without_an_index_is_known_by_its_document(folder):
    (row,) = reader_audit.reports(folder, corpus(*ROWS)).itertuples()
    assert (row.sur, row.session, row.symbol) == ("CIV", 19, "A/HRC/27/99")
    assert (row.announced, row.read, row.lacking) == (6, 5, 1)
    assert row.missing == "paragraphs 124.1 to 124.6: 5 of 6 read, 1 NOT READ (124.4)"
    assert (row.position_known, row.fragments) == (6, 0)
    assert (row.without_bracket, row.without_known_state, row.unrecognised) == (2, 1, "Utopia")
    # Utopia and Malta are printed; what was said of oaks and by the State under review names no other State.
    assert row.unread == 2
    assert (row.reader_rows, row.corpus_rows, row.matched, row.equal) == (6, 4, 3, 2)


def test_the_two_kinds_of_paragraphs_without_a_state_are_shown_and_summed(folder):
    audited = reader_audit.reports(folder, corpus(*ROWS))
    totals = coverage.by_band(audited).loc["13-20"]
    assert (totals["without_bracket"], totals["without_known_state"], totals["without_state"]) == (2, 1, 3)
    printed = "\n".join(reader_audit.lines(audited))
    assert "paragraphs without a State: 3 of 5; 2 print no State in brackets, 1 print brackets" in printed
    assert "target MISSED  paragraphs without a State, of all: 60.00 %, at most 0.1 %" in printed
    assert "target MISSED  paragraphs that print a State that was not read: 2, at most 0" in printed
    assert "unresolved names: Utopia" in printed


def test_an_index_finds_the_rows_of_the_corpus_and_is_held_against_the_document(folder):
    # Haiti and Israel stand in a session of the export that is not their report's.
    (folder / "index.csv").write_text(
        "file,state,session,symbol\nciv.pdf,Côte d'Ivoire,20,A/HRC/27/99\n", encoding="utf-8"
    )
    (row,) = reader_audit.reports(folder, corpus(*ROWS, session=20)).itertuples()
    assert (row.session, row.corpus_rows) == (20, 4)
    assert row.problem == "the index says session 20, the document 19"


@pytest.mark.parametrize(
    ("index", "error", "words"),
    [
        ("file,state,session\nciv.pdf,Chad,1\n", SourceError, "column symbol: a column is missing"),
        ("file,state,session,symbol\nciv.pdf,Chad,x,A/HRC/1/1\n", SourceError, "row 2.*a session is not a number"),
        ("file,state,session,symbol\nciv.pdf,Chadd,1,A/HRC/1/1\n", StateError, "did you mean TCD"),
        (
            "file,state,session,symbol\nno.pdf,Chad,1,A/HRC/1/1\n",
            SourceError,
            "names a report that is not in the folder",
        ),
    ],
)
def test_a_bad_index_is_answered_with_its_place(folder, index, error, words):
    (folder / "index.csv").write_text(index, encoding="utf-8")
    with pytest.raises(error, match=words):
        reader_audit.reports(folder, corpus(*ROWS))


def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_are_audited(folder):
    (folder / "a.pdf").write_bytes(b"")
    audited = reader_audit.reports(folder, corpus(*ROWS))
    assert audited["read"].isna().tolist() == [True, False]
    assert "the file is empty" in audited["problem"][0]
    assert coverage.by_band(audited).loc["all", "reports"] == 1
    assert any(line.startswith("NOT READ") and "a.pdf" in line for line in reader_audit.lines(audited))


def test_a_folder_of_unreadable_files_is_reported_too(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"")
    printed = list(reader_audit.lines(reader_audit.reports(tmp_path, corpus(*ROWS))))
    assert printed[-1] == "targets: no report was read"


def test_a_folder_without_reports_and_an_absent_one_are_refused(tmp_path):
    with pytest.raises(SourceError, match="the folder has no reports"):
        reader_audit.reports(tmp_path, corpus(*ROWS))
    with pytest.raises(SourceError, match="there is no such folder of reports"):
        reader_audit.reports(tmp_path / "none", corpus(*ROWS))
    with pytest.raises(SourceError, match="--corpus DIR"):
        reader_audit.corpus_texts(tmp_path / "none")


def test_a_row_is_taken_once_and_by_the_text_most_like_it():
    rows = pd.DataFrame({"recommender": ["TCD", "TCD"], "text": ["Plant oaks and elms", "Plant oaks and firs"]})
    theirs = pd.DataFrame({"recommender": ["TCD", "TCD", "MLI"], "text": ["Plant oaks and firs"] * 3})
    assert reader_audit.matches(rows, theirs)[0] == reader_audit.EQUAL
    assert 2 not in reader_audit.matches(rows, theirs)
    one = reader_audit.matches(rows.iloc[[1]], theirs)
    assert list(one) == [0]


def test_a_review_that_the_corpus_does_not_hold_has_no_share(tmp_path):
    write_report(tmp_path / "civ.pdf", SECTION, COVER)
    audited = reader_audit.reports(tmp_path, corpus(*ROWS, sur="TCD"))
    assert pd.isna(coverage.by_band(audited).loc["13-20", "matched_share"])
    assert any("no corpus rows" in line for line in reader_audit.lines(audited))


def test_real_reports_are_complete_and_agree_with_the_export(wg_reports, sources):
    # Takes more than 5 s: 69 real reports of 1,618 pages, of which PDFium alone measures each line.
    audited = reader_audit.reports(wg_reports, reader_audit.corpus_texts(sources / "upr-info"))
    totals = coverage.by_band(audited)
    assert (totals.loc["all", "reports"], totals.loc["all", "complete"]) == (69, 69)
    assert totals.loc["all", "announced"] == totals.loc["all", "read"] == 8_258
    # Indonesia's report of 2008 prints no State, and two paragraphs of Costa Rica's are the State's own words.
    without = audited[audited["without_bracket"] > 0].set_index("file")["without_bracket"].to_dict()
    assert without == {"indonesia2008.pdf": 10, "costarica2010.pdf": 2}
    assert (
        totals.loc["all", "position_known"] == totals.loc["all", "reader_rows"] and totals.loc["all", "fragments"] == 0
    )
    assert totals.loc["all", "without_known_state"] == totals.loc["all", "unread"] == 0
    for band, least in reader_audit.LEAST_MATCHED.items():
        assert totals.loc[band, "matched_share"] >= least
    assert (audited["problem"] == "").all()
