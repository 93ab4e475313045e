"""Claims about tables for papers."""

import io
import re
import shutil
import subprocess

import pandas as pd
import pypdfium2
import pytest
from docx import Document

from uprlib.commands import publish
from uprlib.errors import DataError, ParameterError
from uprlib.paper import table_files


@pytest.fixture
def table():
    cells = pd.DataFrame(
        {"odds ratio": ["2.1 (1.1 to 4)", "9 (3 to 27)"], "p": ["0.040", "<0.001"], "R&D_%": ["50%", "<b>"]},
        index=pd.Index(["action: 1", "Côte d'Ivoire"], name="term"),
    )
    return table_files.ResultTable(
        "01_acceptance/tab99_invented", cells, "Odds & ends", "n = 12; 95% intervals.", {"odds ratio": "p"}
    )


def test_latex_has_booktabs_and_escapes_what_latex_reads(table):
    text = table_files.render(table, "tex").decode()
    assert r"\toprule" in text and r"\midrule" in text and r"\bottomrule" in text and r"\hline" not in text
    assert r"R\&D\_" in text and r"50\%" in text and r"\textless{}0.001" in text
    assert r"\caption{Odds \& ends}" in text and r"n = 12; 95\% intervals." in text


@pytest.mark.parametrize("format_", ["tex", "html", "csv"])
def test_names_of_the_code_are_words_where_people_read_them(format_):
    (models,) = publish.kept_tables("01_acceptance", ["tab08_models"])
    text = table_files.render(models, format_).decode()
    named, word = "regional_group: Africa", "regional group: Africa"
    assert (named in text, word in text) == ((True, False) if format_ == "csv" else (False, True))


def test_the_key_of_a_number_and_the_name_of_a_file_stay_as_they_are(table):
    named = ["03_alliances:friend_odds.ideal_points.rank", "rate.of_all", "data/raw/state_names.csv"]
    cells = pd.DataFrame({"by_key": named}, index=pd.Index(["a", "b", "c"], name="term"))
    kept = table_files.ResultTable(table.name, cells, "Keys").printed
    assert kept["by key"].tolist() == named


def test_a_long_table_runs_over_pages(table):
    long = table_files.ResultTable(table.name, pd.concat([table.cells] * 30), table.title, table.notes, {})
    text = table_files.render(long, "tex").decode()
    assert r"\begin{longtable}" in text and "n = 12" in text and r"\caption{Odds \& ends}" in text


def compiled(folder, *tables):
    """What LaTeX says of some tables on a page 174 mm wide, and the text of the pages."""
    files = [folder / f"{number}.tex" for number, _ in enumerate(tables)]
    for file, each in zip(files, tables, strict=True):
        file.write_bytes(each)
    body = "\n".join(f"\\input{{{file.stem}}}\\clearpage" for file in files)
    main = folder / "main.tex"
    main.write_text(
        "\\documentclass[10pt]{article}\n\\usepackage{array,booktabs,longtable}\n\\textwidth=174mm\\hoffset=-20mm\n"
        f"\\textheight=234mm\\voffset=-20mm\n\\begin{{document}}\n{body}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    for _ in range(2):  # The second run knows how wide the columns of long tables are.
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", main.name], cwd=folder, capture_output=True
        )
    log = (folder / "main.log").read_text(encoding="latin-1").replace("\n", " ")
    assert done.returncode == 0, log[-2000:]
    with pypdfium2.PdfDocument((folder / "main.pdf").read_bytes()) as document:
        return log, ["".join(page.get_textpage().get_text_range().split()) for page in document]


needs_latex = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="there is no pdflatex here; Debian's texlive-latex-recommended has it"
)


