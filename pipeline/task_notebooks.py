"""data/processed -> executed notebooks, figures and results: one task for each notebook, through papermill."""

from pathlib import Path

from pytask import PythonNode, task

from uprlib import answers, build, dependencies, parameters, paths, run

for name in parameters.names():
    source = paths.notebooks() / f"{name}.ipynb"

    @task(id=name)
    def task_notebook(
        tables: list[Path] = [build.parquet(table) for table in dependencies.tables_of_notebook(source)],
        code: list[Path] = dependencies.modules_of_notebook(source),
        files: list[Path] = dependencies.files_of_notebook(source, parameters.names()),
        cells: str = PythonNode(value=dependencies.code_of_notebook(source), hash=True),
        defaults: str = PythonNode(value=repr(parameters.defaults(name)), hash=True),
        answers_given: str = PythonNode(value=answers.filled_in(), hash=True),
        produces: list[Path] = [paths.executed() / f"{name}.ipynb", paths.results() / f"{name}.json"],
        name: str = name,
    ) -> None:
        run.run(name)
