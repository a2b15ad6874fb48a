"""What one person may ask of one organization stays under what Microsoft turns down."""

import anyio
import httpx
import pytest

from app.microsoft import errors
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.microsoft.limits import MOST_AT_ONCE, MOST_IN_WINDOW, WINDOW, Limiter, Limits
from app.microsoft.transport import Call, Transport

pytestmark = pytest.mark.anyio

HERE = "https://contoso.crm4.dynamics.com"
REFUSED_AT_ONCE, REFUSED_IN_WINDOW = 52, 6000


class Busy:
    """Answers nobody until it is let go; remembers how many were waiting at once."""

    def __init__(self, hint: str = "") -> None:
        self.now = self.most = 0
        self.go, self.full = anyio.Event(), anyio.Event()
        self.headers = {"x-ms-dop-hint": hint} if hint else {}

    async def __call__(self, _: httpx.Request) -> httpx.Response:
        self.now += 1
        self.most = max(self.most, self.now)
        if self.now == MOST_AT_ONCE:
            self.full.set()
        await self.go.wait()
        self.now -= 1
        return httpx.Response(204, headers=self.headers)


async def token(scope, *, refused=""):
    return "at"


def call(origin=HERE):
    return Call("ask", f"{origin}/api/data/v9.2/WhoAmI", "scope")


def test_the_limits_lie_under_those_of_the_service():
    assert (MOST_AT_ONCE < REFUSED_AT_ONCE, MOST_IN_WINDOW < REFUSED_IN_WINDOW) == (True, True)
    assert WINDOW == 300


async def test_more_requests_than_that_wait_for_their_turn_over_all_clients_of_a_person():
    busy, limits = Busy(), Limits()
    http = httpx.AsyncClient(transport=httpx.MockTransport(busy))
    clients = [Transport(http, token, limits, "t/kim") for _ in range(4)]
    async with anyio.create_task_group() as group:
        for number in range(MOST_AT_ONCE * 2):
            group.start_soon(clients[number % 4].send, "GET", call())
        await busy.full.wait()
        for _ in range(20):
            await anyio.lowlevel.checkpoint()
        assert busy.now == MOST_AT_ONCE
        busy.go.set()
    assert busy.most == MOST_AT_ONCE


async def test_another_person_and_another_organization_have_turns_of_their_own():
    limits = Limits()
    one = limits.of("t/kim", "contoso.crm4.dynamics.com")
    assert limits.of("t/kim", "CONTOSO.crm4.dynamics.com") is one
    assert limits.of("t/lee", "contoso.crm4.dynamics.com") is not one
    assert limits.of("t/kim", "fabrikam.crm4.dynamics.com") is not one


async def test_connections_count_over_all_clients_that_they_make():
    answer = httpx.Response(200, headers={"x-ms-dop-hint": "3"}, json={"Version": "9.2"})
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer))
    connections = Connections(cloud("public"), http)
    await connections.to(token, HERE, user="t/kim").dataverse.version()
    limits = connections._limits
    assert limits.of("t/kim", "contoso.crm4.dynamics.com").at_once == 3
    assert limits.of("t/lee", "contoso.crm4.dynamics.com").at_once == MOST_AT_ONCE


@pytest.mark.parametrize(
    ("hint", "at_once"),
    [("4", 4), ("0", 1), ("999", MOST_AT_ONCE), ("", MOST_AT_ONCE), ("-1", MOST_AT_ONCE),
     ("many", MOST_AT_ONCE), ("\u0664", MOST_AT_ONCE)],
)  # fmt: skip
async def test_the_hint_of_the_service_is_followed_downwards_only(hint, at_once):
    limiter = Limiter()
    limiter.heed({"x-ms-dop-hint": hint})
    assert limiter.at_once == at_once


async def test_with_five_full_minutes_nothing_is_sent_until_the_first_request_is_old():
    now = [1000.0]
    limiter = Limiter(lambda: now[0])
    for number in range(MOST_IN_WINDOW):
        now[0] = 1000.0 + number / 100
        async with limiter.turn("ask"):
            pass
    with pytest.raises(errors.Unavailable) as full:
        async with limiter.turn("read pages"):
            pytest.fail("this was sent")
    assert full.value.operation == "read pages"
    assert full.value.retryable
    wait = full.value.retry_after.total_seconds()
    assert 0 < wait <= WINDOW
    now[0] += wait
    async with limiter.turn("ask"):
        pass


async def test_a_turn_that_fails_gives_its_place_back():
    limiter = Limiter()
    for _ in range(MOST_AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            async with limiter.turn("ask"):
                raise ZeroDivisionError


@pytest.mark.parametrize("status", [429, 503])
async def test_how_long_to_wait_comes_with_the_error(status):
    code = {"error": {"code": "0x80072322", "message": "Number of requests exceeded"}}
    headers = {"Retry-After": "17", "x-ms-service-request-id": "abc"}
    answer = httpx.Response(status, headers=headers, json=code)
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer))
    with pytest.raises(errors.Unavailable) as busy:
        await Transport(http, token).send("GET", call())
    assert busy.value.retry_after.total_seconds() == 17
    assert (busy.value.code, busy.value.request_id) == ("0x80072322", "abc")
