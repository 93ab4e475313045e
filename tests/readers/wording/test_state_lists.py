"""Claims about cells that name States: as many names as there are, and none is made up of two."""

import pytest

from uprlib.errors import StateError
from uprlib.readers.wording.state_lists import names_of


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["South Sudan - Sudan"], ["SSD", "SDN"]),
        (["South Sudan", "Sudan"], ["SSD", "SDN"]),
        (["Timor - Leste"], ["TLS"]),
        (["Timor", "Leste"], ["TLS"]),
        (["Timor - Leste - Sudan"], ["TLS", "SDN"]),
        (["Guinea", "Bissau", "Guinea"], ["GNB", "GIN"]),
        (["Bosnia and Herzegovina\n"], ["BIH"]),
        (["Korea, Democratic People's Republic of"], ["PRK"]),
        (["Italy, Côte d’Ivoire and Chad"], ["ITA", "CIV", "TCD"]),
        (["Iran (Islamic Republic of)", "Iran"], ["IRN"]),
        ([], []),
    ],
)
def test_each_state_is_found_once_and_in_order(values, codes):
    assert [name.iso3 for name in names_of(values)] == codes


def test_an_unknown_name_is_answered_with_its_place():
    with pytest.raises(StateError, match=r"row 3, column States: unknown State name; found 'Frence'.*did you mean FRA"):
        names_of(["Peru", "Frence"], row=3, column="States")
