"""One product for a whole module: its routes are many, and starting it takes a second."""

import pytest

from app.practice.stock import make_stock
from tests.security.house import KINDS, open_house


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def stock():
    return make_stock()


@pytest.fixture(scope="module")
async def house(stock, tmp_path_factory):
    """With everybody signed in."""
    async with open_house(stock, tmp_path_factory.mktemp("house")) as house:
        for kind in KINDS:
            await house.person(kind)
        yield house
