import pytest

from uprlib.errors import DataError
from uprlib.notebook import contents, execution, slices

FIGURE = "fig06_all_states"


def test_a_figure_needs_the_parameters_the_start_what_it_uses_and_the_end():
    cells = slices.cells_for("01", [FIGURE])
    assert cells[0] == contents.tagged_cell("01")
    assert cells[1].startswith("from uprlib import") and 'start("01_acceptance", globals())' in cells[1]
    assert cells[-1] == "study.finish()" and FIGURE in cells[-2]
    code = "\n".join(cells)
    assert "under = profiles.under_each_coding(" in code and "upr = corpus(" in code
    # Neither another figure nor the models, which take longest.
    assert "fig05_odds_ratios" not in code and "acceptance.models" not in code


def test_two_figures_need_the_cells_of_both_each_once():
    both = slices.cells_for("01", [FIGURE, "fig01_action"])
    alone = [slices.cells_for("01", [name]) for name in (FIGURE, "fig01_action")]
    assert set(both) == {cell for cells in alone for cell in cells} and len(both) == len(set(both))


@pytest.mark.parametrize("name", contents.names())
def test_every_figure_of_every_notebook_has_its_cells(name):
    made = [node for node in contents.code(name).split('"') if node.startswith("fig") and "_" in node]
    for figure in made:
        assert any(f'"{figure}"' in cell for cell in slices.cells_for(name, [figure]))


def test_a_figure_that_no_cell_makes_is_refused():
    with pytest.raises(DataError, match="no cell of the notebook makes this figure; found '01_acceptance/fig99'"):
        slices.cells_for("01_acceptance", ["fig99"])


def test_a_name_that_is_changed_after_it_was_given_counts_with_all_its_cells(monkeypatch):
    """A result that a later cell changes by an assignment to its column is needed with the change."""
    code = ["own = 1", "own['x'] = 2", "other = 3", "study.figure(plots.draw(own), 'fig01_x')", "study.finish()"]
    cells = [contents.Cell("code", source, ()) for source in code]
    monkeypatch.setattr(contents, "cells", lambda notebook: cells)
    assert slices.cells_for("01", ["fig01_x"]) == [code[0], code[1], code[3], code[4]]


def test_a_figure_made_from_its_cells_is_that_of_the_full_run_to_the_byte(tmp_path):
    given = {"sur": "MMR", "draws": 100}
    execution.run("01", given, out=tmp_path / "full", progress=False)
    execution.figures("01", [FIGURE], given, out=tmp_path / "alone", formats=["svg", "png"])
    made = sorted((tmp_path / "alone").rglob("*.*"))
    assert [file.name for file in made] == [f"{FIGURE}.json", f"{FIGURE}.png", f"{FIGURE}.svg", f"{FIGURE}.txt"]
    for file in made[1:]:
        assert file.read_bytes() == (tmp_path / "full" / file.relative_to(tmp_path / "alone")).read_bytes()


def test_somebodys_magics_and_unfinished_cells_do_no_harm(monkeypatch):
    code = ["%matplotlib inline\nown = 1", "own = = 2", "study.figure(own, 'fig01_x')", "%%bash\nls", "study.finish()"]
    cells = [contents.Cell("code", source, ()) for source in code]
    monkeypatch.setattr(contents, "cells", lambda notebook: cells)
    assert slices.cells_for("01", ["fig01_x"]) == [code[0], code[2], code[4]]
