"""Change tracking: nothing is missed, not even what changes while the first pages are read."""

import pytest

TRACK = "odata.track-changes"


def delta_link(api, path="adx_webroles?$select=adx_name"):
    return api.data(path, Prefer=TRACK).json()["@odata.deltaLink"]


def test_without_changes_there_is_nothing_but_a_new_link(uat):
    body = uat.get(delta_link(uat)).json()
    assert body["value"] == []
    assert body["@odata.context"].endswith("#adx_webroles(adx_name)/$delta")
    assert "$deltatoken=" in body["@odata.deltaLink"]


def test_what_was_made_changed_and_deleted_is_told_once(uat):
    rows = uat.data("adx_webroles").json()["value"]
    link = delta_link(uat)
    uat.send("PATCH", f"adx_webroles({rows[0]['adx_webroleid']})", {"adx_name": "Changed"})
    made = uat.make("adx_webroles", adx_name="Made")
    uat.send("DELETE", f"adx_webroles({rows[1]['adx_webroleid']})")
    short = uat.make("adx_webroles", adx_name="Short-lived")
    uat.send("DELETE", f"adx_webroles({short})")
    body = uat.get(link).json()
    changed = {row["adx_webroleid"] for row in body["value"] if "adx_webroleid" in row}
    gone = {row["id"]: row["reason"] for row in body["value"] if "id" in row}
    assert changed == {rows[0]["adx_webroleid"], made}
    assert gone == {rows[1]["adx_webroleid"]: "deleted", short: "deleted"}
    assert uat.get(body["@odata.deltaLink"]).json()["value"] == []


def test_a_change_between_two_pages_is_not_lost(uat):
    first = uat.data("adx_webroles", Prefer=f"{TRACK},odata.maxpagesize=3").json()
    assert "@odata.deltaLink" not in first
    role = first["value"][0]["adx_webroleid"]
    uat.send("PATCH", f"adx_webroles({role})", {"adx_name": "Meanwhile"})
    second = uat.get(first["@odata.nextLink"], Prefer=f"{TRACK},odata.maxpagesize=3").json()
    assert len(first["value"]) + len(second["value"]) == 4
    [change] = uat.get(second["@odata.deltaLink"]).json()["value"]
    assert change["adx_webroleid"] == role


@pytest.mark.parametrize("option", ["$filter=statecode eq 0", "$orderby=adx_name", "$top=1"])
def test_some_options_do_not_go_with_it(uat, option):
    assert uat.data(f"adx_webroles?{option}", Prefer=TRACK).status_code == 400


def test_a_link_is_good_for_as_many_days_as_the_organization_says(uat, tenant, browser):
    link = delta_link(uat)
    tenant.clock.advance(seconds=8 * 24 * 3600)
    fresh = browser.silent("https://contoso-uat.crm4.dynamics.com", force_refresh=True)
    uat.headers["Authorization"] = f"Bearer {fresh['access_token']}"
    answer = uat.get(link)
    assert answer.status_code == 400
    assert "expired" in answer.json()["error"]["message"]
    assert uat.data("adx_webroles?$deltatoken=nonsense").status_code == 400
