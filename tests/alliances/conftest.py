import pytest

from uprlib import acceptance, alliances


@pytest.fixture(scope="session")
def own(upr):
    """The DPRK's second review as recorded."""
    return acceptance.answers(upr, "PRK", cycles=[2])


@pytest.fixture(scope="session")
def near(upr):
    """How near all other States were to the DPRK on the day of its second review, by every definition."""
    return alliances.friends(upr, "PRK", 2)


@pytest.fixture(scope="session")
def communities(own):
    return alliances.communities(own, runs=30, permutations=99, seed=7)
