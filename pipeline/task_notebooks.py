"""data/processed -> executed notebooks, figures and results: one task for each notebook, through papermill."""

from pathlib import Path

from pytask import PythonNode, task

from uprlib import paths
from uprlib.facts import built, forms
from uprlib.notebook import execution, parameters, rests_on

for name in parameters.names():
    source = paths.notebooks() / f"{name}.ipynb"

    @task(id=name)
    def task_notebook(
        tables: list[Path] = [built.parquet(table) for table in rests_on.tables_of_notebook(source)],
        code: list[Path] = rests_on.modules_of_notebook(source),
        files: list[Path] = rests_on.files_of_notebook(source, parameters.names()),
        cells: str = PythonNode(value=rests_on.code_of_notebook(source), hash=True),
        defaults: str = PythonNode(value=repr(parameters.defaults(name)), hash=True),
        answers_given: str = PythonNode(value=forms.filled_in(), hash=True),
        produces: list[Path] = [paths.executed() / f"{name}.ipynb", paths.results() / f"{name}.json"],
        name: str = name,
    ) -> None:
        execution.run(name)