@needs_latex
@pytest.mark.paper
def test_latex_sets_every_sign_as_it_is(tmp_path):
    signs = ["<0.001", ">5", "a|b", '"so"', "-4.8", "−3", "5%", "R&D", "a_b", "#1", "~x", "^y", "{z}", "\\w", "$v$"]
    signs += ["≥2", "≤2", "1–2", "é ô ü", "Oʼo", "[0.5, 1]", "*", "`q`", "a--b", "×2", "±1"]
    cells = pd.DataFrame({"sign": signs}, index=pd.Index(["[a]", "*"] * (len(signs) // 2), name="[n]"))
    table = table_files.ResultTable("01/tab99", cells, "Signs: <, %, −", "≥, & and _.")
    log, pages = compiled(tmp_path, table_files.render(table, "tex"))
    seen = " ".join(pages)
    same = str.maketrans({"-": "−", "ʼ": "'", "’": "'", "”": '"', "‘": "'", "˜": "~", "ˆ": "^"})
    # The usual encoding of type in LaTeX draws an underscore as a rule, and an accent as a sign of its own.
    drawn = {"a_b": "ab", "é ô ü": "´eˆo¨u"}
    for sign in signs:
        assert drawn.get(sign, sign).replace(" ", "").translate(same) in seen.translate(same), sign
    assert "Missing character" not in log


@needs_latex
@pytest.mark.paper
def test_every_kept_table_is_compiled_by_latex_within_the_width_of_a_page(tmp_path):
    every = [
        table_files.render(table, "tex")
        for notebook, names in publish.named([], "tables").items()
        for table in publish.kept_tables(notebook, names)
    ]
    log, pages = compiled(tmp_path, *every)
    assert len(every) >= 60 and len(pages) >= len(every) and any("<0.001" in page for page in pages)
    # Five points are between two columns.
    assert not [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(points) > 5]
    assert "Missing character" not in log and "Float too large" not in log and "undefined" not in log


def test_html_escapes_and_names_no_outside_address(table):
    text = table_files.render(table, "html").decode()
    assert "&lt;b&gt;" in text and "<b>" not in text and "Odds &amp; ends" in text and "//" not in text


def test_word_holds_every_cell_the_title_and_the_notes(table):
    document = Document(io.BytesIO(table_files.render(table, "docx")))
    (grid,) = document.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["term", "odds ratio", "p", "R&D_%"],
        ["action: 1", "2.1 (1.1 to 4)", "0.040", "50%"],
        ["Côte d'Ivoire", "9 (3 to 27)", "<0.001", "<b>"],
    ]
    assert [p.text for p in document.paragraphs if p.text] == ["Odds & ends", "n = 12; 95% intervals."]


@pytest.mark.parametrize("format_", table_files.FORMATS)
def test_a_table_gives_the_same_bytes_every_time(table, format_):
    assert table_files.render(table, format_) == table_files.render(table, format_)


def test_stars_stand_only_where_they_are_asked_for(table):
    assert "*" not in table_files.render(table, "csv").decode()
    starred = table.with_stars()
    assert list(starred.cells["odds ratio"]) == ["2.1 (1.1 to 4)*", "9 (3 to 27)***"]
    assert starred.notes.endswith("* p < 0.05, ** p < 0.01, *** p < 0.001.")
    assert list(table.cells["odds ratio"]) == ["2.1 (1.1 to 4)", "9 (3 to 27)"]


def test_every_kept_table_of_the_default_runs_can_be_written(tmp_path):
    # Takes more than 5 s: some seventy tables in four formats, of which Word takes most.
    written = publish.tables(["tex", "html", "docx", "csv"], out=tmp_path)
    names = {file.stem for file in written}
    assert len(names) >= 35 and len(written) == 4 * len(names) and all(file.stat().st_size for file in written)


def test_numbers_of_a_table_are_those_of_the_ledger(tmp_path):
    (file,) = publish.tables(["csv"], only=["01/tab02"], out=tmp_path)
    rates = pd.read_csv(file, index_col="cycle")
    assert list(rates["recommendations"]) == [167, 269] and list(rates["accepted"]) == [0, 114]


def test_a_table_or_format_that_is_not_there_writes_nothing(tmp_path):
    with pytest.raises(ParameterError, match="no tables of that name; found 'tab98'"):
        publish.tables(["csv"], only=["tab98"], out=tmp_path)
    with pytest.raises(ParameterError, match=r"found 'doc'.*did you mean docx"):
        publish.tables(["doc"], out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_kept_table_that_lacks_its_column_of_p_is_told(tmp_path):
    file = tmp_path / "tab.csv"
    file.write_text("term,estimate\na,1\n", encoding="utf-8")
    entry = {"index": 1, "rows": 1, "title": "t", "notes": "", "stars": {"estimate": "p"}}
    with pytest.raises(DataError, match="no column 'p'"):
        table_files.read(file, entry, "x/tab")
    # As where the file was cut at the end of a line.
    with pytest.raises(DataError, match="1 rows, not 2"):
        table_files.read(file, entry | {"rows": 2}, "x/tab")
    with pytest.raises(DataError, match="cannot be read"):
        table_files.read(tmp_path / "none.csv", entry, "x/tab")
