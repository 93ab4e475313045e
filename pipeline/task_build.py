"""data/raw -> data/processed: one task for each table."""

from pathlib import Path

from pytask import task

from uprlib import build, dependencies, paths

CODE = dependencies.modules_of(Path(build.__file__))

for name, sources in build.TABLES.items():

    @task(id=name)
    def task_build(
        raw: list[Path] = [paths.raw() / f"{source}.csv" for source in sources],
        code: list[Path] = CODE,
        produces: Path = build.parquet(name),
        name: str = name,
    ) -> None:
        build.write(name)
