"""Cases C20 to C29: what the undocumented gateway may answer, and what is never sent to it."""

import json

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.gateway import Gateway, Master, Parts, host_of
from app.microsoft.gateway_shapes import version_text
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
API = f"{ORIGIN}/api/DualWriteManagement/1.0"
PARTS = Parts("accounts - Customers V3", "c1", "t1", "p1")


class Pass:
    origin = ORIGIN

    def __init__(self):
        self.is_dead = False

    async def token(self, scope, *, refused=""):
        if refused:
            self.refused()
            raise errors.TokenNeeded("ask", code="no_token")
        return f"pasted-{scope.partition('://')[0]}"

    def refused(self):
        self.is_dead = True


class Wire:
    """The other end: one answer for everything, and what was asked."""

    def __init__(self, status=200, *, body=None, text=None, headers=None):
        self.asked, self.allowed = [], Pass()
        content = text if text is not None else json.dumps(body)
        self.reply = lambda: httpx.Response(status, text=content, headers=headers)

    def __call__(self, request):
        self.asked.append(request)
        return self.reply()

    @property
    def gateway(self):
        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Gateway(Transport(http, self.allowed.token), self.allowed)

    @property
    def sent(self):
        return json.loads(self.asked[-1].content)


def table_map(**detail):
    known = {"tid": "t1", "tName": "accounts - Customers V3", "state": "4", "actions": ["4", "5"]}
    return {
        "leftEntity": {"name": "Customers V3"},
        "rightEntity": {"name": "accounts"},
        "detail": {**known, **detail},
    }


@pytest.mark.parametrize("typed", ["https://h.x/", "https://h.x", "h.x", "h.x/", "  h.x  "])
async def test_the_link_is_asked_for_by_the_bare_host(typed):
    wire = Wire(body=[{"cid": "c1", "cname": "n1"}])
    link = await wire.gateway.link(typed)
    assert (link.cid, link.cname) == ("c1", "n1")
    assert str(wire.asked[0].url) == f"{API}/Environments?targetType=AX&identifier=h.x"
    assert host_of(typed) == "h.x"


@pytest.mark.parametrize(
    ("body", "cid"),
    [
        ({"cid": "c1", "cname": "n1"}, "c1"),
        ([{"id": "other", "cid": "c1", "name": "no", "cname": "n1"}], "c1"),
        ({"value": [{"cid": "c1"}]}, "c1"),
        ([{"id": 7}], "7"),
    ],
)
async def test_the_link_is_read_in_every_form(body, cid):
    assert (await Wire(body=body).gateway.link("h")).cid == cid


@pytest.mark.parametrize("body", [[], [{}], [{"cid": ""}]])
async def test_no_connection_set_is_no_link(body):
    assert await Wire(body=body).gateway.link("h") is None


@pytest.mark.parametrize("body", [[table_map()], {"value": [table_map()]}])
async def test_maps_come_bare_or_wrapped(body):
    wire = Wire(body=body)
    (found,) = await wire.gateway.maps("C123")
    assert str(wire.asked[0].url) == f"{API}/Entities?targetType=AX&cid=C123"
    assert (found.key, found.detail.state, found.template_id) == (
        "accounts - customers v3", "4", "t1",
    )  # fmt: skip
    assert found.detail.pid == ""
    assert found.allows("5")
    assert not found.allows("1")


async def test_two_maps_of_one_entity_stay_apart():
    body = [table_map(), table_map(tName="contacts - Customers V3", tid="t2")]
    found = await Wire(body=body).gateway.maps("c")
    assert [one.key for one in found] == ["accounts - customers v3", "contacts - customers v3"]


async def test_a_map_without_a_name_is_named_by_its_two_sides():
    (found,) = await Wire(body=[table_map(tName=None)]).gateway.maps("c")
    assert found.key == "accounts - customers v3"


async def test_codes_come_as_numbers_too_and_unknown_ones_stay_as_they_are():
    found = await Wire(body=[table_map(state=4), table_map(state="7")]).gateway.maps("c")
    assert [one.detail.state for one in found] == ["4", "7"]


async def test_only_its_description_tells_the_map_of_the_vendors():
    twin = table_map(template={"id": "t9", "description": "Vendor contacts"})
    assert [m.is_for_vendors for m in await Wire(body=[table_map(), twin]).gateway.maps("c")] == [
        False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"major": 2, "minor": 0, "build": 1, "revision": 0}, "2.0.1.0"),
        ({"Major": 1, "Minor": 0, "Build": 0, "Revision": 5}, "1.0.0.5"),
        ({"major": 0, "minor": 0, "build": 0, "revision": 0}, ""),
        ({}, ""),
        (None, ""),
        (" 1.2.3.4 ", "1.2.3.4"),
    ],
)
def test_versions_are_read_in_every_form(given, text):
    assert version_text(given) == text


async def test_a_shape_that_is_not_a_map_is_an_unexpected_reply():
    with pytest.raises(errors.UnexpectedReply):
        await Wire(body=[{"name": "x"}]).gateway.maps("c")


