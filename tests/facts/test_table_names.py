from uprlib import paths
from uprlib.facts.table_names import TABLES


def test_every_table_is_made_from_raw_tables_that_there_are():
    raw = {file.stem for file in paths.raw().glob("*.csv")}
    assert {source for sources in TABLES.values() for source in sources} <= raw
    assert TABLES["recommendations"] == ("recommendations", "states", "machine_actions")
