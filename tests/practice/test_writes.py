"""Writing rows: what is taken, what is refused and with which words, and what an answer says."""

import pytest

from tests.practice.conftest import ORGANIZATION, Api, Bind, Browser, make_tenant

NOWHERE = "00000000-0000-0000-0000-000000000009"


@pytest.fixture
def website(uat):
    return uat.data("adx_websites").json()["value"][0]["adx_websiteid"]


@pytest.fixture
def setting(uat, website):
    at = Bind(f"/adx_websites({website})")
    return uat.make("adx_sitesettings", adx_name="Search/Enabled", adx_value="a", adx_websiteid=at)


def row(api, setting):
    return api.data(f"adx_sitesettings({setting})").json()


def fault(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_new_row_says_where_it_is_and_who_made_it(uat, setting, tenant):
    found = row(uat, setting)
    who = uat.data("WhoAmI").json()["UserId"]
    now = tenant.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (found["adx_value"], found["statecode"], found["statuscode"]) == ("a", 0, 1)
    assert found["createdon"] == found["modifiedon"] == now
    assert found["_createdby_value"] == found["_modifiedby_value"] == found["_ownerid_value"] == who
    assert uat.data(f"systemusers({who})").json()["fullname"] == "Avery Example"


def test_every_write_moves_version_time_and_author(uat, setting, tenant, browser):
    before = row(uat, setting)
    tenant.clock.advance(seconds=60)
    other = Browser(tenant, browser.http)
    other.sign_in("operator")
    minji = Api(other, ORGANIZATION)
    path = f"adx_sitesettings({setting})"
    assert minji.send("PATCH", path, {"adx_value": "b"}).status_code == 204
    after = row(uat, setting)
    assert after["versionnumber"] > before["versionnumber"]
    assert after["@odata.etag"] == f'W/"{after["versionnumber"]}"'
    assert after["modifiedon"] > before["modifiedon"] == after["createdon"]
    assert after["_modifiedby_value"] != after["_createdby_value"]


def test_with_representation_the_row_comes_back_and_no_address(uat, website):
    body = {"adx_name": "X", "adx_websiteid@odata.bind": f"adx_websites({website})"}
    asked = "adx_sitesettings?$select=adx_name"
    made = uat.send("POST", asked, body, Prefer="return=representation")
    assert made.status_code == 201
    assert made.headers["preference-applied"] == "return=representation"
    assert "odata-entityid" not in made.headers
    wanted = {"@odata.context", "@odata.etag", "adx_name", "adx_sitesettingid"}
    assert set(made.json()) == wanted
    path = f"adx_sitesettings({made.json()['adx_sitesettingid']})"
    changed = uat.send("PATCH", path, {"adx_name": "Y"}, Prefer="return=representation")
    assert (changed.status_code, changed.json()["adx_name"]) == (200, "Y")
    assert changed.headers["etag"] == changed.json()["@odata.etag"]


def test_a_chosen_id_is_taken_once(uat, website):
    chosen = "12345678-0000-4000-8000-000000000001"
    assert uat.make("adx_webroles", adx_webroleid=chosen, adx_name="A") == chosen
    again = uat.send("POST", "adx_webroles", {"adx_webroleid": chosen, "adx_name": "A"})
    assert fault(again) == (412, "0x80040237")


def test_a_patch_makes_what_is_not_there_unless_told_otherwise(uat):
    path = f"adx_webroles({NOWHERE})"
    assert fault(uat.send("PATCH", path, {"adx_name": "A"}, If_Match="*")) == (404, "0x80040217")
    made = uat.send("PATCH", path, {"adx_name": "A"}, If_None_Match="*")
    assert made.status_code == 204
    assert made.headers["odata-entityid"].endswith(path)
    again = uat.send("PATCH", path, {"adx_name": "B"}, If_None_Match="*")
    assert fault(again) == (412, "0x80040237")
    assert uat.data(path).json()["adx_name"] == "A"
    assert uat.send("PATCH", path, {"adx_name": "C"}, If_None_Match="null").status_code == 204


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_row_that_changed_since_it_was_read_is_left_alone(uat, setting, method):
    path = f"adx_sitesettings({setting})"
    old = row(uat, setting)["@odata.etag"]
    uat.send("PATCH", path, {"adx_value": "theirs"}, If_Match=old)
    mine = uat.send(method, path, {"adx_value": "mine"}, If_Match=old)
    assert fault(mine) == (412, "0x80060882")
    assert row(uat, setting)["adx_value"] == "theirs"
    now = row(uat, setting)["@odata.etag"]
    assert uat.send(method, path, {"adx_value": "mine"}, If_Match=now).status_code == 204


def test_one_column_is_written_read_and_cleared_by_itself(uat, setting):
    path = f"adx_sitesettings({setting})/adx_value"
    assert uat.send("PUT", path, {"value": "one"}).status_code == 204
    assert uat.data(path).json()["value"] == "one"
    assert uat.data(f"{path}/$value").text == "one"
    assert uat.send("DELETE", path).status_code == 204
    assert uat.data(path).status_code == 204


def test_a_deleted_row_is_gone(uat, setting):
    path = f"adx_sitesettings({setting})"
    assert uat.send("DELETE", path).status_code == 204
    assert fault(uat.data(path)) == (404, "0x80040217")
    assert fault(uat.send("DELETE", path)) == (404, "0x80040217")


@pytest.mark.parametrize(
    ("body", "status", "code", "word"),
    [
        ({"adx_nothing": "x"}, 400, "0x80048d19", "Invalid property 'adx_nothing'"),
        ({"ADX_NAME": "x"}, 400, "0x80048d19", "Invalid property 'ADX_NAME'"),
        ({"_adx_websiteid_value": NOWHERE}, 400, "0x80048d19", "Navigation properties"),
        ({"adx_websiteid": NOWHERE}, 400, "0x80048d19", "Invalid property"),
        ({"adx_source": "1"}, 400, "0x80048d19", "expected type 'Edm.Int32'"),
        ({"adx_source": True}, 400, "0x80048d19", "expected type 'Edm.Int32'"),
        ({"adx_value": 5}, 400, "0x80048d19", "expected type 'Edm.String'"),
        ({"adx_value": "x" * 4001}, 400, "0x80044331", "maximum allowed length of '4000'"),
        ({"adx_source": 5_000_000_000}, 400, "0x80048d19", "Edm.Int32"),
        ({"adx_websiteId@odata.bind": "/adx_websites(x)"}, 400, "0x80048d19", "undeclared"),
        ({"adx_websiteid@odata.bind": "/adx_websites(x)"}, 400, "0x80060888", "segment"),
        (
            {"adx_websiteid@odata.bind": f"/adx_websites({NOWHERE})"},
            404,
            "0x80040217",
            "Does Not Exist",
        ),
        ({"adx_websiteid@odata.bind": f"/nothings({NOWHERE})"}, 404, "0x8006088a", "segment"),
        ({"statuscode": 2}, 400, "0x80048408", "not a valid status code"),
        ({"statecode": 7}, 400, "0x80048408", "not a valid status code"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_that_help(uat, setting, body, status, code, word):
    before = row(uat, setting)
    answer = uat.send("PATCH", f"adx_sitesettings({setting})", body)
    assert fault(answer) == (status, code)
    assert word in answer.json()["error"]["message"]
    assert row(uat, setting) == before


def test_a_choice_has_to_be_one_of_those_offered(uat, website):
    body = {"adx_name": "S", "adx_type": 5}
    assert fault(uat.send("POST", "adx_contentsnippets", body)) == (400, "0x8004431A")


def test_what_only_the_platform_writes_is_passed_over(uat, setting):
    before = row(uat, setting)
    body = {"createdon": "2001-01-01T00:00:00Z", "versionnumber": 1, "adx_value": "b"}
    assert uat.send("PATCH", f"adx_sitesettings({setting})", body).status_code == 204
    after = row(uat, setting)
    assert after["createdon"] == before["createdon"]
    assert after["versionnumber"] > before["versionnumber"]


def test_a_state_brings_its_first_status(uat, setting):
    uat.send("PATCH", f"adx_sitesettings({setting})", {"statecode": 1})
    assert (row(uat, setting)["statecode"], row(uat, setting)["statuscode"]) == (1, 2)


def test_a_lookup_is_set_and_cleared_by_its_navigation(uat, website):
    role = uat.make("adx_webroles", adx_name="R", adx_websiteid=Bind(f"/adx_websites({website})"))
    path, value = f"adx_webroles({role})", "_adx_websiteid_value"
    uat.send("PATCH", path, {"adx_websiteid@odata.bind": None})
    assert uat.data(path).json()[value] is None
    whole = f"https://contoso-uat.crm4.dynamics.com/api/data/v9.2/adx_websites({website})"
    assert uat.send("PUT", f"{path}/adx_websiteid/$ref", {"@odata.id": whole}).status_code == 204
    assert uat.data(path).json()[value] == website
    assert uat.data(f"{path}/adx_websiteid/$ref").json()["@odata.id"] == whole
    assert uat.send("DELETE", f"{path}/adx_websiteid/$ref").status_code == 204
    assert uat.data(path).json()[value] is None


def test_a_lookup_leads_to_its_own_table_only(uat, website, setting):
    body = {"adx_parentpageid@odata.bind": f"/adx_websites({website})"}
    page = uat.data("adx_webpages?$top=1").json()["value"][0]["adx_webpageid"]
    assert fault(uat.send("PATCH", f"adx_webpages({page})", body)) == (400, "0x80048d19")


def test_an_owner_is_a_user_or_a_team(uat, setting):
    team = uat.data("teams").json()["value"][0]["teamid"]
    path = f"adx_sitesettings({setting})"
    assert uat.send("PATCH", path, {"ownerid@odata.bind": f"/teams({team})"}).status_code == 204
    found = row(uat, setting)
    assert (found["_ownerid_value"], found["_owningteam_value"]) == (team, team)
    assert found["_owninguser_value"] is None


def test_roles_are_linked_and_let_go_one_at_a_time(uat):
    right = uat.make("adx_entitypermissions", adx_entityname="P")
    role = uat.make("adx_webroles", adx_name="R")
    nav = f"adx_entitypermissions({right})/adx_entitypermission_webrole"
    body = {"@odata.id": f"adx_webroles({role})"}
    assert uat.send("POST", f"{nav}/$ref", body).status_code == 204
    assert fault(uat.send("POST", f"{nav}/$ref", body)) == (412, "0x80040237")
    back = f"adx_webroles({role})/adx_entitypermission_webrole"
    assert [one["adx_entityname"] for one in uat.data(back).json()["value"]] == ["P"]
    [reference] = uat.data(f"{nav}/$ref").json()["value"]
    assert reference["@odata.id"].endswith(f"/adx_webroles({role})")
    assert uat.send("DELETE", f"{nav}({role})/$ref").status_code == 204
    assert fault(uat.send("DELETE", f"{nav}({role})/$ref")) == (404, "0x80040217")
    uat.send("POST", f"{nav}/$ref", body)
    whole = reference["@odata.id"]
    assert uat.send("DELETE", f"{nav}/$ref?$id={whole}").status_code == 204
    assert uat.data(nav).json()["value"] == []


def test_roles_can_be_linked_while_a_row_is_made(uat):
    role = uat.make("adx_webroles", adx_name="R")
    body = {
        "adx_entityname": "P",
        "adx_entitypermission_webrole@odata.bind": [f"/adx_webroles({role})"],
    }
    assert uat.send("POST", "adx_entitypermissions", body).status_code == 204
    back = f"adx_webroles({role})/adx_entitypermission_webrole?$select=adx_entityname"
    assert [one["adx_entityname"] for one in uat.data(back).json()["value"]] == ["P"]


def test_a_body_has_to_be_json(uat):
    assert fault(uat.send("POST", "adx_webroles", b"{")) == (400, "0x80048d19")
    assert fault(uat.send("POST", "adx_webroles", b"[]")) == (400, "0x80048d19")
    wrong = uat.send("POST", "adx_webroles", b"adx_name=x", Content_Type="text/plain")
    assert wrong.status_code == 415


def test_a_name_that_a_form_asks_for_is_not_asked_for_here(uat):
    """As in the service, where ApplicationRequired is a matter of forms."""
    assert uat.send("POST", "adx_webroles", {}).status_code == 204


def test_an_address_can_be_too_long(uat):
    assert uat.data(f"adx_webroles?$filter=adx_name eq '{'x' * 33_000}'").status_code == 414


def test_rows_are_counted(uat):
    asked = uat.data("RetrieveTotalRecordCount(EntityNames=['account','adx_webrole'])").json()
    assert asked["EntityRecordCountCollection"]["Keys"] == ["account", "adx_webrole"]
    assert asked["EntityRecordCountCollection"]["Values"] == [12, 4]


def test_a_foreign_page_cannot_write(uat):
    answer = uat.send("POST", "adx_webroles", {}, Origin="https://evil.example")
    assert answer.status_code == 403


def test_one_tenants_writes_are_not_anothers(stock, setting, tmp_path):
    fresh = make_tenant(stock, tmp_path / "other.json")
    rows = fresh.scene.organizations["contoso-uat.crm4.dynamics.com"].rows("adx_sitesetting")
    assert setting not in {row["adx_sitesettingid"] for row in rows}
