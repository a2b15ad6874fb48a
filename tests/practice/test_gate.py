"""Who is let in, and what goes wrong on purpose."""

import threading
from email.utils import parsedate_to_datetime

import httpx
import pytest
import uvicorn

from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.plot import Waits

ORGANIZATION = "https://contoso-uat.crm4.dynamics.com"


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/",
        "http://localhost:9999/",
        "http://login.microsoftonline.com.evil.example/",
        "https://contoso-other.crm4.dynamics.com/api/data/v9.2/WhoAmI",
        "https://graph.windows.net/me",
    ],
)
def test_a_host_that_is_not_simulated_is_misdirected(browser, address):
    assert browser.http.get(address).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:8000"])
def test_a_foreign_page_cannot_work_the_controls(browser, origin):
    address = "http://localhost:8001/_practice/expire-tokens"
    assert browser.http.post(address, headers={"Origin": origin}).status_code == 403
    own = {"Origin": "http://localhost:8001"}
    assert browser.http.post(address, headers=own).status_code == 200


def test_services_have_no_controls(browser):
    answer = browser.http.post("https://login.microsoftonline.com/_practice/expire-tokens")
    assert answer.status_code == 501


def test_by_default_a_small_share_of_calls_is_told_to_wait_the_same_way_each_time():
    first, second = Controls(seed=3), Controls(seed=3)
    throws = [first.is_throttled() for _ in range(5000)]
    assert throws == [second.is_throttled() for _ in range(5000)]
    assert 50 < sum(throws) < 150


def test_throttling_says_how_long_to_wait_and_spares_the_sign_in(browser, tenant, uat):
    tenant.controls.throttle_share = 1
    answer = uat.data("WhoAmI")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["error"]["code"] == "0x80072322"
    assert "access_token" in browser.sign_in()


def test_how_long_to_wait_can_be_a_date(tenant, uat):
    tenant.controls.throttle_share, tenant.plot.waits = 1, Waits.DATE
    waits = parsedate_to_datetime(uat.data("WhoAmI").headers["retry-after"])
    assert abs((waits - Clock().now()).total_seconds()) < 60


def test_failures_are_counted_down_and_meet_only_their_path(tenant, uat):
    tenant.controls.fail_next(503, times=2, path_contains="adx_webroles")
    statuses = [uat.data(path).status_code for path in ("WhoAmI", *["adx_webroles"] * 3)]
    assert statuses == [200, 503, 503, 200]


def test_the_controls_answer_over_http_too(browser, tenant):
    root = "http://localhost:8001/_practice"
    browser.http.post(f"{root}/set", data={"throttle_share": "0.5", "strict_refresh": "true"})
    assert (tenant.controls.throttle_share, tenant.controls.strict_refresh) == (0.5, True)
    before = tenant.clock.now()
    browser.http.post(f"{root}/clock", data={"seconds": "60"})
    assert (tenant.clock.now() - before).total_seconds() == 60
    assert browser.http.get(f"{root}/controls").json()["throttle_share"] == 0.5
    assert browser.http.post(f"{root}/nothing").status_code == 400
    assert browser.http.post(f"{root}/fail", data={"status": "200"}).status_code == 400


def test_a_lost_answer_breaks_the_connection_and_the_next_call_works(tenant, uat):
    config = uvicorn.Config(tenant.app, port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    started = threading.Event()
    original = server.startup

    async def startup(sockets=None):
        await original(sockets)
        started.set()

    server.startup = startup
    thread = threading.Thread(target=server.run)
    thread.start()
    assert started.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}/api/data/v9.2/WhoAmI"
    headers = {**uat.headers, "Host": "contoso-uat.crm4.dynamics.com"}
    tenant.controls.lose_answers(path_contains="WhoAmI")
    try:
        with httpx.Client(trust_env=False) as http:
            with pytest.raises(httpx.TransportError):
                http.get(address, headers=headers)
            assert http.get(address, headers=headers).status_code == 200
    finally:
        server.should_exit = True
        thread.join(10)
