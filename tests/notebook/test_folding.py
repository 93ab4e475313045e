"""A reader unfolds long code if they want it, and is told once, in a line, what a State lacks."""

import nbformat.v4 as v4
import pytest

from uprlib.notebook import folding


def code(source, *outputs, tags=()):
    return v4.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)} if tags else {})


def shown(words, **metadata):
    return v4.new_output("display_data", {"text/markdown": words}, metadata=metadata)


LACK = shown("*It has no votes.*", **folding.LACKS)
SHOW = 'study.table(votes, "tab01_votes")'


def folded(*cells):
    notebook = v4.new_notebook(cells=list(cells))
    for fold in 2 * (folding.fold_long_code, folding.fold_what_is_lacking):  # What is folded already stays as it is.
        fold(notebook)
    return notebook.cells


def hidden(cell):
    return cell.metadata.get("jupyter", {}).get("source_hidden", False), "hide-input" in cell.metadata.get("tags", [])


@pytest.mark.parametrize(("lines", "is_long"), [(folding.LONGEST, False), (folding.LONGEST + 1, True)])
def test_long_code_is_folded_in_jupyterlab_and_on_the_site(lines, is_long):
    (cell,) = folded(code("\n".join(["x = 1"] * lines)))
    assert hidden(cell) == (is_long, is_long)


def test_parameters_stay_in_sight_where_a_reader_can_change_them():
    (cell,) = folded(code("x = 1\n" * folding.LONGEST, tags=["parameters"]))
    assert hidden(cell) == (False, True) and cell.metadata.tags == ["parameters", "hide-input"]


def test_a_section_that_a_state_lacks_is_its_heading_and_one_line():
    text, first, second, more, third = folded(
        v4.new_markdown_cell("# Votes\n\nHow it voted."),
        code("votes = votes_of(sur)"),
        code(SHOW, LACK),
        v4.new_markdown_cell("The same by year."),
        code("study.figure(plots.votes(votes))"),
    )
    assert text.source == "# Votes\n\n<details><summary>About this part</summary>\n\nHow it voted.\n\n</details>"
    assert more.source == "<details><summary>About this part</summary>\n\nThe same by year.\n\n</details>"
    assert [hidden(cell) for cell in (first, second, third)] == 3 * [(True, True)] and second.outputs == [LACK]


def test_what_has_something_to_show_or_shows_nothing_anyway_stays():
    cells = folded(
        v4.new_markdown_cell("# Votes\n\nHow it voted."),
        code(SHOW, LACK),
        code("study.answer(pacts)", shown("It has a pact.")),
        v4.new_markdown_cell("# Pacts\n\nWhat it signed."),
        code("study.answer(nothing_to_say)"),
        v4.new_markdown_cell("# Trade\n\nWe hold none."),
    )
    assert not any(any(hidden(cell)) for cell in cells) and "details" not in str(cells)


def test_of_several_headings_in_one_text_the_last_one_is_that_of_the_part():
    text, _ = folded(v4.new_markdown_cell("## Data\n\nAll answers.\n\n## Votes\n\nHow it voted."), code(SHOW, LACK))
    assert text.source.startswith("## Data\n\nAll answers.\n\n## Votes\n\n<details>")
