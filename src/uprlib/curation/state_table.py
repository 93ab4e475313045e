"""The table `states`, made from the reviewed spellings and the snapshot in the export."""

from __future__ import annotations

import pandas as pd

from uprlib import paths
from uprlib.errors import StateError
from uprlib.facts import contract

SPELLINGS = {"name": "display", "name_un": "UN", "name_upr_info": "UPR Info", "name_explorer": "Explorer"}


def states(snapshot: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """One row for each State or observer: its names, regional group and organisations.

    Parameters
    ----------
    snapshot : pandas.DataFrame
        iso3, regional_group, organisations as of August 2015. The export gives every session the same values:
        there, Croatia is a member of the European Union in session 1. Never use it as membership over time.
    names : pandas.DataFrame
        The table `state_names`.

    Raises
    ------
    StateError
        A State has no spelling, or two, for one of the sources.
    """
    table = snapshot.set_index("iso3")[["regional_group", "organisations"]]
    for column, role in SPELLINGS.items():
        chosen = names[names["source"].str.split("; ").map(lambda roles, role=role: role in roles)]
        twice = chosen[chosen.duplicated("iso3")]
        if len(twice):
            raise StateError(
                f"a State has two spellings with the source {role!r}",
                file=paths.raw() / "state_names.csv",
                value=twice["name"].iloc[0],
                expected=f"one for {twice['iso3'].iloc[0]}",
                remedy=f"leave {role!r} with one of them",
            )
        table[column] = chosen.set_index("iso3")["name"]
    lacking = table[table[["name", "name_un", "name_upr_info"]].isna().any(axis=1)]
    if len(lacking):
        raise StateError(
            "a State has no spelling for one of the sources",
            file=paths.raw() / "state_names.csv",
            value=lacking.index[0],
            expected="one spelling each with the source display, UN and UPR Info",
            remedy="add it",
        )
    table["status"] = (table["regional_group"] == "Observer").map({True: "observer", False: "member"})
    return table.sort_index().reset_index()[contract.columns("states")]
