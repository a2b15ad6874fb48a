"""What Microsoft says, and does not say, becomes facts that are never surer than it was seen."""

from datetime import UTC, datetime

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud
from app.steps.provisioning.observe import SYSTEM_ADMINISTRATOR, Known, observe
from app.wizard.facts import Evidence

pytestmark = pytest.mark.anyio

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ORGANIZATION, ENVIRONMENT = "0000AAAA-0000-4000-8000-000000000003", "e1"
SITE = "99999999-8888-4777-8666-555555555555"
WEBFORM = "99999999-8888-4777-8666-000000000001"
USER = "0000aaaa-0000-4000-8000-000000000001"
KNOWN = Known("Kim", ORGANIZATION, "", None)
ORG = "/api/data/v9.2"
ROOT = f"/powerpages/environments/{ENVIRONMENT}/websites"
USERS, SETTINGS = f"{ORG}/systemusers({USER})", "listTenantSettings"
ENVIRONMENTS = "/environmentmanagement/environments"
TABLES = {"adx_website": "adx_websites", "adx_websitebinding": "adx_websitebindings"}


@pytest.fixture
def anyio_backend():
    return "asyncio"


def definition(table, *columns):
    return {
        "LogicalName": table, "EntitySetName": TABLES[table], "PrimaryIdAttribute": f"{table}id",
        "ManyToOneRelationships": [], "ManyToManyRelationships": [],
        "Attributes": [
            {"LogicalName": each, "AttributeType": "String", "IsValidForRead": True,
             "IsValidForCreate": True, "IsValidForUpdate": True}
            for each in columns
        ],
    }  # fmt: skip


def user(*roles, mode=0):
    return {
        "systemuserid": USER, "accessmode": mode, "isdisabled": False,
        "systemuserroles_association": [
            {"name": name, "_roletemplateid_value": template} for name, template in roles
        ],
    }  # fmt: skip


class Elsewhere:
    """Answers by the end of the path. A table that is not there answers 404."""

    def __init__(self):
        self.answers = {
            f"{ORG}/WhoAmI": {
                "UserId": USER, "OrganizationId": ORGANIZATION.lower(), "BusinessUnitId": USER,
            },
            USERS: user(("시스템 관리자", SYSTEM_ADMINISTRATOR.upper())),
            f"{ORG}/RetrieveProvisionedLanguages()": {"RetrieveProvisionedLanguages": [1042, 1033]},
            f"{ORG}/EntityDefinitions": {"value": []},
            ENVIRONMENTS: {"value": [{"id": ENVIRONMENT, "dataverseId": ORGANIZATION.lower()}]},
            ROOT: {"value": []},
            SETTINGS: {"disablePortalsCreationByNonAdminUsers": False},
        }  # fmt: skip

    def has_rows(self):
        """A site of the standard model whose host is gone, with the traces of the portal."""
        known = [
            {"LogicalName": name, "EntitySetName": entity_set, "PrimaryIdAttribute": f"{name}id"}
            for name, entity_set in TABLES.items()
        ]
        metadata = f"{ORG}/EntityDefinitions"
        self.answers |= {
            metadata: {"value": known},
            f"{metadata}(LogicalName='adx_website')": definition("adx_website", "adx_name"),
            f"{metadata}(LogicalName='adx_websitebinding')": definition("adx_websitebinding"),
            f"{ORG}/adx_websites": {"value": [{"adx_websiteid": SITE, "adx_name": "Old - old"}]},
            f"{ORG}/adx_websitebindings": {"value": []},
            f"{ORG}/adx_entitypermissions": {"value": [{"_adx_websiteid_value": SITE}]},
            f"{ORG}/adx_webforms": {"value": [{"adx_webformid": WEBFORM}]},
            f"{ORG}/adx_webformsteps": {"value": [{"_adx_webform_value": WEBFORM}]},
            f"{ORG}/adx_webroles": {
                "value": [{"adx_name": "Customer Representative"}, {"adx_name": "Authorized Users"}]
            },
            f"{ORG}/adx_sitesettings": {"value": []},
        }

    def __call__(self, request):
        path = request.url.path
        if "/Attributes/" in path or "skip" in request.url.params:
            return httpx.Response(200, json={"value": []})
        answer = next((self.answers[end] for end in self.answers if path.endswith(end)), None)
        if answer is None:
            return httpx.Response(404, json={"error": {"code": "0x80060888", "message": "none"}})
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    async def seen(self, known=KNOWN):
        async def token(_scope):
            return "at-for-tests"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        clients = Connections(cloud("public"), http).to(token, "https://o1.crm4.dynamics.com")
        return await observe(clients, known, AT)


