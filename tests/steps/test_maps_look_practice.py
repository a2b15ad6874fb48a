"""A whole look at the practice tenant, which is an independent program: what each fact says."""

from datetime import UTC, datetime

import httpx
import pytest

from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.errors import SignInNeeded
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.plot import Finance, Groundwork
from app.practice.stock import make_stock
from app.practice.tenant import Tenant
from app.steps.maps import STEP
from app.steps.maps.ground_rows import ground_view
from app.steps.maps.observe import Wish, observe
from app.steps.maps.observe.asking import Place
from app.steps.maps.requirements import APPLICATIONS, Requirement
from app.store.tables import Environment
from app.wizard.facts import Evidence

pytestmark = pytest.mark.anyio
ORIGIN = "https://contoso-uat.crm4.dynamics.com"
AT = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
def stock():
    return make_stock()


class Looking:
    def __init__(self, stock):
        self.tenant = Tenant(stock=stock, clock=Clock(AT), controls=Controls(throttle_share=0))
        self.consented = True

    async def token(self, scope, *, refused=""):
        assert not refused, "the practice tenant takes what it has made"
        admin = next(person for person in self.tenant.people if person.part == "admin")
        resource, _, right = scope.rpartition("/")
        if "graph" in resource and not self.consented:
            raise SignInNeeded("renew", scope=scope, code="consent_required")
        right = "user_impersonation" if right == ".default" else right
        return self.tenant.scene.mint.access_token(admin, resource, right)

    async def look(self, **wish):
        transport = httpx.ASGITransport(self.tenant.app)
        async with httpx.AsyncClient(transport=transport) as http:
            environment = Environment(
                id="e1", tenant_id=self.tenant.tenant_id, organization_id="o", url=ORIGIN,
                name="x", platform_id="e0000000-0000-4000-8000-0000000000a1", added_by="kim",
                added_at=AT,
            )  # fmt: skip
            place = Place(
                Connections(cloud("public"), http).to(self.token, ORIGIN), environment, AT
            )
            return await observe(place, Wish(**wish))


@pytest.fixture
def looking(stock):
    return Looking(stock)


def open_rows(facts):
    return {row.requirement for row in ground_view(facts, STEP.judge(facts)).open}


async def test_where_all_is_in_order_no_requirement_is_open(looking):
    facts = await looking.look(graph=True)
    ground = facts.ground
    assert ground.version.value.startswith("9.2")
    assert ground.place.value.kind == "Sandbox"
    assert ground.prospect.value == []
    assert set(ground.owners.value) == {"USMF", "USRT"}
    assert all(ground.owners.value.values())
    (reach,) = ground.reach.value
    assert set(reach.tables) == {
        "account", "contact", "product", "salesorder",
    }, "order lines hang on their orders"  # fmt: skip
    assert not reach.missing
    assert ground.enabled.value == {"USMF": True, "USRT": True}
    assert ground.teams.value[0].is_default
    assert set(ground.principals.value) == set(APPLICATIONS)
    assert len(ground.plug_ins.value.assemblies) == 2
    assert ground.sales.value.by_line
    assert open_rows(facts) == set()


@pytest.mark.parametrize(
    ("how", "requirement"),
    [
        (Groundwork.COMPANIES, Requirement.COMPANIES),
        (Groundwork.OWNERS, Requirement.OWNERS),
        (Groundwork.ROLES, Requirement.TEAM_ROLES),
        (Groundwork.READING, Requirement.TEAM_ROLES),
        (Groundwork.PLUG_INS, Requirement.PLUG_INS),
        (Groundwork.SALES, Requirement.SALES),
        (Groundwork.PROSPECT, Requirement.PROSPECT),
        (Groundwork.STRANGERS, Requirement.CONSENT),
    ],
)
async def test_each_thing_that_is_out_of_order_is_seen_and_no_other(looking, how, requirement):
    looking.tenant.plot.groundwork = how
    assert open_rows(await looking.look(graph=True)) == {requirement}


async def test_rows_that_a_sync_stumbles_over_are_found_with_their_names(looking):
    facts = await looking.look()
    found = {name: fact.value for name, fact in facts.rows.items() if fact.value}
    assert set(found) == set(facts.rows), "every look has an answer"
    assert {name: one.count for name, one in found.items() if one.count} == {
        "accounts_no_prices": 2, "accounts_circular": 1, "contacts_no_country": 1,
        "contacts_not_sellable": 12, "products_draft": 1, "products_no_unit": 1,
    }  # fmt: skip
    assert found["accounts_circular"].examples == ["Example customer 7"]
    assert facts.totals["accounts"].value == 12
    assert facts.finance_rows["accounts"].value == 118
    assert facts.finance_rows["accounts"].evidence is Evidence.LIKELY


async def test_without_rights_in_finance_and_operations_rows_there_are_unknown(looking):
    looking.tenant.plot.finance = Finance.FORBIDDEN
    facts = await looking.look()
    assert {fact.evidence for fact in facts.finance_rows.values()} == {Evidence.UNKNOWN}


async def test_graph_is_asked_on_request_and_what_it_said_is_kept_with_its_time(looking):
    first = await looking.look()
    assert first.ground.principals.reason == "graph_not_asked"
    asked = await looking.look(graph=True)
    later = await looking.look(before=asked)
    assert later.ground.principals == asked.ground.principals
    looking.consented = False
    refused = await looking.look(graph=True)
    assert refused.ground.principals.evidence is Evidence.UNKNOWN
    assert Requirement.CONSENT not in open_rows(refused)


async def test_a_watch_keeps_the_rows_of_the_last_look(looking):
    before = await looking.look()
    looking.tenant.plot.finance = Finance.FORBIDDEN
    watched = await looking.look(before=before, rows=False)
    assert (watched.rows, watched.finance_rows) == (before.rows, before.finance_rows)
