import pytest

from app.microsoft.address import AddressProblem, AddressRefused, organization_origin
from app.microsoft.endpoints import cloud

GOOD = [
    "https://contoso.crm4.dynamics.com",
    "https://contoso.crm4.dynamics.com/",
    "  https://contoso.crm4.dynamics.com/main.aspx?appid=1&pagetype=entitylist#top \n",
    "contoso.crm4.dynamics.com",
    "contoso.crm4.dynamics.com/main.aspx?url=https%3a%2f%2fevil.com",
    "HTTPS://CONTOSO.CRM4.Dynamics.COM",
    "https://contoso.api.crm4.dynamics.com/api/data/v9.2/",
]

HOSTILE = [
    ("", "empty"),
    (" \t\n", "empty"),
    ("https://" + "a" * 3000 + ".crm4.dynamics.com", "too_long"),
    ("http://contoso.crm4.dynamics.com", "not_https"),
    ("ftp://contoso.crm4.dynamics.com", "not_https"),
    ("file:///etc/passwd", "not_https"),
    ("javascript://contoso.crm4.dynamics.com/%0aalert(1)", "not_https"),
    ("javascript:alert(1)", "has_port"),
    ("https://user@contoso.crm4.dynamics.com", "has_user"),
    ("https://contoso.crm4.dynamics.com@evil.com", "has_user"),
    ("https://contoso.crm4.dynamics.com:pw@evil.com/", "has_user"),
    ("https://contoso.crm4.dynamics.com:8443", "has_port"),
    ("https://contoso.crm4.dynamics.com:443", "has_port"),
    ("https://contoso.crm4.dynamics.com:", "has_port"),
    ("contoso.crm4.dynamics.com:22", "has_port"),
    ("https://127.0.0.1", "is_ip"),
    ("https://127.0.0.1:8001/api", "is_ip"),
    ("https://[::1]/", "is_ip"),
    ("https://[::ffff:169.254.169.254]/", "is_ip"),
    ("https://169.254.169.254/latest/meta-data", "is_ip"),
    ("https://2130706433/", "is_ip"),
    ("https://0x7f.1/", "is_ip"),
    ("https://localhost/", "not_dataverse"),
    ("https://evil.com", "not_dataverse"),
    ("https://evil.com/contoso.crm4.dynamics.com", "not_dataverse"),
    ("https://evil.com?contoso.crm4.dynamics.com", "not_dataverse"),
    ("https://evil.com#.crm4.dynamics.com", "not_dataverse"),
    ("https://contoso.crm4.dynamics.com.evil.com", "not_dataverse"),
    ("https://contoso.crm4.dynamics.com.", "not_an_address"),
    ("https://contosocrm4.dynamics.com", "not_dataverse"),
    ("https://contoso.xcrm4.dynamics.com", "not_dataverse"),
    ("https://contoso.crm4.dynamics.co", "not_dataverse"),
    ("https://contoso.crm4-dynamics.com", "not_dataverse"),
    ("https://contoso.crm100.dynamics.com", "not_dataverse"),
    ("https://contoso.crm04.dynamics.com", "not_dataverse"),
    ("https://evil.contoso.crm4.dynamics.com", "not_dataverse"),
    ("https://crm4.dynamics.com", "not_dataverse"),
    ("https://api.crm4.dynamics.com", "not_dataverse"),
    ("https://.crm4.dynamics.com", "not_an_address"),
    ("https://-contoso.crm4.dynamics.com", "not_an_address"),
    ("https://contoso_1.crm4.dynamics.com", "not_an_address"),
    ("https://contoso.crm4.dynamics.com\\@evil.com", "not_an_address"),
    ("https://evil.com\\.crm4.dynamics.com", "not_an_address"),
    ("https://contoso .crm4.dynamics.com", "not_an_address"),
    ("https://contoso.crm4.dyna\tmics.com", "not_an_address"),
    ("https://contoso.crm4.dynamics.com/\r\nHost: evil.com", "not_an_address"),
    ("https://contoso%2ecrm4.dynamics.com", "not_an_address"),
    ("https://evil.com%23.crm4.dynamics.com", "not_an_address"),
    ("https://cont\u043eso.crm4.dynamics.com", "not_plain_letters"),
    ("https://contoso.crm4.dynam\u0131cs.com", "not_plain_letters"),
    ("https://contoso\uff0ecrm4.dynamics.com", "not_plain_letters"),
    ("https://contoso.\u212arm4.dynamics.com", "not_plain_letters"),
    ("https://contoso\u200b.crm4.dynamics.com", "not_an_address"),
    ("https://xn--contso-pye.crm4.dynamics.com", "not_plain_letters"),
    ("https://contoso.crm9.dynamics.com", "other_cloud"),
    ("https://contoso.crm.microsoftdynamics.us", "other_cloud"),
    ("https://contoso.crm.dynamics.cn", "other_cloud"),
    ("https://make.powerapps.com/environments/1", "not_dataverse"),
    ("https://login.microsoftonline.com/", "not_dataverse"),
    ("https:", "has_port"),
    ("https://", "not_an_address"),
    ("//contoso.crm4.dynamics.com", "not_an_address"),
    ("contoso", "not_dataverse"),
]


@pytest.mark.parametrize("typed", GOOD)
def test_what_people_paste_becomes_the_origin(typed):
    assert organization_origin(typed, cloud("public")) == "https://contoso.crm4.dynamics.com"


@pytest.mark.parametrize(("typed", "code"), HOSTILE)
def test_an_address_that_could_lead_a_token_astray_is_refused(typed, code):
    with pytest.raises(AddressRefused) as refused:
        organization_origin(typed, cloud("public"))
    assert refused.value.code == AddressProblem(code)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("public", "contoso.crm.dynamics.com"),
        ("gcc", "contoso.crm9.dynamics.com"),
        ("gcchigh", "contoso.crm.microsoftdynamics.us"),
        ("dod", "contoso.crm.appsplatform.us"),
        ("china", "contoso.crm.dynamics.cn"),
    ],
)
def test_each_cloud_knows_its_own_organizations(name, typed):
    assert organization_origin(typed, cloud(name)) == f"https://{typed}"


def test_a_cloud_whose_addresses_are_contradicted_says_so():
    certain = {name: cloud(name).certain for name in ("public", "gcc", "gcchigh", "dod", "china")}
    assert certain == {
        "public": True, "gcc": True, "gcchigh": False, "dod": True, "china": False,
    }  # fmt: skip
