"""One product for a whole module: its routes are many, and starting it takes a second."""

from datetime import UTC, datetime

import pytest

from app.practice.people import OTHER_TENANT_ID, TENANT_ID
from app.practice.stock import make_stock
from tests.clock import MovedClock
from tests.product import people_of, practising, running, settings_beside
from tests.security.house import KINDS, PUBLIC, House


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
def stock():
    return make_stock()


@pytest.fixture(scope="module")
async def house(stock, tmp_path_factory):
    """Two tenants may sign in, so that one can try to reach into the other."""
    folder = tmp_path_factory.mktemp("house")
    clock = MovedClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - MSAL looks too
    both = {
        "public_url": PUBLIC,
        "tenant": "organizations",
        "allowed_tenants": frozenset({TENANT_ID, OTHER_TENANT_ID}),
    }
    with practising(stock, clock, folder, public=PUBLIC) as practice:
        settings = settings_beside(practice, folder, **both)
        async with running(settings, clock) as app, people_of(app, PUBLIC) as make:
            house = House(app, practice, clock, make)
            for kind in KINDS:
                await house.person(kind)
            yield house
