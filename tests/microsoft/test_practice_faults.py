"""The client over a real connection, while the practice tenant makes things go wrong."""

from datetime import timedelta

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.clients import Connections
from app.microsoft.dataverse import Change
from app.microsoft.egress import open_clients
from app.microsoft.endpoints import cloud
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.directory import Directory
from app.practice.stock import make_stock
from app.practice.tenant import Tenant
from tests.serving import free_socket, served

pytestmark = pytest.mark.anyio

HOST = "contoso-uat.crm4.dynamics.com"
MINE = "11111111-2222-4333-8444-666666666666"
SETTINGS = "adx_sitesettings"


class Wire:
    """The client at one end, the controls at the other."""

    def __init__(self, tenant, address, http):
        self._tenant, self.controls_at = tenant, f"{address}/_practice/controls"
        self._person = next(one for one in tenant.people if one.part == "admin")
        self._tokens: dict[str, str] = {}
        self.renewed = 0
        connections = Connections(cloud("public"), http)
        self.dataverse = connections.to(self._token, f"https://{HOST}").dataverse

    async def _token(self, scope, *, refused=""):
        origin = scope.removesuffix("/user_impersonation")
        if refused or scope not in self._tokens:
            self.renewed += bool(refused)
            self._tokens[scope] = self._tenant.scene.mint.access_token(
                self._person, origin, "user_impersonation"
            )
        return self._tokens[scope]

    def ask(self, **wishes):
        """At the controls, as a person or a script does."""
        with httpx.Client(trust_env=False) as outside:
            answer = outside.post(self.controls_at, json=wishes)
        assert answer.status_code == httpx.codes.OK, answer.text

    def once(self, what, path=SETTINGS, **more):
        self.ask(next=[{"what": what, "path_contains": path, **more}])

    async def website(self):
        site = await anext(self.dataverse.rows("adx_websites", select=["adx_name"]))
        return {"adx_websiteid@odata.bind": f"/adx_websites({site['adx_websiteid']})"}

    async def there(self):
        return await self.dataverse.row(SETTINGS, MINE, ["adx_name", "adx_value"])


@pytest.fixture(scope="module")
def stock():
    return make_stock()


@pytest.fixture(scope="module")
def signing_key(tmp_path_factory):
    """A state file with nothing else in it: a key takes a while to make."""
    file = tmp_path_factory.mktemp("practice") / "state.json"
    Directory(Clock(), file)
    return file.read_bytes()


@pytest.fixture
async def wire(stock, signing_key, tmp_path):
    (tmp_path / "state.json").write_bytes(signing_key)
    listening = free_socket()
    tenant = Tenant(
        port=listening.getsockname()[1], stock=stock, clock=Clock(Clock().now()),
        controls=Controls(throttle_share=0), state_file=tmp_path / "state.json",
    )  # fmt: skip
    with served(tenant.app, listening) as address:
        calls, sign_in = open_clients(cloud("public"), address)
        yield Wire(tenant, address, calls)
        await calls.aclose()
        sign_in.close()


async def test_a_reset_connection_is_unavailable_nothing_was_done_and_the_next_call_works(wire):
    values = {"adx_name": "Ours", **await wire.website()}
    wire.once("reset")
    with pytest.raises(errors.Unavailable) as raised:
        await wire.dataverse.create(SETTINGS, MINE, values)
    assert (raised.value.retryable, raised.value.status) == (True, 0)
    assert raised.value.reason in {"ReadError", "WriteError"}  # the line itself broke: no answer
    assert await wire.there() is None
    await wire.dataverse.create(SETTINGS, MINE, values)
    assert (await wire.there())["adx_name"] == "Ours"


async def test_a_read_that_was_reset_can_be_made_again(wire):
    wire.once("reset", "WhoAmI", times=2)
    for _ in range(2):
        with pytest.raises(errors.Unavailable) as raised:
            await wire.dataverse.who_am_i()
        assert raised.value.reason == "ReadError"  # torn off, which is less than an orderly end
    assert await wire.dataverse.who_am_i()