@pytest.fixture
def elsewhere():
    return Elsewhere()


async def test_what_is_seen_of_an_environment_without_a_portal(elsewhere):
    seen = await elsewhere.seen()
    assert (seen.sites.value, seen.records.value) == ((), ())
    assert seen.platform_id.value == ENVIRONMENT, "an environment added by its address"
    assert seen.languages.value == (1033, 1042)
    assert (seen.access_mode.value, seen.is_administrator.value) == (0, True)
    assert (seen.is_restricted.value, seen.person) == (False, "Kim")
    assert {seen.sites.evidence, seen.records.evidence} == {Evidence.EXACT}


@pytest.mark.parametrize("status", [403, 404, 501])
@pytest.mark.parametrize(
    ("place", "facts"),
    [
        (ROOT, ["sites"]),
        (SETTINGS, ["is_restricted"]),
        (USERS, ["access_mode", "is_administrator"]),
        (f"{ORG}/RetrieveProvisionedLanguages()", ["languages"]),
        (ENVIRONMENTS, ["platform_id", "sites"]),
        (f"{ORG}/EntityDefinitions", ["records"]),
    ],
)
async def test_what_may_not_be_seen_is_unknown_with_microsofts_words(
    elsewhere, place, facts, status
):
    elsewhere.answers[place] = httpx.Response(status, json={"error": {"code": "Nope"}})
    seen = await elsewhere.seen()
    for name in facts:
        fact = getattr(seen, name)
        assert fact.evidence is Evidence.UNKNOWN
        assert "Nope" in fact.reason
    known = {"sites", "records", "languages", "is_restricted", "access_mode"} - set(facts)
    assert all(getattr(seen, name).evidence is Evidence.EXACT for name in known)


async def test_a_busy_service_goes_to_the_engine(elsewhere):
    elsewhere.answers[ROOT] = httpx.Response(503)
    with pytest.raises(errors.Unavailable):
        await elsewhere.seen()


async def test_an_environment_that_is_not_in_the_list_has_no_place_to_ask_about(elsewhere):
    elsewhere.answers[ENVIRONMENTS] = {"value": [{"id": "e2", "dataverseId": "other"}]}
    seen = await elsewhere.seen()
    assert (seen.platform_id.value, seen.sites.value) == ("", None)


@pytest.mark.parametrize(
    ("roles", "is_administrator"),
    [
        ([("시스템 관리자", SYSTEM_ADMINISTRATOR)], True),
        ([("System Administrator", None)], True),
        ([("System Administrator", "11111111-0000-4000-8000-000000000000")], False),
        ([("System Customizer", None)], False),
        ([], False),
    ],
)
async def test_the_role_is_known_by_its_template_whatever_its_name(
    elsewhere, roles, is_administrator
):
    elsewhere.answers[USERS] = user(*roles)
    assert (await elsewhere.seen()).is_administrator.value is is_administrator


async def test_a_site_without_a_host_is_told_by_the_traces_in_its_rows(elsewhere):
    elsewhere.has_rows()
    [record] = (await elsewhere.seen()).records.value
    assert (record.name, record.is_bound) == ("Old - old", False)
    assert record.markers == (
        "order_permissions", "order_line_permissions", "order_form", "order_roles",
    )  # fmt: skip


async def test_a_trace_that_cannot_be_read_proves_nothing(elsewhere):
    elsewhere.has_rows()
    for table in ("adx_entitypermissions", "adx_webformsteps", "adx_webroles"):
        elsewhere.answers[f"{ORG}/{table}"] = httpx.Response(403)
    [record] = (await elsewhere.seen()).records.value
    assert record.markers == ()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://contoso.powerappsportals.com", "https://contoso.powerappsportals.com"),
        ("http://contoso.powerappsportals.com", ""),
        ("javascript:alert(1)", ""),
        ("https://a@evil.com/", ""),
        ("https://evil.com/ x", ""),
        (None, ""),
    ],
)
async def test_only_a_plain_address_is_linked_to(elsewhere, address, shown):
    elsewhere.answers[ROOT] = {"value": [{"id": "h1", "websiteUrl": address}]}
    [site] = (await elsewhere.seen()).sites.value
    assert (site.address, site.name) == (shown, "contoso" if shown else "h1")
