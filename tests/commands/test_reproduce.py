"""The command's last line; what it makes again is tried in tests/test_pipeline.py."""

import pytest

from uprlib import paths
from uprlib.commands.reproduce import reproduce
from uprlib.errors import SchemaError, UprError


def test_a_table_that_breaks_its_contract_stops_before_any_notebook(project_copy):
    path = project_copy / "data" / "raw" / "sessions.csv"
    path.write_text(path.read_text().replace("6,1,2009-11-30", "6,7,2009-11-30"))
    with pytest.raises(SchemaError, match=r"sessions\.csv, row 7, column cycle.*found '7'"):
        reproduce()
    assert not list(paths.executed().glob("*"))


def test_a_pipeline_that_is_not_there_is_one_sentence(project_copy):
    with pytest.raises(UprError):
        reproduce()
