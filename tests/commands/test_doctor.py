"""What the doctor looks at, and what it says to do."""

from uprlib.commands import doctor


def test_the_doctor_reads_the_lock():
    versions = doctor.locked_versions('a==1.0 \\\n    --hash=sha256:00\nb==2.0 ; sys_platform == "nothing" \\\n')
    assert versions == {"a": "1.0"}


def test_the_doctor_names_a_package_of_another_version(monkeypatch):
    """An environment with another pandas than the lock's, as pip leaves it after a careless install."""
    real = doctor.metadata.version
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "2.2.0" if name == "pandas" else real(name))
    finding = next(each for each in doctor.examine() if each.subject == "packages")
    assert not finding.well and "pandas 2.2.0 (lock: " in finding.words and "`make clean-env`" in finding.words


def test_a_changed_raw_file_is_named_with_what_to_do(project_copy):
    path = project_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text() + "\n")
    finding = next(each for each in doctor.examine() if each.subject == "raw data")
    assert not finding.well and "data/raw/sessions.csv" in finding.words and "upr refresh --checksums" in finding.words


def test_a_good_environment_is_well_in_every_point():
    assert [finding.subject for finding in doctor.examine() if not finding.well] == []
