"""The tests on every supported Python, types and coverage: ``nox``, ``nox -s tests-3.12``, ``nox -s types``."""

from pathlib import Path

import nox

nox.options.sessions = ["tests"]
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = False


def _install(session: nox.Session) -> None:
    session.install("--no-deps", "--require-hashes", "-r", "requirements.lock")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """What `make test` runs, or the tests that are named after ``--``; the slowest are listed at its end."""
    _install(session)
    workers = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--durations=15")
    named = session.posargs or ["notebooks", "tests"]
    session.run("python", "-m", "pytest", *workers, "--nbval", "--nbval-current-env", *named)


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Types of the library (mypy; what it is told is in pyproject.toml)."""
    _install(session)
    session.install("--require-hashes", "-r", "requirements-check.lock")
    session.run("mypy")


@nox.session(python="3.11")
def licences(session: nox.Session) -> None:
    """The table of docs/licences.md, from every lock; what comes with the tool itself is left out."""
    for lock in sorted(Path().glob("requirements*.lock")):
        session.install("--require-hashes", "-r", str(lock))
    session.install("pip-licenses==5.5.5")
    own = ("pip", "pip-licenses", "prettytable", "setuptools")
    given = ("--format=markdown", "--from=mixed", "--order=license", "--with-system", "--ignore-packages", *own)
    table = session.run("pip-licenses", *given, silent=True)
    page, mark = Path("docs/licences.md"), "<!-- made by `nox -s licences` -->\n"
    rows = ("|".join(f" {cell.strip()} " for cell in row.split("|")).strip() for row in str(table).splitlines())
    head = page.read_text(encoding="utf-8").partition(mark)[0]
    # Its file says it, and its metadata do not.
    axe = "| axe-playwright-python | 0.1.8 |"
    rows = (f"{axe} MIT AND MPL-2.0 |" if row.startswith(axe) else row for row in rows)
    page.write_text(head + mark + "\n".join(rows) + "\n", encoding="utf-8")


@nox.session(python="3.11")
def audit(session: nox.Session) -> None:
    """Known weaknesses of the locked packages; fails where the public advisories cannot be reached."""
    session.install("pip-audit==2.10.1")
    for lock in sorted(Path().glob("requirements*.lock")):
        session.run("pip-audit", "--strict", "--require-hashes", "--disable-pip", "-r", str(lock))


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Which lines no test runs; notebooks run lines too, which are not counted here."""
    _install(session)
    session.install("coverage==7.10.7")
    session.run("coverage", "run", "--source=src/uprlib", "-m", "pytest", "-q", *session.posargs)
    session.run("coverage", "report", "--skip-covered", "--sort=cover")
