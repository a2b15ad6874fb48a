"""Rows are changed only as they were seen, and every change may be sent twice."""

import json
from collections.abc import Callable

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Dataverse
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
API = f"{ORIGIN}/api/data/v9.2"
ROW = "11111111-2222-4333-8444-555555555555"
ROLE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
VERSION = 'W/"1025"'


class Other:
    """The other end: one answer for everything, or one made from the request."""

    def __init__(self, answer: httpx.Response | Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer, self.asked = answer, list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request) if callable(self._answer) else self._answer

    @property
    def dataverse(self) -> Dataverse:
        async def token(_scope: str, *, refused: str = "") -> str:
            return "at-for-tests"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Dataverse(Transport(http, token), ORIGIN)

    @property
    def sent(self) -> httpx.Request:
        [request] = self.asked
        return request


def refusal(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"code": code, "message": "as it is"}})


DONE = httpx.Response(204)
STALE = refusal(412, "0x80060882")
NO_ROW = refusal(404, "0x80040217")
NO_TABLE = refusal(404, "0x8006088a")


async def test_a_row_is_made_with_our_id_and_only_if_it_is_new():
    other = Other(DONE)
    await other.dataverse.create("adx_webpages", ROW, {"adx_name": "Bestellungen", "adx_x": None})
    assert (other.sent.method, str(other.sent.url)) == ("PATCH", f"{API}/adx_webpages({ROW})")
    assert other.sent.headers["If-None-Match"] == "*"
    assert "If-Match" not in other.sent.headers
    assert other.sent.headers["Content-Type"] == "application/json"
    assert json.loads(other.sent.content) == {"adx_name": "Bestellungen", "adx_x": None}


async def test_a_row_that_is_there_already_is_not_made_again():
    with pytest.raises(errors.Changed):
        await Other(refusal(412, "0x80040237")).dataverse.create("adx_webpages", ROW, {})


async def test_a_row_is_changed_only_in_the_version_that_was_seen():
    other = Other(DONE)
    await other.dataverse.update("adx_webpages", ROW, {"adx_title": "x"}, version=VERSION)
    assert other.sent.headers["If-Match"] == VERSION
    assert "If-None-Match" not in other.sent.headers
    assert json.loads(other.sent.content) == {"adx_title": "x"}


async def test_a_row_that_somebody_changed_meanwhile_is_left_alone():
    dataverse = Other(STALE).dataverse
    for change in (
        dataverse.update("adx_webpages", ROW, {}, version=VERSION),
        dataverse.delete("adx_webpages", ROW, version=VERSION),
    ):
        with pytest.raises(errors.Changed) as changed:
            await change
        assert isinstance(changed.value, errors.Refused)
        assert changed.value.code == "0x80060882"


async def test_deleting_names_the_version_and_takes_gone_for_done():
    other = Other(DONE)
    await other.dataverse.delete("adx_webpages", ROW, version=VERSION)
    assert (other.sent.method, other.sent.headers["If-Match"]) == ("DELETE", VERSION)
    await Other(NO_ROW).dataverse.delete("adx_webpages", ROW, version=VERSION)


async def test_a_table_that_is_not_there_is_never_taken_for_done():
    dataverse = Other(NO_TABLE).dataverse
    link = "adx_x", ROW, "adx_y", "adx_webroles", ROLE
    for change in (
        dataverse.delete("adx_x", ROW, version=VERSION),
        dataverse.disassociate(*link),
        dataverse.associate(*link),
        dataverse.row("adx_x", ROW, ["adx_name"]),
    ):
        with pytest.raises(errors.NotThere):
            await change


@pytest.mark.parametrize("row_id", ["", "  ", "x", f"{ROW})", f"{ROW}/adx_name", "1" * 36])
async def test_what_is_no_id_is_refused_before_anything_is_sent(row_id):
    other = Other(DONE)
    dataverse = other.dataverse
    for change in (
        dataverse.create("adx_webpages", row_id, {}),
        dataverse.update("adx_webpages", row_id, {}, version=VERSION),
        dataverse.delete("adx_webpages", row_id, version=VERSION),
        dataverse.associate("adx_webpages", row_id, "n", "adx_webroles", ROLE),
        dataverse.associate("adx_webpages", ROW, "n", "adx_webroles", row_id),
        dataverse.disassociate("adx_webpages", row_id, "n", "adx_webroles", ROLE),
        dataverse.disassociate("adx_webpages", ROW, "n", "adx_webroles", row_id),
        dataverse.row("adx_webpages", row_id, ["adx_name"]),
        dataverse.put_content(row_id, b"x", name="a", media_type="b"),
    ):
        with pytest.raises(ValueError, match="names no row"):
            await change
    assert other.asked == []


