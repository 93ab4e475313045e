"""What a stranger's file says is shown and never obeyed: by a page, a figure, a table, a file's name or a terminal."""

import csv
import io
import json
import re
import shutil
from html.parser import HTMLParser
from xml.etree import ElementTree

import nbformat
import pypdfium2
import pytest
from docx import Document

from uprlib import cli, paths
from uprlib.commands import report, review, sweep
from uprlib.errors import DataError, UprError, printable
from uprlib.facts import csv_files, datasets
from uprlib.notebook import execution, pool, study
from uprlib.readers import recognition

PAYLOADS = {
    "mathtext": r"$\frac{1}$",
    "half of mathtext": "cost $x_{ and $",
    "formula": "=cmd|' /C calc'!A0",
    "formula plus": "+HYPERLINK(1)",
    "formula minus": "-2+cmd(3)",
    "formula at": "@SUM(1)",
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)' x='",
    "entity": "]]>&lt;",
    "link": "[click](javascript:alert(1))",
    "LaTeX": r"\input{/etc/passwd}\write18{ls}",
    "Typst": '#read("/etc/passwd")',
    "template": "{{7*7}}{% raw %}{0.__class__}%s%n",
    "path": "../../../../etc/passwd",
    "device": "CON",
    "terminal": "\x1b[2J\x1b[31mred\x07",
    "direction": "abc\u202edef\u2066",
    "control": "a\x01b\x0bc",
    "very long": "x" * 5000,
}
STATES = ("Namibia", "France", "Chad", "Mali", "Cuba", "Japan")
HEADER = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session"]
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal or a page would act on."""


class Page(HTMLParser):
    """The elements of a page and what they do."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.acts, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.acts += [name for name, value in attributes if name.startswith("on") or "javascript:" in (value or "")]

    def handle_data(self, data):
        self.words.append(data)


def is_harmless(text, *, of_ours=()):
    page = Page(text)
    return not {"script", "iframe", "object"} & (set(page.elements) - set(of_ours)) and not page.acts


def stranger():
    """The stranger's file, whose name is a formula too."""
    return paths.home() / "=stranger.csv"


@pytest.fixture(scope="module")
def hostile(built_home, tmp_path_factory):
    """A run on an import whose labels are the payloads: its folder, in a copy of the project."""
    # Takes more than 5 s: a whole notebook runs on the import, with its figures.
    home = tmp_path_factory.mktemp("hostile") / "copy"
    shutil.copytree(built_home, home)
    for folder in ("data/processed/results", "figures"):
        shutil.copytree(paths.PACKAGE_HOME / folder, home / folder)
    source = home / "=stranger.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number, label in enumerate(PAYLOADS.values()):
            for place, state in enumerate(STATES):
                answer = "Noted" if (number + place) % 3 else "Accepted"
                text = f"{label} {number} {place}"
                rows.writerow(["Eritrea", "Africa", "", text, state, "", "", answer, 4, label, 18])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UPRLIB_HOME", str(home))
        patch.delenv("UPRLIB_OUT", raising=False)
        cli.app(["import", str(source), "--name", "STRANGER"], standalone_mode=False)
        given = {"dataset": "STRANGER", "sur": "ERI"}
        written = execution.run("01", given, out=home / "runs" / "stranger", progress=False)
        yield written.parent


def test_a_text_is_read_back_as_it_was_and_a_label_is_shown_so_that_it_can_be_seen(hostile):
    texts = [recognition.read(file)["text"] for file in (datasets.folder() / "STRANGER" / datasets.READING, stranger())]
    assert texts[0].equals(texts[1]) and f"{PAYLOADS['formula']} 2 0" in set(texts[0])
    labels = set(datasets.held("STRANGER")["issues"])
    assert printable(PAYLOADS["terminal"]) in labels and not [label for label in labels if ACTS.search(label)]