async def test_after_a_lost_answer_a_look_finds_the_row_and_a_second_write_makes_no_other(wire):
    values = {"adx_name": "Ours", "adx_value": "1", **await wire.website()}
    before = await wire.dataverse.count(SETTINGS)
    wire.once("lose")
    with pytest.raises(errors.Unavailable):
        await wire.dataverse.create(SETTINGS, MINE, values)
    assert (await wire.there())["adx_value"] == "1"
    with pytest.raises(errors.Changed):  # exists already: not made twice, not written over
        await wire.dataverse.create(SETTINGS, MINE, {**values, "adx_value": "2"})
    assert (await wire.there())["adx_value"] == "1"
    assert await wire.dataverse.count(SETTINGS) == before + 1


async def test_a_lost_change_is_not_written_over_what_came_after_it(wire):
    await wire.dataverse.create(SETTINGS, MINE, {"adx_name": "Ours", **await wire.website()})
    seen = (await wire.there())["@odata.etag"]
    wire.once("lose")
    with pytest.raises(errors.Unavailable):
        await wire.dataverse.update(SETTINGS, MINE, {"adx_value": "1"}, version=seen)
    with pytest.raises(errors.Changed):  # by ourselves: the version moved
        await wire.dataverse.update(SETTINGS, MINE, {"adx_value": "2"}, version=seen)
    assert (await wire.there())["adx_value"] == "1"


async def test_a_lost_deletion_and_a_lost_link_are_as_good_as_done(wire):
    await wire.dataverse.create(SETTINGS, MINE, {"adx_name": "Ours", **await wire.website()})
    wire.once("lose")
    with pytest.raises(errors.Unavailable):
        await wire.dataverse.delete(SETTINGS, MINE, version="*")
    await wire.dataverse.delete(SETTINGS, MINE, version="*")
    assert await wire.there() is None
    access = await wire.dataverse.shape("adx_websiteaccess")
    roles = access.associations["adx_websiteaccess_webrole"]
    role = await anext(wire.dataverse.rows(roles.target_set, select=["adx_name"]))
    rule = {"adx_name": "Rule", **await wire.website()}
    await wire.dataverse.create(access.entity_set, MINE, rule)
    link = access.entity_set, MINE, roles.navigation, roles.target_set, role[roles.target_id]
    wire.once("lose", "$ref")
    with pytest.raises(errors.Unavailable):
        await wire.dataverse.associate(*link)
    await wire.dataverse.associate(*link)  # a duplicate is refused there, and taken for done here


async def test_a_set_whose_answer_was_lost_is_there_as_a_whole(wire):
    values = {"adx_name": "Ours", **await wire.website()}
    changes = [Change.create(SETTINGS, values, MINE), Change.create("adx_webroles", values)]
    before = await wire.dataverse.count("adx_webroles")
    wire.once("lose", "$batch")
    with pytest.raises(errors.Unavailable):
        await wire.dataverse.together("make two", changes)
    assert await wire.there()
    with pytest.raises(errors.Changed):
        await wire.dataverse.together("make two", changes)
    assert await wire.dataverse.count("adx_webroles") == before + 1


async def test_expired_tokens_are_renewed_once_and_the_work_goes_on(wire):
    values = {"adx_name": "Ours", **await wire.website()}
    wire.ask(expire_tokens=True)
    await wire.dataverse.create(SETTINGS, MINE, values)
    assert (await wire.there())["adx_name"] == "Ours"
    assert wire.renewed == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_passing_error_is_unavailable_and_says_when_to_come_again(wire, status):
    wire.ask(error_rates={status: 1.0})
    with pytest.raises(errors.Unavailable) as raised:
        await wire.dataverse.who_am_i()
    assert raised.value.status == status
    if status in (429, 503):
        assert raised.value.retry_after == timedelta(seconds=1)
    wire.ask(error_rates={})
    assert await wire.dataverse.who_am_i()


async def test_throttled_calls_wait_as_long_as_they_are_told(wire):
    wire.ask(throttle_share=1)
    with pytest.raises(errors.Unavailable) as raised:
        await wire.dataverse.who_am_i()
    assert (raised.value.status, raised.value.retry_after) == (429, timedelta(seconds=1))


async def test_a_slow_answer_is_an_answer(wire):
    wire.ask(latency=0.05)
    assert await wire.dataverse.who_am_i()
