"""Claims about the project's own files: each, damaged in every way, is answered in one sentence that names it."""

import contextlib
import io
import shutil

import pytest

from uprlib import cli, paths
from uprlib.errors import DataError
from uprlib.facts import built, project_files

DAMAGES = {
    "missing": None,
    "a folder": "folder",
    "empty": lambda _: b"",
    "cut in half": lambda content: content[: len(content) // 2],
    "a list of nothing": lambda _: b"[]\n",
    "no fields": lambda _: b"{}\n",
    "null": lambda _: b"null\n",
    "numbers": lambda _: b"[1, 2, 3]\n",
    "words": lambda _: b"only words\n",
    "bytes": lambda _: bytes(range(256)) * 4,
    "Latin-1": lambda content: b"\xe9\xff" + content,
    "UTF-16": lambda content: content[:200].decode("latin-1").encode("utf-16"),
    "nested": lambda _: b"[" * 100_000,
    "half a character": lambda _: b'{"notebook": "\\ud800", "numbers": {}, "figure": "a/\\ud800", "parameters": {}}',
}
PLACES = (
    "README.md",
    "requirements.lock",
    "docs/*.yml",
    "data/*.json",
    "data/README.md",
    "data/raw/*",
    "notebooks/*.*",
)
RESULTS = ("data/processed/results/*.json", "data/processed/results/*/*.csv", "figures/*/*.json")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The project's files, each the same file as the checkout's until it is damaged, and a default run to store."""
    home = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        for pattern in (*PLACES, *RESULTS, "figures/*/*.*", "benchmarks/history.csv", "data/README.md"):
            for file in sorted(paths.PACKAGE_HOME.glob(pattern)):
                place = home / file.relative_to(paths.PACKAGE_HOME)
                place.parent.mkdir(parents=True, exist_ok=True)
                if not place.exists():
                    place.symlink_to(file)
        shutil.copytree(home / "notebooks", home / "data" / "processed" / "notebooks")
        patch.setenv("UPRLIB_HOME", str(home))
        yield home


@contextlib.contextmanager
def damaged(file, how, aside):
    content, kept = file.read_bytes(), aside / file.name
    file.rename(kept)
    if how == "folder":
        file.mkdir()
    elif how is not None:
        file.write_bytes(how(content))
    try:
        yield
    finally:
        if file.is_dir():
            file.rmdir()
        kept.replace(file)


def upr(*arguments):
    """The command's status and all that it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            cli.main(list(arguments))
        except SystemExit as ended:
            return ended.code, said.getvalue()
    return 0, said.getvalue()


def commands(file):
    """The command that cannot do without a file; where there is none, the doctor looks at it."""
    folder, kind = file.parent.as_posix(), file.suffix
    if folder == "data/raw" and kind == ".csv":
        return ["build"] if any(file.stem in sources for sources in built.TABLES.values()) else ["doctor"]
    if folder.startswith("data/processed/results/"):
        return ["tables", "--only", f"{file.parent.name}/{file.stem}", "--format", "csv"]
    if folder.startswith("figures/"):
        return ["verify", str(paths.home() / file.with_suffix(".svg"))]
    if folder == "notebooks" and file.name[0].isdigit():
        return ["run", file.stem, "-p", "nothing", "1"]
    return {
        "data/raw/claims.yml": ["report"],
        "data/raw/journals.yml": ["figures", "--journal", "thesis", "--only", "01/fig01"],
        "notebooks/contents.yml": ["report"],
        "notebooks/index.ipynb": ["store"],
        "README.md": ["store"],
    }.get(file.as_posix(), {"data/processed/results": ["report"]}.get(folder, ["doctor"]))


def every_file():
    found = [file for pattern in (*PLACES, *RESULTS) for file in sorted(paths.PACKAGE_HOME.glob(pattern))]
    return [file.relative_to(paths.PACKAGE_HOME) for file in found]


def is_walked(file):
    """Every table of results is read in the same way, so one of each notebook stands for the others."""
    is_table = file.as_posix().startswith("data/processed/results/") and file.suffix == ".csv"
    return commands(file) != ["doctor"] and (not is_table or file.name.startswith("tab01"))


@pytest.mark.parametrize("file", list(filter(is_walked, every_file())), ids=str)
def test_the_command_that_reads_a_damaged_file_names_it_in_a_sentence(home, file, monkeypatch, tmp_path):
    if commands(file) == ["build"]:
        reads = {name: sources for name, sources in built.TABLES.items() if file.stem in sources}
        monkeypatch.setattr(built, "TABLES", dict([min(reads.items(), key=lambda item: len(item[1]))]))
    for name, how in DAMAGES.items():
        if how is None and file.parts[0] == "figures":
            continue  # The figure says the same of itself.
        with damaged(home / file, how, tmp_path):
            status, said = upr(*commands(file))
        assert file.name in said, f"{name}: {said}"
        # A table may be well-formed although rows are missing: then it is said that it is not the project's.
        assert status == 2 or (status == 0 and f"Changed facts: {file}" in said), f"{name}: {status} {said}"
        last = said.strip().splitlines()[-1]
        assert "Traceback" not in said and "fault of uprlib" not in said and (status == 0 or last.startswith("upr: "))


@pytest.mark.parametrize("name", DAMAGES)
def test_the_doctor_names_every_file_that_is_damaged_and_stops_at_none(home, name, tmp_path):
    files = [file for file in every_file() if file.parts[0] != "figures" and file.parts[:2] != ("data", "processed")]
    files = [file for file in files if file.suffix != ".ipynb" and file.name != "README.md"]
    with contextlib.ExitStack() as all_of_them:
        for file in files:
            # Else it is not known what the others should be.
            if file.name != "datapackage.json":
                all_of_them.enter_context(damaged(home / file, DAMAGES[name], tmp_path))
        status, said = upr("doctor")
    assert status == 1 and "Traceback" not in said
    # Nobody else can say that one of several raw files is a folder, which is none.
    assert not [str(file) for file in files if file.name not in said and file.name != "datapackage.json"], said
    with damaged(home / "data" / "datapackage.json", DAMAGES[name], tmp_path):
        status, said = upr("doctor")
    assert status == 1 and "data/datapackage.json" in said and "Traceback" not in said


class Named(project_files.Entry):
    id: str
    number: int = 0


class Listed(project_files.Entry):
    entries: list[Named]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("entries: [{id: a}, {id: b, number: many}]", "column entries b number: the list cannot be used; found 'many'"),
        ("entries: [{number: 1}]", "column entries 1 id: the list cannot be used; expected this field"),
        ("entries: [{id: a, numbr: 1}]", "column entries a numbr: .*expected one of id, number; did you mean number"),
        ("entries: 7", "column entries: .*found 7; expected a list"),
        ("entries: [", r"row 1: the list cannot be read; found .*; expected YAML; correct it, or get the stored one"),
    ],
)
def test_the_place_in_a_file_is_named_as_a_person_finds_it(tmp_path, text, words):
    (tmp_path / "list.yml").write_text(text)
    with pytest.raises(DataError, match=rf"list\.yml.*{words}"):
        project_files.read(tmp_path / "list.yml", Listed, "the list")