async def test_a_start_is_sent_as_the_gateway_wants_it():
    wire = Wire(body={"requestId": "req-9"})
    sent = await wire.gateway.start(PARTS, master=Master.FINANCE, initial_sync=True)
    assert sent == "req-9"
    assert wire.sent == {
        "action": "1",
        "details": [
            {
                "tid": "t1", "pid": "p1", "cid": "c1",
                "parameters": {
                    "skipInitialSync": False,
                    "conflictResolution": {"option": "1", "master": "AX"},
                },
            }
        ],
    }  # fmt: skip
    request = wire.asked[0]
    assert request.headers["Authorization"] == "Bearer pasted-https"
    assert request.headers["Origin"] == "https://dataintegrator.trafficmanager.net/"
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"


async def test_setting_up_sends_no_more_than_two_ids():
    wire = Wire(body="req-1")
    assert await wire.gateway.initialise(PARTS) == "req-1"
    assert wire.sent == {"action": "8", "details": [{"tid": "t1", "cid": "c1"}]}


@pytest.mark.parametrize(
    ("text", "request_id"),
    [
        ('{"requestId":"req-9"}', "req-9"),
        ('"req-9"', "req-9"),
        ("req-9", "req-9"),
        ("90210", "90210"),
        ("", ""),
    ],
)
async def test_the_id_of_a_request_comes_in_every_form(text, request_id):
    wire = Wire(202, text=text)
    assert await wire.gateway.start(PARTS, master=Master.FINANCE, initial_sync=False) == request_id


@pytest.mark.parametrize(
    "parts", [Parts("accounts", "c1", "", "p1"), Parts("accounts", "c1", "t1", "")]
)
async def test_an_incomplete_start_is_refused_here_and_names_the_map(parts):
    wire = Wire(body={})
    with pytest.raises(errors.Refused, match="accounts"):
        await wire.gateway.start(parts, master=Master.FINANCE, initial_sync=True)
    assert wire.asked == []


def with_request(**request):
    return [table_map(lastRequests=[{"requestId": "r1", "action": "1", **request}])]


@pytest.mark.parametrize(
    ("body", "done", "failed"),
    [
        (with_request(state="1"), False, False),
        (with_request(state="2"), True, False),
        (with_request(state="3", errorMessage="no"), False, True),
        (with_request(state=3), False, True),
        ({"requestId": "r1", "state": "2", "status": "3"}, True, False),
        ({"requestId": "r1", "status": "3", "message": "no"}, False, True),
    ],
)
async def test_a_request_is_found_in_both_forms(body, done, failed):
    found = await Wire(body=body).gateway.request("r1")
    assert (found.is_done, found.has_failed) == (done, failed)
    assert not failed or found.error in ("no", "")


async def test_a_request_that_is_not_listed_still_waits():
    assert await Wire(body=with_request(state="3")).gateway.request("another") is None


async def test_prerequisites_come_first_and_the_map_itself_last():
    wire = Wire(body=[["t2", "t1", "t3"]])
    assert await wire.gateway.sequence("c1", "t1") == ["t2", "t3", "t1"]
    assert wire.sent == ["t1"]
    assert await Wire(body=[]).gateway.sequence("c1", "t1") == ["t1"]


async def test_only_the_newest_initial_sync_is_told_company_by_company():
    leg = {"status": "Error", "importErrors": [{"errorMessage": "lookup not found"}]}
    body = {
        "projectExecutionResponses": [
            {"legalEntityName": "USMF", "initialSyncRequestId": "new", "upsertCount": 5,
             "errorCount": None, "taskExecutionStatuses": [{"legs": [leg]}]},
            {"legalEntityName": "DEMF", "initialSyncRequestId": "new", "upsertCount": None},
            {"legalEntityName": "USMF", "initialSyncRequestId": "old"},
        ]
    }  # fmt: skip
    found = await Wire(body=body).gateway.executions("p1")
    assert [(one.company, one.upserted) for one in found] == [("USMF", 5), ("DEMF", 0)]
    assert found[0].errors == ["lookup not found"]
    assert await Wire(body={}).gateway.executions("p1") == []


async def test_what_the_gateway_finds_wrong_in_a_map_is_read():
    found = await Wire(body={"areKeysMismatched": True, "validationIssues": None}).gateway.fields(
        "p1"
    )
    assert found.keys_differ
    assert found.issues == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.TokenNeeded),
        (403, errors.Forbidden),
        (429, errors.Unavailable),
        (500, errors.Unavailable),
        (404, errors.NotThere),
        (409, errors.Refused),
    ],
)
async def test_failures_are_sorted_by_what_can_be_done(status, kind):
    wire = Wire(status, text="x" * 100_000)
    with pytest.raises(kind) as raised:
        await wire.gateway.maps("c")
    assert len(str(raised.value)) < 600
    assert wire.allowed.is_dead is (status == 401)


async def test_a_sign_in_page_in_the_place_of_an_answer_means_that_the_token_is_over():
    wire = Wire(text="<!doctype html><title>Sign in</title>")
    with pytest.raises(errors.TokenNeeded):
        await wire.gateway.maps("c")
    assert wire.allowed.is_dead


async def test_an_answer_that_is_no_json_is_not_taken_for_an_empty_list():
    with pytest.raises(errors.UnexpectedReply):
        await Wire(text="nonsense").gateway.maps("c")


async def test_the_client_cannot_stop_pause_reset_or_discard():
    forbidden = ("stop", "pause", "resume", "reset", "delete", "discard", "switch")
    verbs = [name for name in vars(Gateway) if not name.startswith("_")]
    assert [name for name in verbs if any(word in name for word in forbidden)] == []
