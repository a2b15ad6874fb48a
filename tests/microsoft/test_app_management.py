"""Application packages: read in every form, installed once, watched only at the asked host."""

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.app_management import AppManagement, PackageState, Progress
from app.microsoft.endpoints import cloud

pytestmark = pytest.mark.anyio

HOST = "https://api.powerplatform.com/appmanagement/environments/e1"
VERSION = "api-version=2022-03-01-preview"
LIST = f"{HOST}/applicationPackages?{VERSION}"
INSTALL = f"{HOST}/applicationPackages/DualWriteCoreAnchor/install?{VERSION}"
OPERATION = f"{HOST}/operations/op1?{VERSION}"


@pytest.fixture
def apps(service):
    return AppManagement(service.transport, cloud("public"))


def package(name, **more):
    return {"uniqueName": name, "version": "1.0.0.0", "state": "None", **more}


async def test_packages_are_listed_over_all_pages_with_either_spelling_of_the_next_link(
    service, apps
):
    for spelling in ("@odata.nextLink", "@odata.nextlink"):
        page = {"value": [package("A")], spelling: f"{LIST}&page=2"}
        service.answers(LIST, httpx.Response(200, json=page))
        service.answers(f"{LIST}&page=2", httpx.Response(200, json={"value": [package("B")]}))
        assert [one.unique_name for one in await apps.packages("e1")] == ["A", "B"]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("None", PackageState.ABSENT),
        ("Uninstalled", PackageState.ABSENT),
        ("", PackageState.ABSENT),
        ("Installed", PackageState.INSTALLED),
        ("TemplateInstalled", PackageState.INSTALLED),
        ("InstallRequested", PackageState.ON_ITS_WAY),
        ("Installing", PackageState.ON_ITS_WAY),
        ("InstallScheduled", PackageState.ON_ITS_WAY),
        ("InstallRetrying", PackageState.ON_ITS_WAY),
        ("InstallFailed", PackageState.FAILED),
        ("Levitating", PackageState.UNKNOWN),
        ("Uninstalling", PackageState.UNKNOWN),
    ],
)
async def test_every_word_for_a_state_has_a_meaning(service, apps, word, state):
    service.answers(LIST, httpx.Response(200, json={"value": [package("A", state=word)]}))
    assert (await apps.packages("e1"))[0].state is state


@pytest.mark.parametrize("code", ["0x80040216", 12])
@pytest.mark.parametrize("name", ["errorDetails", "lastError"])
async def test_what_went_wrong_is_told_in_either_form(service, apps, name, code):
    trouble = {"errorCode": code, "errorName": "Broken", "message": "it broke"}
    row = package("A", state="InstallFailed", **{name: trouble})
    service.answers(LIST, httpx.Response(200, json={"value": [row]}))
    assert (await apps.packages("e1"))[0].trouble == f"{code} Broken it broke"


@pytest.mark.parametrize(
    ("headers", "body", "watched"),
    [
        ({"Operation-Location": OPERATION}, None, OPERATION),
        ({}, {"lastOperation": {"operationId": "op1"}}, OPERATION),
        ({}, None, ""),
        ({}, {"lastOperation": None}, ""),
        ({"Operation-Location": "https://evil.com/x"},
         {"lastOperation": {"operationId": "op1"}}, OPERATION),
        ({"Operation-Location": OPERATION.replace("powerplatform", "evil")}, None, ""),
        ({"Operation-Location": OPERATION.replace("https", "http")}, None, ""),
        ({"Operation-Location": OPERATION.replace(".com", ".com:8443")}, None, ""),
        ({"Operation-Location": OPERATION.replace("https://", "https://u@")}, None, ""),
        ({"Operation-Location": OPERATION.replace("e1", "e2")}, None, ""),
    ],
)  # fmt: skip
async def test_an_install_is_watched_at_the_host_that_was_asked(
    service, apps, headers, body, watched
):
    content = {"json": body} if body else {}
    service.answers(INSTALL, httpx.Response(202, headers=headers, **content))
    assert await apps.install("e1", "DualWriteCoreAnchor") == watched
    assert [request.method for request in service.asked] == ["POST"]


async def test_a_foreign_address_is_never_polled(service, apps):
    with pytest.raises(errors.UnexpectedReply):
        await apps.progress("e1", OPERATION.replace("powerplatform", "evil"))
    assert service.scopes == []


@pytest.mark.parametrize(
    ("reply", "progress"),
    [
        (httpx.Response(200, json={"status": "NotStarted"}), Progress.RUNNING),
        (httpx.Response(200, json={"status": "Running"}), Progress.RUNNING),
        (httpx.Response(200, json={"status": "Something"}), Progress.RUNNING),
        (httpx.Response(200, json={"status": "Succeeded"}), Progress.SUCCEEDED),
        (httpx.Response(200, json={"status": "Failed"}), Progress.FAILED),
        (httpx.Response(200, json={"status": "Canceled"}), Progress.FAILED),
        (httpx.Response(409), Progress.RUNNING),
    ],
)
async def test_how_far_an_install_is(service, apps, reply, progress):
    service.answers(OPERATION, reply)
    assert (await apps.progress("e1", OPERATION)).progress is progress


async def test_a_failed_install_says_why(service, apps):
    error = {"errorCode": 5, "errorName": "Broken", "message": "it broke"}
    body = {"status": "Failed", "statusMessage": "x", "error": error}
    service.answers(OPERATION, httpx.Response(200, json=body))
    assert (await apps.progress("e1", OPERATION)).message == "5 Broken it broke"


async def test_an_empty_environment_id_asks_nobody(service, apps):
    with pytest.raises(ValueError, match="every environment"):
        await apps.packages("")
    assert service.asked == []
