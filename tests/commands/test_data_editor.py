"""Claims about the answers to a data editor."""

import re

import pytest

from uprlib import paths
from uprlib.commands import data_editor
from uprlib.errors import DataError
from uprlib.facts import codebook
from uprlib.ledger import entries
from uprlib.notebook import contents


@pytest.fixture(scope="module")
def page():
    return data_editor.page()


def test_every_rule_of_the_standard_is_answered():
    asked = " ".join(by for _, by, _, _ in data_editor.CHECKLIST)
    assert {int(number) for number in re.findall(r"DCAS (\d+)", asked)} == set(range(1, 17)) and "AJPS" in asked
    assert all(answer for _, _, answer, _ in data_editor.CHECKLIST)


def test_every_file_that_the_checklist_names_is_there_or_made_by_a_command():
    made = {"data/processed/", "codebook.html", "SHA256SUMS", "sbom.cdx.json"}
    for *_, where in data_editor.CHECKLIST:
        for name in set(re.findall(r"`([^`]+)`", where)) - made:
            assert (paths.home() / name).exists(), name


def test_each_source_has_its_rights_and_how_to_get_it(page):
    for text in (page, data_editor.short()):
        for source in codebook.sources().values():
            (line,) = [line for line in text.splitlines() if line.startswith(f"| {source['title']} |")]
            assert source["rights"] in line and source["access"] in line


def test_each_raw_file_is_listed_with_what_a_row_is_and_its_sources(page):
    listed = {name.strip("`"): (row, sources) for name, row, sources in data_editor.data_files()}
    assert set(listed) == {file.name for file in paths.files(paths.raw())}
    assert listed["reviews.csv"][0] == "one State's review in one cycle" and "UPR Info" in listed["reviews.csv"][1]
    assert all(row and sources and f"| `{name}` |" in page for name, (row, sources) in listed.items())
    without = {name for name, (row, _) in listed.items() if row.startswith("a reviewed list")}
    assert without == {"claims.yml", "corrections.yml", "journals.yml"}


def test_every_command_of_the_instructions_is_a_target_of_make():
    makefile = (paths.home() / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([a-z]+)`", data_editor.INSTRUCTIONS)
    assert targets == ["reproduce", "test", "review"] and all(f"\n{name}: " in makefile for name in targets)


def test_each_figure_and_table_has_its_program(page):
    for name in contents.names():
        content = entries.content(entries.file_of(name))
        for figure in content["figures"]:
            assert f"| `notebooks/{name}.ipynb` | `figures/{name}/{figure}.pdf` |" in page
        for table in content["tables"].values():
            assert f"| `notebooks/{name}.ipynb` | `data/processed/results/{name}/{table['file']}` |" in page


def test_requirements_name_seeds_time_memory_disk_and_system():
    found = dict(data_editor.requirements())
    assert "20140217 in 01, 02, 03, 04, 10" in found["seeds"] and re.match(r"\d+ s for everything", found["run time"])
    assert {"memory", "disk", "operating system", "software", "network"} <= set(found)


def test_the_page_has_the_same_as_the_markdown_and_needs_no_network(tmp_path, page):
    html, markdown = data_editor.write(tmp_path / "answers.html")
    words = html.read_text(encoding="utf-8")
    assert markdown.name == "answers.md" and markdown.read_text(encoding="utf-8").startswith(page)
    assert "http" not in words and words.count("<tr>") > 80 and "| ---" not in words
    for target in re.findall(r'href="#([^"]+)"', words):
        assert f'id="{target}"' in words


def test_times_that_were_never_measured_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    with pytest.raises(DataError, match=r"benchmarks/history\.csv: the measured times cannot be read"):
        data_editor._measured("upr build")
