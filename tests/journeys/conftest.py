"""Everything anew for each story: practice tenant, product, people."""

from datetime import UTC, datetime

import pytest

from app.practice.stock import make_stock
from tests.clock import MovedClock
from tests.product import people_of, practising, running, settings_beside


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def stock():
    return make_stock()


@pytest.fixture
def clock():
    return MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too


@pytest.fixture
def practice(stock, clock, tmp_path):
    with practising(stock, clock, tmp_path) as practice:
        yield practice


@pytest.fixture
def settings(practice, tmp_path):
    return settings_beside(practice, tmp_path)


@pytest.fixture
async def product(settings, clock):
    async with running(settings, clock) as app:
        yield app


@pytest.fixture
async def somebody(product):
    async with people_of(product) as make:
        yield make


@pytest.fixture
async def avery(somebody):
    """The administrator, signed in."""
    person = somebody()
    await person.sign_in()
    return person


@pytest.fixture
async def minji(somebody):
    """An operator, signed in."""
    person = somebody()
    await person.sign_in("operator")
    return person
