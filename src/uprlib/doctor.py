"""``upr doctor``: is this checkout and its environment what they should be, and what to do where not."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata

from uprlib import build, datapackage, paths
from uprlib.errors import UprError

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One check: what was checked, whether it is well, and what to do where not."""

    subject: str
    well: bool
    words: str


def examine() -> list[Finding]:
    """All checks, in order; none of them changes anything."""
    return [_python(), *_packages(), _checksums(), _kernel(), _tables()]


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
        wanted = locked_versions(lock.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [Finding("packages", False, "requirements.lock is missing; run `git checkout -- requirements.lock`")]
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


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel", False, "no kernel python3; run `python -m ipykernel install --sys-prefix`")
    return Finding("kernel", True, "python3")


def _tables() -> Finding:
    stale = [name for name in build.TABLES if not build.is_fresh(name)]
    if stale:
        return Finding("tables", True, f"{', '.join(stale)} will be made when first needed, or now by `upr build`")
    return Finding("tables", True, f"{len(build.TABLES)} built from the present raw files")
