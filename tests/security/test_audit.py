"""Every deed leaves one entry in the audit log: who, what, where. What was refused leaves none."""

import pytest
from sqlmodel import col, select

from app.access.audit import verify
from app.access.roles import Role
from app.store.tables import AuditEntry
from tests.security.expected import NOT_AUDITED, WITHOUT_SESSION, expectation
from tests.security.routes import UNSAFE, each

pytestmark = pytest.mark.anyio

NAMES = {"admin": "Avery Example", "operator": "Minji Example"}


@each([route for route in UNSAFE if route.name not in WITHOUT_SESSION])
async def test_a_deed_is_written_down_once(house, route):
    places = await house.places(route)
    kind = "admin" if expectation(route).least is Role.ADMIN else "operator"
    await house.person(kind)
    await house.settled()
    before = len(await house.audited())
    answer = await house.ask(kind, route, places)
    assert answer.status_code == expectation(route).answer
    await house.settled()
    entries = (await house.audited())[before:]
    audited = expectation(route).audited
    assert bool(audited) != (route.name in NOT_AUDITED)
    assert entries == ([(NAMES[kind], audited)] if audited else [])


@each([r for r in UNSAFE if "environment_id" in r.places and r.name not in NOT_AUDITED])
async def test_an_entry_names_the_environment_and_the_person(house, route):
    places = await house.places(route)
    await house.ask("admin", route, places)
    newest = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)
    entry = await house.product.database(lambda s: s.exec(newest).one(), ro=True)
    assert entry.environment_id == places["environment_id"]
    assert entry.user_id.endswith("/a0000000-0000-4000-8000-000000000001")
    assert entry.at == house.clock.now()


async def test_the_chain_of_all_these_entries_holds(house):
    assert await house.product.database(verify, ro=True) is None
    assert len(await house.audited()) > len(UNSAFE)


async def test_a_sign_in_that_is_turned_away_is_written_down(house):
    before = len(await house.audited())
    await house.make().sign_in("no_role")
    assert (await house.audited())[before:] == [("", "sign_in.refused")]
