"""Microsoft's parts alone, from the sign-in to the answer: azure-identity, kiota and the SDK."""

import re

import pytest

from tests.partners import python_partner
from tests.practice.asking import EMPTY, TEMPLATE, UAT

python_partner("mspp_management")
python_partner("trustme")

from azure.identity import ClientSecretCredential, DeviceCodeCredential  # noqa: E402 - as above

from tests.practice.conformance.management import (  # noqa: E402 - not without the SDK
    API,
    MARKS,
    STABLE,
    APIError,
    Management,
    azure_provider,
)

pytestmark = MARKS


@pytest.fixture
def azure(street, tenant):
    ways = {"proxies": street.proxies, "connection_verify": street.authority, "retry_total": 0}
    return {"tenant_id": tenant.tenant_id, **ways}


@pytest.fixture
def person(azure, browser, tenant):
    """The administrator, who typed in the code that azure-identity showed."""

    def show(page: str, code: str, _: object) -> None:
        answer = browser.http.post(page, data={"code": code, "person": tenant.people[0].oid})
        assert re.search("signed in", answer.text)

    credential = DeviceCodeCredential(tenant.public_client_id, prompt_callback=show, **azure)
    credential.authenticate(scopes=[f"{API}/.default"], enable_cae=True)  # as kiota asks
    return credential


async def test_a_person_signs_in_by_device_code_and_sees_the_environments(street, person):
    sdk = Management(street, azure_provider(person))
    async with sdk.http:
        environments = sdk.api.environmentmanagement.environments
        first = await sdk.get(environments, STABLE)
        second = await environments.with_url(first.odata_nextlink).get()
    assert [one.id for one in (*first.value, *second.value)] == [UAT, TEMPLATE, EMPTY]


async def test_an_application_without_a_role_is_turned_away(street, azure, tenant):
    credential = ClientSecretCredential(
        client_id=tenant.client_id, client_secret=tenant.client_secret, **azure
    )
    sdk = Management(street, azure_provider(credential))
    async with sdk.http:
        with pytest.raises(APIError) as refused:
            await sdk.get(sdk.api.environmentmanagement.environments, STABLE)
    assert refused.value.response_status_code == 403