def test_a_figure_draws_every_label_as_text(hostile):
    drawings = sorted((hostile / "figures" / "01_acceptance").glob("*.svg"))
    texts = {each.text for file in drawings for each in ElementTree.parse(file).iter() if each.tag.endswith("}text")}
    assert len(drawings) >= 5 and any(PAYLOADS["mathtext"] in (text or "") for text in texts)
    for file in drawings:
        tags = {each.tag.rpartition("}")[2] for each in ElementTree.parse(file).iter()}
        assert not tags & {"script", "foreignObject", "img"}
        with pypdfium2.PdfDocument(file.with_suffix(".pdf")) as document:
            assert len(document) == 1


def test_a_notebook_shows_every_label_and_runs_none(hostile):
    notebook = nbformat.read(hostile / "01_acceptance.ipynb", as_version=4)
    outputs = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    pages = [data[kind] for data in outputs for kind in ("text/html", "text/markdown") if kind in data]
    assert len(pages) > 10 and any("alert(1)" in page for page in pages)
    assert not [page for page in pages if not is_harmless(page) or ACTS.search(page)]
    # A paragraph in Markdown: no element begins in it, and no formula.
    said = [data["text/markdown"] for data in outputs if "text/markdown" in data]
    assert not [words for words in said if re.search(r"<[A-Za-z/!]|(?<!\\)\$", words)]


def test_no_table_for_people_holds_a_formula_and_each_reads_back_equal(hostile):
    tables = sorted((hostile / "results" / "01_acceptance").glob("*.csv"))
    with (hostile / "results" / "01_acceptance" / "tab06_issues.csv").open(newline="", encoding="utf-8") as file:
        first = [row[0] for row in csv.reader(file)][1:]
    assert "'" + PAYLOADS["formula"] in first
    assert {csv_files.unguarded(cell) for cell in first} >= {PAYLOADS["formula"], PAYLOADS["formula at"]}
    for path in tables:
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if re.match(r"\s*[=@]|[+-].*[A-Za-z(|!]", cell) and " to " not in cell]


def test_a_table_for_a_paper_says_every_label_and_does_nothing(hostile, tmp_path, capsys):
    cli.app(["tables", "--of", str(hostile), "--only", "01/tab06", "--out", str(tmp_path)], standalone_mode=False)
    made = {file.suffix: file for file in (tmp_path / "01_acceptance").iterdir()}
    tex = made[".tex"].read_text(encoding="utf-8")
    assert r"\$\textbackslash{}frac\{1\}\$" in tex and not re.search(
        r"\\(input|write18)\b|(?<!\\)\$", tex.replace("$-$", "")
    )
    page = made[".html"].read_text(encoding="utf-8")
    assert PAYLOADS["script"] in "".join(Page(page).words) and is_harmless(page)
    (grid,) = Document(io.BytesIO(made[".docx"].read_bytes())).tables
    assert PAYLOADS["formula"] in {row.cells[0].text for row in grid.rows}
    with made[".csv"].open(newline="", encoding="utf-8") as file:
        assert not [row for row in csv.reader(file) if re.match("[=@]", row[0])]
    for file in made.values():
        assert not ACTS.search(file.read_bytes().decode("utf-8", errors="ignore")) or file.suffix == ".docx"


def test_a_terminal_is_told_and_not_commanded(hostile, capsys):
    for arguments in (["results", "--of", str(hostile)], ["results", "diff", str(hostile)], ["read", str(stranger())]):
        cli.app(arguments, standalone_mode=False)
        shown = capsys.readouterr().out
        assert len(shown) > 200 and not ACTS.search(shown)


