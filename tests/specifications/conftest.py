import pytest

import uprlib


@pytest.fixture(scope="session")
def upr():
    """The bundled corpus."""
    return uprlib.corpus()
