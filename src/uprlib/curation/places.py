"""The table `states`, from the reviewed spellings and the export's snapshot."""

from __future__ import annotations

import pandas as pd

from uprlib.errors import StateError
from uprlib.facts import contract

ROLES = {"name": "display", "name_un": "UN", "name_upr_info": "UPR Info", "name_explorer": "Explorer"}


def states(snapshot: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """One row for each State or observer: its names, regional group and organisations.

    Parameters
    ----------
    snapshot : pandas.DataFrame
        iso3, regional_group, organisations as of August 2015. It is not dated within the export: Croatia is a
        member of the European Union in session 1 there. Never use it as membership in time.
    names : pandas.DataFrame
        The table `state_names`.

    Raises
    ------
    StateError
        A State has no name, or two, in one of the roles.
    """
    table = snapshot.set_index("iso3")[["regional_group", "organisations"]]
    for column, role in ROLES.items():
        chosen = names[names["source"].str.split("; ").map(lambda roles, role=role: role in roles)]
        twice = chosen[chosen.duplicated("iso3")]
        if len(twice):
            raise StateError(
                f"two spellings have the role {role!r}",
                file="data/raw/state_names.csv",
                value=twice["name"].iloc[0],
                expected=f"one for {twice['iso3'].iloc[0]}",
            )
        table[column] = chosen.set_index("iso3")["name"]
    lacking = table[table[["name", "name_un", "name_upr_info"]].isna().any(axis=1)]
    if len(lacking):
        raise StateError(
            "a State lacks a spelling", file="data/raw/state_names.csv", value=lacking.index[0], expected="three roles"
        )
    table["status"] = (table["regional_group"] == "Observer").map({True: "observer", False: "member"})
    return table.sort_index().reset_index()[contract.columns("states")]