def test_the_report_shows_every_label_and_runs_none(hostile, tmp_path):
    """With the stranger's numbers, tables and figures beside those of the default run, or in their place."""
    file = paths.results() / "01_acceptance.json"
    held, own = (json.loads(each.read_text(encoding="utf-8")) for each in (file, hostile / "results" / file.name))
    file.write_text(json.dumps(held | {kind: held[kind] | own[kind] for kind in ("numbers", "tables", "figures")}))
    for folder in (paths.results(), paths.figures()):
        shutil.copytree(hostile / folder.name / "01_acceptance", folder / "01_acceptance", dirs_exist_ok=True)
    page = report.write(tmp_path / "report.html").read_text(encoding="utf-8")
    assert PAYLOADS["script"] in "".join(Page(page).words) and is_harmless(page) and not ACTS.search(page)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_the_page_of_a_review_and_that_of_a_sweep_show_words_as_words(payload, tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    part = review.Part(payload, payload, [review.Difference(payload, payload, payload)])
    page = review.write_page(review.Review([part], 1.0)).read_text(encoding="utf-8")
    assert is_harmless(page) and printable(payload)[:50] in printable("".join(Page(page).words))
    job = pool.Job("01_acceptance", {"issue": payload}, tmp_path / "swept" / "one")
    monkeypatch.setattr(sweep.inputs, "fingerprint", lambda *_: "")
    monkeypatch.setattr(sweep.pool, "run_all", lambda jobs, workers: [(job, DataError(payload)) for job in jobs])
    sweep.sweep([sweep.Cell("01_acceptance", {"issue": payload}, job)], tmp_path / "swept")
    page = (tmp_path / "swept" / "index.html").read_text(encoding="utf-8")
    assert is_harmless(page, of_ours=["script"]) and printable(payload)[:50] in printable("".join(Page(page).words))


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), "..", ".", "a/..", "C:\\x", "\ud800", "a\x00b", "nul.txt"])
def test_a_runs_folder_is_one_folder_with_a_name_that_every_system_takes(payload, tmp_path):
    name = study.folder_name(payload)
    place = tmp_path / name
    place.mkdir()
    assert place.resolve().parent == tmp_path.resolve() and place.resolve() != tmp_path.resolve()
    assert len(name.encode()) <= 140 and not re.search(r'[/\\:*?"<>|]', name) and not ACTS.search(name)
    assert name.casefold().partition(".")[0] not in study.RESERVED
    assert (name == payload) or study.folder_name(payload + "1") != name


@pytest.mark.parametrize("value", ["../../../../x", "x" * 5000, '"\\ud800"', '"\\u001b[2J"', "[" * 100_000])
def test_a_parameter_leads_nowhere_else_and_is_answered_in_a_short_sentence(value, capsys, project_copy):
    before = sorted(project_copy.parent.rglob("*"))
    with pytest.raises(SystemExit) as ended:
        cli.main(["run", "05_claims", "-p", "ledger", value])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and "Traceback" not in said and len(said) < 1500 and not ACTS.search(said.strip())
    made = {path for path in set(project_copy.parent.rglob("*")) - set(before)}
    assert not [path for path in made if not path.is_relative_to(project_copy)]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_an_error_is_one_line_that_commands_no_terminal(payload):
    said = str(UprError(f"a column {payload}\nis odd", file=payload, column=payload, value=payload))
    assert "\n" not in said and not ACTS.search(said)


@pytest.mark.parametrize("name", ["../../x", "a/b", "=x", "x\x1b", "", "..", "<b>"])
def test_a_ledger_that_names_files_elsewhere_is_refused(tmp_path, name, capsys):
    entry = {"title": "t", "notes": "", "file": f"{name}.csv", "index": 0, "rows": 0, "stars": {}}
    for content in ({"notebook": name, "tables": {}}, {"notebook": "01_acceptance", "tables": {"tab01": entry}}):
        (tmp_path / "01_acceptance.json").write_text(json.dumps({"numbers": {}, **content}))
        with pytest.raises(SystemExit) as ended:
            cli.main(["tables", "--of", str(tmp_path), "--out", str(tmp_path / "out")])
        said = capsys.readouterr().err
        assert ended.value.code == 2 and "01_acceptance.json" in said and "the ledger cannot be used" in said
    assert not (tmp_path / "out").exists()