async def test_a_change_without_a_version_is_refused_before_anything_is_sent():
    other = Other(DONE)
    for change in (
        other.dataverse.update("adx_webpages", ROW, {}, version=""),
        other.dataverse.delete("adx_webpages", ROW, version=""),
    ):
        with pytest.raises(ValueError, match="version"):
            await change
    assert other.asked == []


async def test_two_rows_are_linked_by_the_address_of_the_far_one():
    other = Other(DONE)
    await other.dataverse.associate("adx_websiteaccesses", ROW, "roles", "adx_webroles", ROLE)
    assert other.sent.method == "POST"
    assert str(other.sent.url) == f"{API}/adx_websiteaccesses({ROW})/roles/$ref"
    assert json.loads(other.sent.content) == {"@odata.id": f"{API}/adx_webroles({ROLE})"}


@pytest.mark.parametrize("status", [400, 412])
@pytest.mark.parametrize("code", ["0x80040237", "-2147220937"])
async def test_linked_already_is_as_good(status, code):
    other = Other(refusal(status, code))
    await other.dataverse.associate("adx_websiteaccesses", ROW, "roles", "adx_webroles", ROLE)


async def test_another_refusal_of_a_link_is_an_error():
    with pytest.raises(errors.Refused):
        await Other(refusal(400, "0x80040265")).dataverse.associate(
            "adx_websiteaccesses", ROW, "roles", "adx_webroles", ROLE
        )


async def test_a_link_is_taken_away_by_naming_both_ends_and_not_linked_is_as_good():
    other = Other(DONE)
    link = "adx_websiteaccesses", ROW, "roles", "adx_webroles", ROLE
    await other.dataverse.disassociate(*link)
    assert other.sent.method == "DELETE"
    assert str(other.sent.url) == f"{API}/adx_websiteaccesses({ROW})/roles({ROLE})/$ref"
    await Other(NO_ROW).dataverse.disassociate(*link)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(503), errors.Unavailable),
        (httpx.Response(429, headers={"Retry-After": "7"}), errors.Unavailable),
        (httpx.Response(401), errors.SignInNeeded),
        (refusal(403, "0x80040220"), errors.Forbidden),
        (refusal(400, "0x80044331"), errors.Refused),
        (NO_ROW, errors.NotThere),
    ],
)
async def test_every_other_answer_to_a_change_is_an_error_of_its_kind(answer, kind):
    with pytest.raises(kind):
        await Other(answer).dataverse.update("adx_webpages", ROW, {}, version=VERSION)


async def test_one_row_comes_with_its_version_and_one_that_is_gone_is_none():
    row = {"@odata.etag": VERSION, "adx_name": "Home", "adx_webpageid": ROW}
    other = Other(httpx.Response(200, json=row))
    assert await other.dataverse.row("adx_webpages", ROW, ["adx_name"]) == row
    assert other.sent.url.params["$select"] == "adx_name"
    assert await Other(NO_ROW).dataverse.row("adx_webpages", ROW, ["adx_name"]) is None


async def test_a_404_that_does_not_say_what_is_missing_is_not_taken_for_a_missing_row():
    with pytest.raises(errors.NotThere):
        await Other(httpx.Response(404, text="<html>")).dataverse.row(
            "adx_webpages", ROW, ["adx_name"]
        )


@pytest.mark.parametrize(
    ("body", "number"), [("12", 12), ("\ufeff0", 0), ("4999", 4999), ("5000", None)]
)
async def test_counting_tells_when_there_are_more_than_dataverse_counts(body, number):
    other = Other(httpx.Response(200, text=body))
    assert await other.dataverse.count("adx_webpages", "statecode eq 0") == number
    assert other.sent.url.params["$filter"] == "statecode eq 0"


async def test_a_count_that_is_no_number_is_not_believed():
    with pytest.raises(errors.UnexpectedReply):
        await Other(httpx.Response(200, json={"value": 3})).dataverse.count("adx_webpages")


@pytest.mark.parametrize(
    ("answer", "is_unchanged"),
    [
        (httpx.Response(304), True),
        (httpx.Response(200, json={"@odata.etag": VERSION}), True),
        (httpx.Response(200, json={"@odata.etag": 'W/"1026"'}), False),
        (NO_ROW, False),
    ],
)
async def test_whether_a_row_is_as_it_was_seen_is_asked_by_its_version(answer, is_unchanged):
    other = Other(answer)
    seen = await other.dataverse.is_unchanged("adx_webpages", ROW, version=VERSION)
    assert seen is is_unchanged
    assert other.sent.headers["If-None-Match"] == VERSION
    assert "$select" in other.sent.url.params
    with pytest.raises(ValueError, match="version"):
        await other.dataverse.is_unchanged("adx_webpages", ROW, version="")


async def test_an_answer_that_nothing_changed_is_no_answer_to_another_question():
    with pytest.raises(errors.UnexpectedReply):
        await Other(httpx.Response(304)).dataverse.row("adx_webpages", ROW, ["adx_name"])
