import gzip
import pickle
from datetime import timedelta

import httpx
import pytest
from pydantic import BaseModel

from app.microsoft import errors
from app.microsoft.egress import AsyncEgress, way
from app.microsoft.endpoints import cloud
from app.microsoft.transport import Call, Transport

pytestmark = pytest.mark.anyio

URL = "https://contoso-uat.crm4.dynamics.com/api/data/v9.2/WhoAmI"
CALL = Call("ask who we are", URL, "https://contoso-uat.crm4.dynamics.com/user_impersonation")


class Anything(BaseModel):
    word: str


async def failure(service, reply) -> errors.RemoteError:
    service.answers(URL, reply)
    with pytest.raises(errors.RemoteError) as raised:
        await service.transport.get(CALL, Anything)
    return raised.value


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, errors.UnexpectedReply),
        (304, errors.UnexpectedReply),
        (400, errors.Refused),
        (401, errors.SignInNeeded),
        (403, errors.Forbidden),
        (404, errors.NotThere),
        (408, errors.Unavailable),
        (409, errors.Refused),
        (412, errors.Changed),
        (429, errors.Unavailable),
        (500, errors.Unavailable),
        (502, errors.Unavailable),
        (503, errors.Unavailable),
    ],
)
async def test_each_status_is_sorted_by_what_can_be_done_about_it(service, status, kind):
    error = await failure(service, httpx.Response(status, headers={"Location": "https://evil.com"}))
    assert type(error) is kind
    assert error.status == status
    assert len(service.asked) == (2 if status == 401 else 1)


async def test_a_redirect_is_not_followed_even_if_the_client_would(service):
    service.answers(URL, httpx.Response(302, headers={"Location": "https://evil.com/"}))
    http = httpx.AsyncClient(transport=httpx.MockTransport(service), follow_redirects=True)
    with pytest.raises(errors.UnexpectedReply):
        await Transport(http, service.token).get(CALL, Anything)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "17"}, 17),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "99999999999"}, 3600),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "²"}, None),
        ({}, None),
        ({"Retry-After": "Wed, 04 Mar 2026 05:07:07 GMT",
          "Date": "Wed, 04 Mar 2026 05:06:07 GMT"}, 60),
        ({"Retry-After": "Wed, 04 Mar 2026 05:00:00 GMT",
          "Date": "Wed, 04 Mar 2026 05:06:07 GMT"}, 0),
        ({"Retry-After": "Wed, 04 Mar 2026 05:07:07 GMT"}, None),
    ],
)  # fmt: skip
async def test_microsoft_says_how_long_to_wait_in_seconds_or_as_a_date(service, headers, wait):
    raw = [(name.encode(), text.encode("latin-1")) for name, text in headers.items()]
    error = await failure(service, httpx.Response(503, headers=raw))
    assert isinstance(error, errors.Unavailable)
    assert error.retry_after == (None if wait is None else timedelta(seconds=wait))


async def test_a_throttled_call_keeps_what_support_asks_for(service):
    service.has("throttled")
    with pytest.raises(errors.Unavailable) as raised:
        await service.transport.get(CALL, Anything)
    error = raised.value
    assert error.retry_after == timedelta(seconds=17)
    assert (error.code, error.request_id) == ("0x80072322", "11112222-3333-4444-5555-666677778888")
    assert "6000" in error.reason


async def test_a_missing_privilege_is_named(service):
    service.has("privilege_missing")
    with pytest.raises(errors.Forbidden) as raised:
        await service.transport.get(CALL, Anything)
    assert "prvReadadx_website" in raised.value.reason


async def test_a_token_that_died_early_is_replaced_once_and_the_call_repeated(service):
    service.answers(URL, httpx.Response(200, json={"word": "yes"})).refuses("at-for-tests")
    assert (await service.transport.get(CALL, Anything)).word == "yes"
    assert service.refused == ["", "at-for-tests"]
    used = [request.headers["authorization"] for request in service.asked]
    assert used == ["Bearer at-for-tests", "Bearer at-after-at-for-tests"]


async def test_a_write_is_repeated_too_because_a_401_has_done_nothing(service):
    service.answers(URL, httpx.Response(200, json={"word": "yes"})).refuses("at-for-tests")
    await service.transport.post(CALL, Anything, Anything(word="no"))
    assert [request.content for request in service.asked] == [b'{"word":"no"}'] * 2
    ids = {request.headers["x-ms-client-request-id"] for request in service.asked}
    assert len(ids) == 2


async def test_a_second_refusal_asks_for_a_sign_in_and_no_third_is_tried(service):
    service.refuses("at-for-tests").refuses("at-after-at-for-tests")
    with pytest.raises(errors.SignInNeeded):
        await service.transport.get(CALL, Anything)
    assert len(service.asked) == 2


async def test_a_person_who_is_gone_is_asked_to_sign_in(service):
    async def token(scope: str, *, refused: str = "") -> str:
        if refused:
            raise errors.SignInNeeded("renew the sign-in", scope=scope)
        return "at-for-tests"

    service.refuses("at-for-tests")
    http = httpx.AsyncClient(transport=httpx.MockTransport(service))
    with pytest.raises(errors.SignInNeeded):
        await Transport(http, token).get(CALL, Anything)
    assert len(service.asked) == 1


