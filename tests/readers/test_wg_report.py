"""Claims about the table that a report of the Working Group becomes: invented reports and real ones."""

import pandas as pd
import pytest
from invented_reports import BODY, CLOSING, COVER, FOOTNOTE, MARK, report_pages, write_report

from uprlib.errors import SourceError
from uprlib.facts import contract, states
from uprlib.readers.opening.head import Head
from uprlib.readers.wg_report import Known, numbering, read, recognises
from uprlib.readers.wg_report.lead_position import POSITIONS
from uprlib.readers.wording.requests import is_fragment

SECTION = [
    "124. The recommendations listed below enjoy the support of Côte d’Ivoire:",
    "124.1. Plant oaks in the towns, with due regard to the plan of action for trees of all",
    [(BODY, 0, "kinds (Iran (Islamic Republic of), Chad)"), (MARK, 4, "5"), (BODY, 0, ";")],
    "124.2. (A) Plant elms (Mali); (B) plant firs (Peru, Mali);",
    [(FOOTNOTE, 0, "5 As read in the room: plant many oaks (Germany).")],
    "125. The following recommendations will be examined by Côte d’Ivoire, which will",
    "provide responses in due time:",
    "125.1. Water the trees of the avenues (France) (Lithuania);",
    "126. The recommendations below did not enjoy the support of Côte d’Ivoire:",
    "126.1. Fell the old trees (Utopia).",
    "127. " + CLOSING[0],
    CLOSING[1],
]


@pytest.fixture
def report(tmp_path):
    return write_report(tmp_path / "report.pdf", SECTION)


def test_pdf_and_word_are_taken_for_reports(report, word, workbook):
    assert recognises(Head(report)) and recognises(Head(word(["a"])))
    assert not recognises(Head(workbook([["a"]])))


def test_one_row_per_state_and_part(report):
    table = read(report)
    assert list(table.columns) == contract.columns("reading")
    rows = table[["recommender", "paragraph", "part", "position_wg", "text"]]
    oaks = "Plant oaks in the towns, with due regard to the plan of action for trees of all kinds"
    assert rows.fillna("none").values.tolist() == [
        ["IRN", "124.1", 1, "accepted", oaks],
        ["TCD", "124.1", 1, "accepted", oaks],
        ["MLI", "124.2", 1, "accepted", "Plant elms"],
        ["PER", "124.2", 1, "accepted", "plant firs"],
        ["MLI", "124.2", 2, "accepted", "plant firs"],
        ["FRA", "125.1", 1, "pending", "Water the trees of the avenues"],
        ["LTU", "125.1", 1, "pending", "Water the trees of the avenues"],
        ["none", "126.1", 1, "noted", "Fell the old trees"],
    ]
    assert table["source_row"].tolist() == list(range(1, 9))
    # A Working Group report does not know the final answer.
    assert table["position"].isna().all()
    assert set(table["sur"]) == {"CIV"}
    assert set(table["session"]) == {19} and set(table["cycle"]) == {2}
    assert set(table["symbol"]) == {"A/HRC/27/99"}
    assert table["recommender_name"].iloc[[0, 7]].tolist() == ["Iran (Islamic Republic of)", "Utopia"]


def test_reading_twice_gives_the_same(report):
    pd.testing.assert_frame_equal(read(report), read(report))


def test_a_docx_of_the_same_text_gives_the_same_rows(word, report):
    cover, body = report_pages([])
    section = [
        SECTION[0],
        "124.1.\tPlant oaks in the towns, with due regard to the plan of action for "
        "trees of all kinds (Iran (Islamic Republic of), Chad)^5^;",
        SECTION[3],
        SECTION[5] + " " + SECTION[6],
        *SECTION[7:10],
        " ".join(SECTION[10:]),
    ]
    path = word([*cover, *body, *section])
    pd.testing.assert_frame_equal(read(path), read(report))


def test_a_paragraph_without_brackets_keeps_its_row_and_is_counted(tmp_path):
    section = [SECTION[0], "124.1. Oaks are welcomed.", "124.2. Plant elms (Mali)."]
    path = write_report(tmp_path / "bare.pdf", section)
    assert numbering(path).without_bracket == ("124.1",)
    assert read(path)["recommender"].fillna("none").tolist() == ["none", "MLI"]


