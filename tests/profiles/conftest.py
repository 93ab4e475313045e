import pytest

import uprlib


@pytest.fixture(scope="session")
def upr():
    """The bundled corpus, each table loaded once."""
    return uprlib.corpus()
