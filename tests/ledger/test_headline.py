"""The findings in the README are those of the ledger."""

import pytest

from uprlib.errors import DataError
from uprlib.ledger import entries, headline


def test_a_number_that_is_gone_is_told():
    numbers = entries.read()
    with pytest.raises(DataError, match=r"not in the ledger; found '01_acceptance:rate\.cycle1\.belated'"):
        headline.table(numbers[numbers["key"] != "rate.cycle1.belated"])
