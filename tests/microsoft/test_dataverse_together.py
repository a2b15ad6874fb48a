"""Several changes are done as one, and a question that is too long goes inside a batch."""

import json
import re

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Change, Dataverse
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
API = f"{ORIGIN}/api/data/v9.2"
ROW = "11111111-2222-4333-8444-555555555555"
MADE = f"{API}/adx_webpages({ROW})"
NO = {"error": {"code": "0x80060882", "message": "another version"}}


class Other:
    """The other end: takes a batch and answers with the parts it was given."""

    def __init__(
        self,
        *parts: str,
        status: int = 200,
        inner: bool = True,
        reply: httpx.Response | None = None,
    ) -> None:
        self.parts, self.status, self.inner, self.reply = parts, status, inner, reply
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if self.reply:
            return self.reply
        body = "".join(f"--one\r\n{part}\r\n" for part in self.parts) + "--one--\r\n"
        if self.inner:
            head = "--all\r\nContent-Type: multipart/mixed; boundary=one\r\n\r\n"
            body = f"{head}{body}\r\n--all--\r\n"
        kind = f"multipart/mixed; boundary={'all' if self.inner else 'one'}"
        return httpx.Response(self.status, content=body, headers={"Content-Type": kind})

    @property
    def dataverse(self) -> Dataverse:
        async def token(scope, *, refused=""):
            return "at-for-tests"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Dataverse(Transport(http, token), ORIGIN)

    @property
    def sent(self) -> str:
        [request] = self.asked
        return request.content.decode()


def part(status: str, body: object = None, **headers: str) -> str:
    told = "".join(f"{name.replace('_', '-')}: {text}\r\n" for name, text in headers.items())
    text = "" if body is None else json.dumps(body)
    return f"Content-Type: application/http\r\n\r\nHTTP/1.1 {status}\r\n{told}\r\n{text}"


DONE = part("204 No Content", OData_EntityId=MADE)


async def test_a_set_of_changes_is_one_request_whose_parts_name_each_other():
    other = Other(DONE, DONE, DONE)
    made = await other.dataverse.together(
        "make a page",
        [
            Change.create("adx_webpages", {"adx_name": "gr\u00f6\u00dfe"}),
            Change.create("adx_webfiles", {"adx_parentpageid@odata.bind": "$1"}),
            Change.link("$1", "adx_webpage_tag", f"adx_tags({ROW})"),
        ],
    )
    assert made == [MADE] * 3
    assert other.asked[0].method == "POST"
    assert str(other.asked[0].url) == f"{API}/$batch"
    numbers = re.findall(r"Content-ID: (\d)\r\n", other.sent)
    assert numbers == ["1", "2", "3"]
    lines = re.findall(r"\r\n(?:POST|PATCH) \S+ HTTP/1.1", other.sent)
    assert [line.split()[1] for line in lines] == [
        "/api/data/v9.2/adx_webpages", "/api/data/v9.2/adx_webfiles", "$1/adx_webpage_tag/$ref",
    ]  # fmt: skip
    assert f'"@odata.id": "{API}/adx_tags({ROW})"' in other.sent
    assert "gr\u00f6\u00dfe" in other.sent
    assert re.search(r"--changes_(\S+)--\r\n\r\n--\1--\r\n\Z", other.sent)


async def test_each_change_of_a_set_is_conditional_as_it_is_alone():
    other = Other(DONE, DONE, DONE)
    await other.dataverse.together(
        "change",
        [
            Change.create("adx_webpages", {}, ROW),
            Change.update("adx_webpages", ROW, {"adx_name": "x"}, version='W/"7"'),
            Change.delete("adx_webpages", ROW, version='W/"7"'),
        ],
    )
    assert other.sent.count("If-None-Match: *\r\n") == 1
    assert other.sent.count('If-Match: W/"7"\r\n') == 2
    with pytest.raises(ValueError, match="version"):
        Change.delete("adx_webpages", ROW, version="")


@pytest.mark.parametrize(("status", "inner"), [(200, False), (412, False)])
async def test_a_set_that_failed_is_the_error_of_its_change(status, inner):
    """One plain part for all of it, whatever the status around it."""
    failed = part("412 Precondition Failed", NO, x_ms_service_request_id="abc")
    other = Other(failed, status=status, inner=inner)
    changes = [Change.update("adx_webpages", ROW, {}, version='W/"7"')] * 2
    with pytest.raises(errors.Changed) as refused:
        await other.dataverse.together("change", changes)
    assert (refused.value.code, refused.value.request_id) == ("0x80060882", "abc")


async def test_fewer_answers_than_changes_are_not_taken_for_done():
    with pytest.raises(errors.UnexpectedReply):
        await Other(DONE).dataverse.together("change", [Change.create("adx_webpages", {})] * 2)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\n\r\nHTTP/1.1 204 No\r\n\r\n\r\n", "multipart/mixed; boundary=x"),
        (b"--x\r\n\r\nwhat\r\n--x--", "multipart/mixed; boundary=x"),
        (b"{}", "application/json"),
        (b"", "multipart/mixed"),
    ],
)
async def test_a_batch_that_cannot_be_read_is_not_taken_for_done(body, kind):
    other = Other(reply=httpx.Response(200, content=body, headers={"Content-Type": kind}))
    with pytest.raises(errors.UnexpectedReply):
        await other.dataverse.together("change", [Change.create("adx_webpages", {})])


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(429, headers={"Retry-After": "5"}), errors.Unavailable),
        (httpx.Response(401), errors.SignInNeeded),
        (httpx.Response(403), errors.Forbidden),
        (httpx.Response(413, text="<html>"), errors.Refused),
        (httpx.Response(503), errors.Unavailable),
    ],
)
async def test_a_batch_that_is_refused_whole_is_an_error_of_its_kind(reply, kind):
    with pytest.raises(kind):
        await Other(reply=reply).dataverse.together("change", [Change.create("adx_webpages", {})])


async def test_no_changes_ask_nobody():
    other = Other()
    assert await other.dataverse.together("change", []) == []
    assert other.asked == []


async def test_a_question_that_is_too_long_for_an_address_goes_inside_a_batch():
    page = {"value": [{"adx_name": "a"}]}
    other = Other(part("200 OK", page, Content_Type="application/json"), inner=False)
    ids = " or ".join(f"adx_webpageid eq {ROW}" for _ in range(900))
    rows = other.dataverse.rows("adx_webpages", select=["adx_name"], filter=ids)
    assert [row async for row in rows] == [{"adx_name": "a"}]
    assert other.asked[0].method == "POST"
    assert "\r\nGET /api/data/v9.2/adx_webpages?$select=adx_name&$filter=" in other.sent
    assert "\r\nPrefer: odata.maxpagesize=5000\r\n" in other.sent


async def test_a_refusal_inside_a_batch_is_the_same_as_outside():
    other = Other(part("403 Forbidden", {"error": {"code": "0x80040220", "message": "prvRead"}}),
                  inner=False)  # fmt: skip
    ids = "x" * 40_000
    with pytest.raises(errors.Forbidden, match="prvRead"):
        [row async for row in other.dataverse.rows("adx_webpages", select=["a"], filter=ids)]
