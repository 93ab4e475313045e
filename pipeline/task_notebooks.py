"""data/raw -> executed notebooks, figures and results: one task for each notebook, through papermill.

Tables have no tasks: `uprlib.facts.tables.load` builds a table again if its raw files or its code have changed.
"""

from pathlib import Path

from pytask import PythonNode, task

from uprlib import paths
from uprlib.facts import forms, journals
from uprlib.notebook import contents, execution, origin, parameters

for entry in contents.listed():
    usual = parameters.defaults(entry.name)

    @task(id=entry.name)
    def task_notebook(
        # One list, never empty: pytask names an empty one after the last task, so a new notebook would make all stale.
        data: list[Path] = [*origin.files(entry.name), *origin.numbers(entry.name)],
        code: list[Path] = list(origin.modules_of(entry.name)),
        lock: Path = paths.home() / "requirements.lock",
        cells: str = PythonNode(value=contents.code(entry.name), hash=True),
        page: str = PythonNode(value=repr(journals.profile(usual["profile"])), hash=True),
        answers_given: str = PythonNode(value=forms.filled_in(), hash=True),
        produces: list[Path] = [paths.executed() / f"{entry.name}.ipynb", paths.results() / f"{entry.name}.json"],
        name: str = entry.name,
    ) -> None:
        execution.run(name)
