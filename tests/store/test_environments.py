from datetime import UTC, datetime

import pytest

from app.store import environments

pytestmark = pytest.mark.anyio
AT = datetime(2026, 3, 4, tzinfo=UTC)


def add(session, organization="o1", *, tenant="t1", name="Contoso UAT"):
    return environments.add(
        session, tenant_id=tenant, organization_id=organization,
        url=f"https://{organization}.crm4.dynamics.com", name=name, by="u1", at=AT,
    )  # fmt: skip


async def test_a_tenant_sees_its_own_environments_by_name(database):
    def set_up(session):
        add(session, "o1", name="Contoso UAT")
        add(session, "o2", name="Contoso New")
        add(session, "o3", tenant="t2", name="Fabrikam")

    await database(set_up)
    found = await database(lambda s: environments.list_for(s, "t1"), ro=True)
    assert [e.name for e in found] == ["Contoso New", "Contoso UAT"]
    assert found[0].added_at == AT


async def test_adding_an_environment_twice_keeps_one_with_the_newer_name(database):
    first = await database(add)
    again = await database(lambda s: add(s, name="Contoso UAT 2"))
    assert again.id == first.id
    assert (await database(lambda s: environments.list_for(s, "t1")))[0].name == "Contoso UAT 2"


async def test_an_environment_of_another_tenant_is_not_there(database):
    mine = await database(add)
    assert await database(lambda s: environments.find(s, mine.id, tenant_id="t2")) is None
    for act in (environments.get, environments.put_back):
        with pytest.raises(environments.UnknownEnvironment):
            await database(lambda s, act=act: act(s, mine.id, tenant_id="t2"))
    with pytest.raises(environments.UnknownEnvironment):
        await database(lambda s: environments.remove(s, mine.id, tenant_id="t2", at=AT))


async def test_what_was_removed_can_be_put_back(database):
    mine = await database(add)
    await database(lambda s: environments.remove(s, mine.id, tenant_id="t1", at=AT))
    assert await database(lambda s: environments.list_for(s, "t1")) == []
    with pytest.raises(environments.UnknownEnvironment):
        await database(lambda s: environments.get(s, mine.id, tenant_id="t1"))
    await database(lambda s: environments.put_back(s, mine.id, tenant_id="t1"))
    assert (await database(lambda s: environments.get(s, mine.id, tenant_id="t1"))).id == mine.id


async def test_adding_what_was_removed_takes_it_up_again(database):
    mine = await database(add)
    await database(lambda s: environments.remove(s, mine.id, tenant_id="t1", at=AT))
    await database(add)
    assert [e.id for e in await database(lambda s: environments.list_for(s, "t1"))] == [mine.id]
