from pathlib import Path

from uprlib import paths


def test_a_path_is_shown_from_the_checkout_on():
    assert paths.shown(paths.raw() / "states.csv") == "data/raw/states.csv"
    assert paths.shown(Path("/elsewhere/x.csv")) == "/elsewhere/x.csv"


def test_the_checkout_can_be_another_one(monkeypatch, tmp_path):
    monkeypatch.setenv("UPRLIB_HOME", str(tmp_path))
    assert paths.raw() == tmp_path.resolve() / "data" / "raw"


def test_hidden_files_are_never_listed(tmp_path):
    for name in ("a.csv", ".a.csv", ".hidden/b.csv", "deep/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.name for file in paths.files(tmp_path, "**/*.csv")] == ["a.csv", "c.csv"]