def test_the_symbol_of_a_draft_is_not_given_as_a_reports(tmp_path):
    cover = [COVER[0].replace("A/HRC/27/99", "A/HRC/WG.6/19/L.9"), *COVER[1:]]
    table = read(write_report(tmp_path / "draft.pdf", SECTION, cover))
    assert table["symbol"].isna().all() and set(table["session"]) == {19}


def test_names_as_reports_spell_them_are_in_the_one_table():
    assert states.find("Iran (the Islamic Republic of)") == "IRN"
    assert states.find("Côte d’ Ivoire") == "CIV"
    assert states.find("Slovak Republic") == "SVK"
    assert states.find("European Union") is None and states.find("Korea") is None


def test_symbol_and_session_of_real_reports(wg_reports):
    index = pd.read_csv(wg_reports / "index.csv", dtype=str)
    for row in index.iloc[::10].itertuples():
        table = read(wg_reports / row.file)
        assert set(table["symbol"]) == {row.symbol}
        assert set(table["session"]) == {int(row.session)}
        assert set(table["position_wg"].dropna()) <= set(POSITIONS)


@pytest.mark.parametrize(
    ("file", "positions"),
    [
        # 117 answers of 2009 were left open, 50 recommendations refused in the room.
        ("democraticpeoplesrepublicofkorea2010.pdf", {"pending": 117, "noted": 50}),
        ("democraticpeoplesrepublicofkorea2014.pdf", {"pending": 185, "noted": 83}),
    ],
)
def test_what_the_dprk_said_in_the_room(wg_reports, file, positions):
    paragraphs = read(wg_reports / file).drop_duplicates("paragraph")
    assert paragraphs["position_wg"].value_counts(dropna=False).to_dict() == positions


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        ("04/subheading_dotted.docx", [("6.1", "TCD", "accepted"), ("6.2", "MLI", "accepted")]),
        # The position is stated after the list.
        ("04/subheading_plain.docx", [("6.1", "TCD", "pending"), ("6.2", "MLI", "pending")]),
        ("06/response_lead.docx", [("6.1", "TCD", "pending")]),
        *(
            (
                f"08/places_{letter}.docx",
                [("4.1", "TCD", "pending"), ("4.2", "MLI", "pending"), (None, "TCD", "noted"), (None, "MLI", "noted")],
            )
            for letter in "ab"
        ),
    ],
)
def test_cases_on_which_rows_or_positions_were_lost(sources, case, rows):
    path = sources.parent / "cases" / case
    if not path.exists():
        pytest.skip("the folder of cases is absent")
    table = read(path)
    found = table[["paragraph", "recommender", "position_wg"]].astype(object).where(table.notna(), None)
    assert list(found.itertuples(index=False, name=None)) == rows
    assert table.attrs["account"].complete and table.attrs["account"].without_position == 0


def test_a_shared_object_and_a_qualifier_give_each_state_the_whole_sentence(sources):
    path = sources.parent / "cases" / "07" / "shared_object.docx"
    if not path.exists():
        pytest.skip("the folder of cases is absent")
    table = read(path)
    assert table["part"].eq(1).all() and table.groupby("paragraph")["text"].nunique().eq(1).all()
    assert table.groupby("paragraph", sort=False)["recommender"].agg(list).tolist() == [
        ["TCD", "MLI", "FJI", "PER"],
        ["TCD", "MLI"],
        ["TCD", "MLI"],
    ]
    assert all(not is_fragment(text) for text in table["text"])


@pytest.mark.parametrize(
    ("file", "announced", "positions"),
    [
        ("albania2019_A_HRC_42_4.pdf", 197, {"pending": 197}),
        ("somalia2026_draft_s52.docx", 288, {"accepted": 259, "noted": 26, "pending": 3}),
    ],
)
def test_reports_of_later_cycles_are_complete_by_their_own_announcements(sources, file, announced, positions):
    path = sources / "later" / file
    if not path.exists():
        pytest.skip("the files of later cycles are absent")
    table = read(path)
    assert table.attrs["account"].complete and table["paragraph"].nunique() == announced
    assert table.drop_duplicates("paragraph")["position_wg"].value_counts().to_dict() == positions


def as_text(section, cover=COVER):
    """A report as pdftotext prints it: a page for the cover, indented lines, headers and page numbers."""
    lines = [text if isinstance(text, str) else "".join(piece[2] for piece in text) for text in section]
    pages = report_pages(lines, cover)
    return "\n\n\n1\n\f   A/HRC/27/99\n\n".join("\n".join(f"      {line}" for line in page) for page in pages)


