"""The tests on every supported Python, types and coverage: ``nox``, ``nox -s tests-3.12``, ``nox -s types``."""

import nox

nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False


def _install(session: nox.Session) -> None:
    session.install("--require-hashes", "-r", "requirements.lock")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """What `make test` runs; the slowest tests are listed at its end."""
    _install(session)
    workers = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--durations=15")
    session.run("python", "-m", "pytest", *workers, "--nbval", "--nbval-current-env", "notebooks", "tests")


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Types of the library (mypy; what it is told is in pyproject.toml)."""
    _install(session)
    session.install("--require-hashes", "-r", "requirements-check.lock")
    session.run("mypy")


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Which lines no test runs; notebooks run lines too, which are not counted here."""
    _install(session)
    session.install("coverage==7.10.7")
    session.run("coverage", "run", "--source=src/uprlib", "-m", "pytest", "-q", *session.posargs)
    session.run("coverage", "report", "--skip-covered", "--sort=cover")
