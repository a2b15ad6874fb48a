"""What the platform does on its own when a site's rows are written or deleted."""

import base64

import pytest

from tests.practice.conftest import Bind

UAT = "contoso-uat.crm4.dynamics.com"


@pytest.fixture
def website(uat):
    return uat.data("adx_websites").json()["value"][0]["adx_websiteid"]


@pytest.fixture
def home(uat):
    [page] = uat.data("adx_webpages?$filter=adx_partialurl eq '/' and adx_isroot eq true").json()[
        "value"
    ]
    return page["adx_webpageid"]


@pytest.fixture
def organization(tenant):
    return tenant.scene.organizations[UAT]


def new_page(api, website, home, **columns):
    return api.make(
        "adx_webpages",
        **{"adx_name": "News", "adx_partialurl": "news", "adx_isroot": True, **columns},
        adx_websiteid=Bind(f"/adx_websites({website})"),
        adx_parentpageid=Bind(f"/adx_webpages({home})"),
    )


def content_of(api, root):
    asked = f"adx_webpages?$filter=_adx_rootwebpageid_value eq {root}"
    return api.data(asked).json()["value"]


def test_a_root_page_gets_a_content_page_per_language(uat, website, home):
    root = new_page(uat, website, home, adx_copy="<p>x</p>")
    [page] = content_of(uat, root)
    [language] = uat.data("adx_websitelanguages").json()["value"]
    assert page["adx_webpageid"] != root
    assert page["_adx_webpagelanguageid_value"] == language["adx_websitelanguageid"]
    assert (page["adx_isroot"], page["adx_name"], page["adx_copy"]) == (False, "News", "<p>x</p>")
    assert page["_adx_parentpageid_value"] == home


def test_a_content_page_makes_no_further_pages(uat, website, home):
    root = new_page(uat, website, home)
    new_page(uat, website, home, adx_isroot=False, adx_rootwebpageid=Bind(f"/adx_webpages({root})"))
    assert len(content_of(uat, root)) == 2


def test_content_pages_can_take_a_while_to_show(uat, tenant, website, home):
    tenant.controls.content_page_delay = 5
    root = new_page(uat, website, home)
    since = uat.data("adx_webpages", Prefer="odata.track-changes").json()["@odata.deltaLink"]
    assert content_of(uat, root) == []
    tenant.clock.advance(seconds=6)
    [page] = content_of(uat, root)
    [change] = uat.get(since).json()["value"]
    assert change["adx_webpageid"] == page["adx_webpageid"]


@pytest.mark.parametrize("url", ["news", None])
def test_only_home_lacks_a_parent(uat, website, url):
    body = {
        "adx_name": "News",
        "adx_isroot": True,
        "adx_websiteid@odata.bind": f"/adx_websites({website})",
    }
    answer = uat.send("POST", "adx_webpages", {**body, "adx_partialurl": url})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80040265")
    assert uat.send("POST", "adx_webpages", {**body, "adx_partialurl": "/"}).status_code == 204


def test_a_page_does_not_lose_its_parent_by_a_change(uat, website, home):
    root = new_page(uat, website, home)
    answer = uat.send("PATCH", f"adx_webpages({root})", {"adx_parentpageid@odata.bind": None})
    assert answer.status_code == 400
    assert uat.send("PATCH", f"adx_webpages({root})", {"adx_title": "x"}).status_code == 204


def test_a_website_takes_its_pages_along_and_leaves_orphans(uat, website, organization):
    uat.send("DELETE", f"adx_websites({website})")
    for table in ("adx_webpage", "adx_sitesetting", "adx_webfile", "adx_webrole", "annotation"):
        assert organization.rows(table) == [], table
    assert organization.rows("adx_weblink") == []  # by way of their sets
    for table in ("adx_webtemplate", "adx_entitypermission", "adx_entitylist", "adx_webform"):
        rows = organization.rows(table)
        assert rows, table
        assert {row["_adx_websiteid_value"] for row in rows} == {None}
    assert organization.store.pairs("adx_entitypermission_webrole") == []