TEXT_SECTION = [line for line in SECTION if isinstance(line, str)]
TEXT_SECTION.insert(2, "kinds (Iran (Islamic Republic of), Chad);")


def test_a_report_as_text_and_as_a_web_page_gives_the_rows_of_its_pdf(tmp_path, written):
    pdf = read(write_report(tmp_path / "report.pdf", TEXT_SECTION))
    text = written(as_text(TEXT_SECTION), "report.txt")
    paragraphs = []
    for page in report_pages(TEXT_SECTION):
        for line in page:
            # A line that goes on the one before belongs to its paragraph.
            if paragraphs and line[0].islower():
                paragraphs[-1] += f"\n{line}"
            else:
                paragraphs.append(line)
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = written(f"<!DOCTYPE html><html><head><title>A</title></head><body>{body}</body></html>", "report.html")
    for path in (text, html):
        assert recognises(Head(path))
        pd.testing.assert_frame_equal(read(path), pdf)


def test_a_text_or_a_web_page_without_a_report_s_title_is_none(written):
    assert not recognises(Head(written("only notes")))
    assert not recognises(Head(written("<html><body><p>a viewer</p></body></html>")))


LIST = ["6.1 Plant oaks (Chad);", "6.2 Plant elms", "and firs (Mali) (Peru);", "6.3 Water them (Fiji)."]


def test_a_list_of_recommendations_alone_is_read_where_the_user_says_whose(word):
    path = word([LIST[0], " ".join(LIST[1:3]), LIST[3]])
    table = read(path, known=Known(sur="PLW", symbol="A/HRC/63/9", session=52))
    assert table[["paragraph", "recommender"]].to_numpy().tolist() == [
        ["6.1", "TCD"],
        ["6.2", "MLI"],
        ["6.2", "PER"],
        ["6.3", "FJI"],
    ]
    assert table[["sur", "symbol", "session", "cycle"]].drop_duplicates().to_numpy().tolist() == [
        ["PLW", "A/HRC/63/9", 52, 4]
    ]
    # No lead says a position: each row is counted as without one.
    assert table["position_wg"].isna().all() and table.attrs["account"].without_position == 4


def test_a_list_counted_from_one_or_as_text_is_read_too(written):
    path = written(
        "Recommendations to Palau\n\n1. Plant oaks (Chad);\n2. Plant elms\n   and firs (Mali);\n3. Water them (Fiji).\n"
    )
    table = read(path, known=Known(sur="PLW", symbol="A/HRC/63/9"))
    assert table[["paragraph", "recommender"]].to_numpy().tolist() == [["1", "TCD"], ["2", "MLI"], ["3", "FJI"]]
    assert set(table["session"]) == {52}


def test_a_list_whose_state_nobody_says_is_refused_with_what_to_say(word):
    with pytest.raises(SourceError, match=r"no title page.*--sur PLW --symbol A/HRC/63/9 --session 52"):
        read(word(LIST))


def test_what_the_user_says_against_the_title_page_is_refused(report):
    with pytest.raises(SourceError, match=r"--sur is not what the document prints; found 'PLW'; expected CIV"):
        read(report, known=Known(sur="PLW"))
    assert set(read(report, known=Known(sur="CIV"))["sur"]) == {"CIV"}


def test_numbered_paragraphs_without_states_are_no_list(word):
    with pytest.raises(SourceError, match="no section of numbered recommendations"):
        read(word(["1.1 A first remark.", "1.2 A second one.", "1.3 A third."]), known=Known(sur="PLW"))


def test_the_day_of_the_review_is_read(tmp_path):
    cover = [*COVER, "The review of Côte d’Ivoire was held at the 2nd meeting, on 29 April 2014."]
    assert read(write_report(tmp_path / "report.pdf", SECTION, cover)).attrs["review_date"] == "2014-04-29"


@pytest.mark.parametrize(("file", "rows"), [("palau2026_draft_s52_recommendations_only.docx", 195)])
def test_a_real_list_without_a_title_page(sources, file, rows):
    table = read(sources / "later" / file, known=Known(sur="PLW", symbol="A/HRC/63/9"))
    assert len(table) == rows and table["paragraph"].nunique() == 185
    assert table.attrs["account"].complete and table.attrs["account"].without_position == rows