async def test_a_claims_challenge_is_for_the_person_and_no_renewal_is_tried(service):
    service.has("claims_challenge")
    with pytest.raises(errors.SignInNeeded):
        await service.transport.get(CALL, Anything)
    assert (len(service.asked), service.refused) == (1, [""])


async def test_a_claims_challenge_comes_with_the_claims_and_the_scope(service):
    service.has("claims_challenge")
    with pytest.raises(errors.SignInNeeded) as raised:
        await service.transport.get(CALL, Anything)
    assert raised.value.claims == (
        '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}'
    )
    assert raised.value.scope == CALL.scope


@pytest.mark.parametrize(
    "challenge",
    [
        "Bearer",
        'Bearer error="insufficient_claims"',
        'Bearer error="invalid_token", claims="e30="',
        'Bearer error="insufficient_claims", claims="%%%"',
        'Bearer error="insufficient_claims", claims="WzFd"',
        f'Bearer error="insufficient_claims", claims="{"e30" * 9000}"',
    ],
)
async def test_a_challenge_we_cannot_read_still_asks_for_a_sign_in(service, challenge):
    error = await failure(service, httpx.Response(401, headers={"WWW-Authenticate": challenge}))
    assert isinstance(error, errors.SignInNeeded)
    assert error.claims == ""


@pytest.mark.parametrize(
    ("body", "code", "reason"),
    [
        (b'{"error":{"code":"0x80040265","message":"No"}}', "0x80040265", "No"),
        (b'{"error":"invalid_request","error_description":"No"}', "invalid_request", "No"),
        (b'{"type":"about:blank","title":"Bad","detail":"No"}', "", "No"),
        (b'{"error":{"code":7,"message":["x"]}}', "", "Bad Request"),
        (b"<html><h1>Nope</h1></html>", "", "Bad Request"),
        (b"", "", "Bad Request"),
        (b"[1]", "", "Bad Request"),
        (b"\xff\xfe", "", "Bad Request"),
        (b'{"error":{"message":"two\\r\\nlines"}}', "", "two lines"),
        (b'{"error":{"message":"' + b"x" * 9999 + b'"}}', "", "x" * 500),
    ],
)
async def test_a_refusal_is_read_in_whatever_form_it_comes(service, body, code, reason):
    error = await failure(service, httpx.Response(400, content=body))
    assert (error.code, error.reason) == (code, reason)


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.ReadError("x"),
        httpx.DecodingError("x"),
        httpx.RemoteProtocolError("x"),
    ],
)
async def test_no_answer_is_tried_again_and_names_our_own_request(service, fault):
    error = await failure(service, fault)
    assert isinstance(error, errors.Unavailable)
    assert error.retryable
    assert error.request_id == service.asked[0].headers["x-ms-client-request-id"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"wrong": 1}', b'{"word": 1}', b'{"word": null}']
)
async def test_a_reply_in_an_unknown_shape_is_not_taken_for_an_empty_one(service, body):
    error = await failure(service, httpx.Response(200, content=body))
    assert isinstance(error, errors.UnexpectedReply)


async def test_an_unreadable_reply_names_the_place_and_not_the_value(service):
    error = await failure(service, httpx.Response(200, json={"word": {"secret": "canary"}}))
    assert "word" in str(error)
    assert "canary" not in str(error)


async def test_a_reply_without_end_is_not_swallowed(service):
    bomb = gzip.compress(b" " * (40 * 1024 * 1024))
    error = await failure(
        service, httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=bomb)
    )
    assert (type(error), error.code) == (errors.UnexpectedReply, "too_large")


async def test_a_long_page_of_an_outage_is_cut(service):
    error = await failure(service, httpx.Response(503, content=b"x" * (40 * 1024 * 1024)))
    assert isinstance(error, errors.Unavailable)


async def test_a_forbidden_address_is_refused_and_not_tried_again(service):
    gate = AsyncEgress(way(cloud("public")), httpx.MockTransport(service))
    transport = Transport(httpx.AsyncClient(transport=gate), service.token)
    with pytest.raises(errors.Refused) as raised:
        await transport.get(Call("x", "https://evil.com/", "scope"), Anything)
    assert (raised.value.code, service.asked) == ("egress", [])


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.com/api?page=2",
        "https://contoso-uat.crm4.dynamics.com.evil.com/",
        "https://other.crm4.dynamics.com/api/data/v9.2/WhoAmI",
        "https://contoso-uat.crm4.dynamics.com@evil.com/",
        "https://x@contoso-uat.crm4.dynamics.com/",
        "http://contoso-uat.crm4.dynamics.com/",
        "https://contoso-uat.crm4.dynamics.com:8443/",
        "//evil.com/",
        "/api/data/v9.2/next",
        "",
        "https://[bad",
    ],
)
def test_a_next_page_on_another_host_is_not_followed(link):
    with pytest.raises(errors.UnexpectedReply):
        CALL.follow(link)


async def test_a_body_is_posted_as_json_under_its_own_names(service):
    service.answers(URL, httpx.Response(200, json={"word": "yes"}))
    assert (await service.transport.post(CALL, Anything, Anything(word="no"))).word == "yes"
    assert service.asked[0].content == b'{"word":"no"}'
    assert service.asked[0].headers["Content-Type"] == "application/json"


def test_an_error_survives_the_journal_of_a_run():
    error = errors.Unavailable("look", status=429, retry_after=timedelta(seconds=3), reason="busy")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (str(back), back.retry_after) == ("look: 429 busy", timedelta(seconds=3))