def test_table_permissions_go_with_their_parent(uat):
    top = uat.make("adx_entitypermissions", adx_entityname="Top")
    child = uat.make(
        "adx_entitypermissions",
        adx_entityname="Child",
        adx_parententitypermission=Bind(f"/adx_entitypermissions({top})"),
    )
    uat.send("DELETE", f"adx_entitypermissions({top})")
    assert uat.data(f"adx_entitypermissions({child})").status_code == 404


def test_what_pointed_to_a_deleted_row_points_nowhere_and_has_changed(uat):
    [template] = uat.data("adx_pagetemplates?$filter=adx_name eq 'Home'").json()["value"]
    asked = f"adx_webpages?$filter=_adx_pagetemplateid_value eq {template['adx_pagetemplateid']}"
    before = uat.data(asked).json()["value"]
    assert before
    uat.send("DELETE", f"adx_pagetemplates({template['adx_pagetemplateid']})")
    for page in before:
        after = uat.data(f"adx_webpages({page['adx_webpageid']})").json()
        assert after["_adx_pagetemplateid_value"] is None
        assert after["versionnumber"] > page["versionnumber"]


def test_a_web_role_takes_its_members_along(uat, organization):
    role = uat.make("adx_webroles", adx_name="R")
    organization.store.link("adx_webrole_contact", (role, "someone"))
    uat.send("DELETE", f"adx_webroles({role})")
    assert organization.store.pairs("adx_webrole_contact") == []


def note(api, file, name, content=b"x"):
    return api.send(
        "POST",
        "annotations",
        {
            "filename": name,
            "documentbody": base64.b64encode(content).decode(),
            "objectid_adx_webfile@odata.bind": f"/adx_webfiles({file})",
        },
    )


@pytest.fixture
def file(uat):
    return uat.data("adx_webfiles").json()["value"][0]["adx_webfileid"]


def test_a_note_hangs_on_its_file_and_is_measured(uat, file):
    made = note(uat, file, "theme.css", b"body{}")
    found = uat.data(f"annotations({made.headers['odata-entityid'][-37:-1]})").json()
    assert (found["filesize"], found["isdocument"]) == (6, True)
    assert (found["objecttypecode"], found["_objectid_value"]) == ("adx_webfile", file)
    path = f"annotations({found['annotationid']})"
    expanded = uat.data(f"{path}?$expand=objectid_adx_webfile($select=adx_name)").json()
    assert expanded["objectid_adx_webfile"]["adx_webfileid"] == file
    assert uat.send("DELETE", f"adx_webfiles({file})").status_code == 204
    assert uat.data(path).status_code == 404


@pytest.mark.parametrize("name", ["app.js", "APP.JS", "x.min.js"])
def test_a_blocked_kind_of_file_is_refused(uat, file, name):
    answer = note(uat, file, name)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "0x80043e09")
    assert int(error["code"], 16) - 2**32 == -2147205623
    assert "not a valid type or is too large" in error["message"]


def test_the_organization_says_what_is_blocked_and_how_large_a_file_is(uat, file):
    [found] = uat.data("organizations?$select=blockedattachments,maxuploadfilesize").json()["value"]
    assert "js" in found["blockedattachments"].split(";")
    path = f"organizations({found['organizationid']})"
    uat.send("PATCH", path, {"blockedattachments": "exe", "maxuploadfilesize": 10})
    assert note(uat, file, "app.js").status_code == 204
    large = note(uat, file, "app.js", b"x" * 11)
    assert large.json()["error"]["code"] == "0x80044a02"


def test_a_note_that_is_no_base64_is_refused(uat, file):
    body = {"filename": "a.css", "documentbody": "not base64!"}
    assert uat.send("POST", "annotations", body).status_code == 400


def test_the_content_that_came_with_a_site_can_be_replaced(uat):
    [old] = uat.data("annotations?$filter=filename eq 'logo.svg'").json()["value"]
    body = {"documentbody": base64.b64encode(b"<svg/>").decode()}
    path = f"annotations({old['annotationid']})"
    answer = uat.send("PATCH", path, body, If_Match=old["@odata.etag"])
    assert answer.status_code == 204, answer.text
    new = uat.data(path).json()
    assert (new["filesize"], new["filename"]) == (6, "logo.svg")
    assert new["versionnumber"] > old["versionnumber"]
