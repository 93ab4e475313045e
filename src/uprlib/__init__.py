"""uprlib: how States answer the recommendations of the UN Universal Periodic Review."""

from __future__ import annotations

import importlib

from uprlib.errors import UprError

__version__ = "0.1.0"

__all__ = ["UprError", "__version__", "cite", "load", "read", "start"]


def load(name: str):
    """Load one table; see :func:`uprlib.facts.tables.load`."""
    from uprlib.facts.tables import load as load_table

    return load_table(name)


def read(path, as_: str | None = None):
    """Read a file of any known format; see :func:`uprlib.readers.recognition.read`."""
    # By name: every notebook depends on what this module imports, and none on the readers.
    return importlib.import_module("uprlib.readers.recognition").read(path, as_)


def start(notebook: str, **parameters: object):
    """Begin a notebook's run; see :func:`uprlib.notebook.study.start`."""
    from uprlib.notebook.study import start as start_run

    return start_run(notebook, **parameters)


def cite() -> str:
    """How to cite the code and the data, with their versions."""
    return (
        f"The UPR notebooks project (2026). uprlib {__version__}: reproducible notebooks on the Universal Periodic "
        "Review. Data: coded facts from UPR Info, Database of UPR recommendations (export of 14 August 2015), and "
        "the Danish Institute for Human Rights, SDG-Human Rights Data Explorer (sessions 1-26)."
    )
