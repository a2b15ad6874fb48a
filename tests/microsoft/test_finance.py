"""Rows at the other end: asked only of a host of finance and operations, and taken as a number."""

import httpx
import pytest

from app.microsoft.endpoints import cloud
from app.microsoft.errors import Forbidden, NotThere, Refused, UnexpectedReply
from app.microsoft.finance import Finance

pytestmark = pytest.mark.anyio
HOST = "contoso.operations.eu.dynamics.com"
URL = f"https://{HOST}/data/CustomersV3/$count?cross-company=true"


@pytest.fixture
def finance(service):
    return Finance(service.transport, cloud("public"))


@pytest.mark.parametrize(("said", "count"), [(b"118", 118), ("\ufeff70001".encode(), 70_001)])
async def test_rows_of_all_companies_are_counted_with_a_token_of_that_environment(
    service, finance, said, count
):
    service.answers(URL, httpx.Response(200, content=said))
    assert await finance.count(HOST, "CustomersV3") == count
    assert service.scopes == [f"https://{HOST}/.default"]


@pytest.mark.parametrize("said", [b"", b"many", b"<html>Sign in</html>", b"-1", b"9" * 40])
async def test_what_is_no_number_is_no_answer(service, finance, said):
    service.answers(URL, httpx.Response(200, content=said))
    with pytest.raises(UnexpectedReply):
        await finance.count(HOST, "CustomersV3")


@pytest.mark.parametrize(("status", "kind"), [(403, Forbidden), (404, NotThere)])
async def test_a_no_keeps_its_kind(service, finance, status, kind):
    service.answers(URL, httpx.Response(status))
    with pytest.raises(kind):
        await finance.count(HOST, "CustomersV3")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "operations.dynamics.com.evil.example",
        "contoso.operations.eu.dynamics.com.evil.example",
        "contoso-operations.dynamics.com",
        "contoso.operations.dynamics.com:444",
        "kim@contoso.operations.dynamics.com",
        "contoso.crm4.dynamics.com",
        "",
    ],
)
async def test_no_token_goes_to_another_host(service, finance, host):
    with pytest.raises(Refused):
        await finance.count(host, "CustomersV3")
    assert service.scopes == []


async def test_a_set_is_a_name_and_nothing_more(service, finance):
    with pytest.raises(Refused):
        await finance.count(HOST, "CustomersV3/x?y")
    assert service.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "contoso.operations.dynamics.com",
        "contoso-uat.sandbox.operations.dynamics.com",
        "contoso.operations.eu.dynamics.com",
        "contoso.sandbox.operations.uae.dynamics.com",
        "contoso1234devaos.cloudax.dynamics.com",
    ],
)
def test_the_hosts_that_microsoft_gives_are_known(host):
    assert cloud("public").serves(host)
    assert not cloud("china").serves(host)
