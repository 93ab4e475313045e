"""``upr new``: a notebook of one's own, which runs, is checked and is made again as the project's own are."""

from __future__ import annotations

import json
import re
from pathlib import Path

from uprlib import atomic, paths
from uprlib.commands import store
from uprlib.errors import ParameterError
from uprlib.facts import project_files
from uprlib.notebook import contents, study

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,59}")
"""How a notebook may be called: figures, results and passports are in folders of its name."""
TEMPLATE = Path(__file__).with_suffix(".ipynb")
TABLES = ("memberships", "position_totals", "positions", "recommendation_issues", "recommendations", "states")
"""The tables that the template loads."""


def begin(name: str, title: str | None = None) -> Path:
    """Write a notebook from the template into ``notebooks/``, and list it there and on the start page.

    Parameters
    ----------
    name : str
        How it is called.
    title : str, optional
        The question that it answers; made from the name if there is none.

    Returns
    -------
    Path
        The notebook.

    Raises
    ------
    ParameterError
        The name cannot be used or is taken, or the title is empty; nothing was written.
    """
    name = name.removesuffix(".ipynb")
    _refuse_name(name)
    title = " ".join((f"{name.replace('_', ' ')}?" if title is None else title).split())
    if not title:
        raise ParameterError("the title is empty", expected="the question that the notebook answers")
    target, listed = paths.notebooks() / f"{name}.ipynb", paths.notebooks() / "contents.yml"
    if target.exists():
        raise ParameterError("there is a notebook of that name", file=target, remedy="choose another name")
    entry = f"  - name: {name}\n    asks: {json.dumps(title, ensure_ascii=False)}\n    tables: [{', '.join(TABLES)}]\n"
    text = project_files.text(listed, "the list of notebooks").rstrip("\n")
    made = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"]).replace("NAME", name).replace("TITLE", title)
    atomic.write_text(target, json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    atomic.write_text(listed, f"{text}\n{entry}")
    store.start_page()
    return target


def _refuse_name(name: str) -> None:
    if not NAME.fullmatch(name) or name.casefold() in study.RESERVED:
        raise ParameterError(
            "a notebook cannot be called so", value=name, expected="up to 60 letters, digits and _, as in my_study"
        )
    known, own = {each.casefold(): each for each in (*contents.names(), "index", "all")}, name.casefold()
    if own in known:
        raise ParameterError("this name is taken", value=name, expected="none of " + ", ".join(known.values()))
    begins = {each.split("_")[0]: each for each in known}
    if (number := own.split("_")[0]).isdigit() and number in begins:
        raise ParameterError(
            "this number is taken", value=number, expected=f"another than that of {known[begins[number]]}"
        )
