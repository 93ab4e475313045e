"""data/raw -> data/processed: one task for each table."""

from pathlib import Path

from pytask import task

from uprlib import paths
from uprlib.facts import built
from uprlib.notebook import rests_on

CODE = rests_on.modules_of(Path(built.__file__))

for name, sources in built.TABLES.items():

    @task(id=name)
    def task_build(
        raw: list[Path] = [paths.raw() / f"{source}.csv" for source in sources],
        code: list[Path] = CODE,
        produces: Path = built.parquet(name),
        name: str = name,
    ) -> None:
        built.write(name)
