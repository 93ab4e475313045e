"""``upr doctor``: checks the checkout and its environment, and says what to do if something is wrong."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from uprlib import paths
from uprlib.errors import UprError, to_restore
from uprlib.facts import built, coverage, cross_checks, datapackage, datasets, forms, journals, project_files, states
from uprlib.ledger import assumptions, claims
from uprlib.notebook import contents, kernels

OLDEST_PYTHON = (3, 11)
LEAST_FREE_GB = 1


@dataclass(frozen=True)
class Finding:
    """One check: what was checked, whether all is well, and what to do if not."""

    subject: str
    well: bool
    words: str


def examine(settings: list[Finding] | None = None) -> Iterator[Finding]:
    """All checks, in order, each made when it is asked for; none of them changes anything.

    Parameters
    ----------
    settings : list of Finding, optional
        Of :func:`own_settings`, where these were set aside meanwhile.
    """
    yield _python()
    yield from _packages()
    yield _kernel()
    yield from own_settings() if settings is None else settings
    yield _fonts()
    yield _disk()
    yield _checksums()
    yield from _project_files()
    yield from _forms()
    yield from _datasets()
    yield _tables()
    yield _cross_checks()


def locked_versions(text: str) -> dict[str, str]:
    """Package and version of each line of a lock, for this Python and system where lines carry markers."""
    from packaging.requirements import Requirement

    found = {}
    for line in re.findall(r"^[A-Za-z0-9][^\n\\]*==[^\n\\]*", text, flags=re.MULTILINE):
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate():
            found[requirement.name] = next(iter(requirement.specifier)).version
    return found


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", True, version)
    return Finding("Python", False, f"{version} is older than 3.11; make the environment with a newer one")


def _packages() -> list[Finding]:
    lock = paths.home() / "requirements.lock"
    try:
        text = project_files.text(lock, "the lock")
    except UprError as problem:
        return [Finding("packages", False, str(problem))]
    wanted = locked_versions(text)
    if not wanted or not re.search(r"[^\\]\n\Z", text):
        return [Finding("packages", False, f"requirements.lock is empty or cut; {to_restore(lock)}")]
    wrong = []
    for name, version in wanted.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "none"
        if installed != version:
            wrong.append(f"{name} {installed} (lock: {version})")
    if wrong:
        return [Finding("packages", False, f"{', '.join(wrong[:5])}; run `make clean-env` and `make reproduce`")]
    return [Finding("packages", True, f"{len(wanted)} as locked")]


def _checksums() -> Finding:
    try:
        words = datapackage.differences()
    except UprError as problem:
        return Finding("raw data", False, str(problem))
    return Finding("raw data", not words, "; ".join(words) or "every checksum agrees")


def _cross_checks() -> Finding:
    words = cross_checks.contradictions()
    more = f" And {len(words) - 3} more." if len(words) > 3 else ""
    good = f"{len(cross_checks.CHECKS)} checks of the raw tables against each other hold"
    return Finding("facts", not words, " ".join(words[:3]) + more or good)


def _project_files() -> list[Finding]:
    findings = []
    for read in (states.codes, journals.read, claims.read, coverage.corrections, assumptions.read, contents.listed):
        try:
            read()
        except UprError as problem:
            findings.append(Finding("lists", False, str(problem)))
    words = "names of States, journals, claims, corrections, assumptions and notebooks can be read"
    return findings or [Finding("lists", True, words)]


def _forms() -> list[Finding]:
    """What every notebook would say of the forms that the user has filled in."""
    try:
        found = forms.forms()
        if found:
            forms.completed(built.make("positions"))
    except UprError as problem:
        return [Finding("forms of answers", False, str(problem))]
    return [Finding("forms of answers", True, f"{len(found)} used by every notebook")] if found else []


def _datasets() -> list[Finding]:
    findings = []
    for name in datasets.names()[1:]:
        try:
            findings.append(Finding(f"dataset {name}", True, f"{len(datasets.held(name)):,} rows"))
        except UprError as problem:
            findings.append(Finding(f"dataset {name}", False, str(problem)))
    return findings


def own_settings() -> list[Finding]:
    """The user's settings, if there are any, which JupyterLab's kernels heed."""
    found = kernels.own_settings()
    words = "rule what JupyterLab shows; runs, checks and files of figures set them aside"
    return [Finding("your settings", True, f"{', '.join(map(paths.shown, found))} {words}")] if found else []


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel", False, "no kernel python3; run `python -m ipykernel install --sys-prefix`")
    return Finding("kernel", True, "python3")


def _fonts() -> Finding:
    from matplotlib import font_manager

    from uprlib.plots import typeface

    try:
        for family in typeface.families():
            font_manager.findfont(family, fallback_to_default=False)
    except (OSError, ValueError):
        remedy = "which uprlib and matplotlib ship; run `make clean-env` first"
        return Finding("typeface", False, f"{typeface.FAMILY} or {typeface.WHOLE} is missing, {remedy}")
    return Finding("typeface", True, f"{typeface.FAMILY}, and {typeface.WHOLE} for what it lacks")


def _disk() -> Finding:
    free = shutil.disk_usage(paths.home()).free / 1e9
    if not os.access(paths.home(), os.W_OK):
        return Finding(
            "folder", False, f"{paths.home()} cannot be written to; move the checkout to a folder where you may write"
        )
    if free < LEAST_FREE_GB:
        return Finding(
            "folder", False, f"only {free:.1f} GB are free and a run needs {LEAST_FREE_GB} GB; free some space"
        )
    return Finding("folder", True, f"can be written to, at least {LEAST_FREE_GB} GB free")


def _tables() -> Finding:
    stale = [name for name in built.TABLES if not built.is_fresh(name)]
    if stale:
        return Finding("tables", True, f"{', '.join(stale)} will be made when first needed, or now by `upr build`")
    return Finding("tables", True, f"{len(built.TABLES)} built from the current raw files")
