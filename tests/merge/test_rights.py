"""Nothing that lets somebody see or do more is taken without an answer."""

import pytest

from app.merge.bulk import merge_as_suggested
from app.merge.outcome import Choice, ConflictKind, Outcome, Standing
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import (
    all_decided,
    asked,
    decided,
    guid,
    merged,
    page,
    planned,
    record,
    setting,
    site_of,
)

ROLES = "adx_webpageaccesscontrolrule_webrole"


def waits(base: Snapshot, site: Snapshot, new: Snapshot) -> Outcome:
    """The change is asked as a matter of rights, and until then the site stays as it is."""
    outcome = merge(base, site, new)
    assert [c.kind for c in outcome.conflicts] == [ConflictKind.PERMISSION]
    assert outcome.result == site
    assert outcome.conflicts[0].suggested is None
    taken = merge(base, site, new, decided(outcome.conflicts[0], Choice.TEMPLATE))
    assert taken.result != site
    return outcome


def both(one: Record, other: Record, *more: Record) -> tuple[Snapshot, Snapshot, Snapshot]:
    """An untouched site, and the template's change of one record."""
    return site_of(one, *more), site_of(one, *more), site_of(other, *more)


@pytest.mark.parametrize(
    ("table", "column", "before", "after"),
    [
        ("adx_entitypermission", "adx_write", "false", "true"),
        ("adx_entitypermission", "adx_delete", None, "True"),
        ("adx_entitypermission", "adx_scope", "756150001", "756150000"),
        ("adx_entitypermission", "adx_parententitypermission", guid(8), guid(9)),
        ("adx_entitypermission", "statecode", "1", "0"),
        ("adx_webrole", "adx_anonymoususersrole", "false", "true"),
        ("adx_webrole", "adx_authenticatedusersrole", "0", "1"),
        ("adx_webpageaccesscontrolrule", "adx_right", "2", "1"),
        ("adx_webpageaccesscontrolrule", "adx_scope", "1", "2"),
        ("adx_webpageaccesscontrolrule", "adx_webpageid", guid(8), guid(9)),
        ("adx_webpageaccesscontrolrule", "statecode", "0", "1"),
        ("adx_websiteaccess", "adx_previewunpublishedentities", "false", "true"),
        ("adx_columnpermissionprofile", "adx_allcolumnpermissions", "1", "1,2"),
        ("adx_columnpermission", "adx_permissions", "1", "1,2"),
        ("adx_entitylist", "adx_entitypermissionsenabled", "true", "false"),
        ("adx_entityform", "adx_entitypermissionsenabled", "True", None),
        ("adx_webformstep", "adx_entitypermissionsenabled", "true", "false"),
        ("adx_webform", "adx_authenticationrequired", "true", "false"),
        ("adx_entitylist", "adx_odata_enabled", "false", "true"),
        ("adx_entitylist", "adx_filterportaluser", "contactid", None),
        ("adx_publishingstate", "adx_isvisible", "false", "true"),
    ],
)
def test_a_column_that_guards_is_asked(
    table: str, column: str, before: str | None, after: str | None
):
    there = [
        record("adx_entitypermission", n, adx_entityname=f"P{n}")
        if table == "adx_entitypermission"
        else page(n)
        for n in (8, 9)
    ]
    one, other = (record(table, 1, adx_name="x", **{column: v}) for v in (before, after))
    waits(*both(one, other, *there))


@pytest.mark.parametrize(
    ("table", "column", "before", "after"),
    [
        ("adx_entitypermission", "adx_write", "true", "false"),
        ("adx_entitypermission", "adx_write", "false", None),
        ("adx_entitylist", "adx_entitypermissionsenabled", None, "false"),
        ("adx_webrole", "adx_anonymoususersrole", "true", "false"),
        ("adx_entitylist", "adx_entitypermissionsenabled", "false", "true"),
        ("adx_entitylist", "adx_filterportaluser", None, "contactid"),
    ],
)
def test_less_than_before_is_taken(table: str, column: str, before: str | None, after: str | None):
    one, other = (record(table, 1, adx_name="x", **{column: v}) for v in (before, after))
    outcome = merge(*both(one, other))
    assert (outcome.conflicts, outcome.result) == ((), site_of(other))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Webapi/account/enabled", "false", "true"),
        ("webapi/account/Enabled ", None, "True"),
        ("Webapi/account/fields", "name,phone", "*"),
        ("Webapi/account/fields", "name", "name, phone"),
        ("Webapi/error/innererror", "false", "true"),
        ("HTTP/Access-Control-Allow-Origin", "https://one.example", "*"),
    ],
)
def test_a_setting_that_opens_something_is_asked(name: str, before: str | None, after: str):
    waits(*both(setting(name, before), setting(name, after)))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Webapi/account/enabled", "true", "false"),
        ("Webapi/account/fields", "*", "name"),
        ("Webapi/account/fields", "name, phone", "phone,name"),
        ("Search/Enabled", "false", "true"),
    ],
)
def test_a_setting_that_opens_nothing_new_is_taken(name: str, before: str, after: str):
    assert merge(*both(setting(name, before), setting(name, after))).conflicts == ()


def test_a_setting_that_is_switched_on_or_renamed_to_open_something_is_asked():
    off = setting("Webapi/account/enabled", "true", statecode="1", statuscode="2")
    on = setting("Webapi/account/enabled", "true", statecode="0", statuscode="1")
    waits(*both(off, on))
    old, new = setting("Old", "true"), setting("Webapi/account/enabled", "true")
    waits(*both(old, new))
    from_here = setting("Webapi/account/enabled", "false", adx_source="0", adx_envvar_schema=None)
    from_there = setting("Webapi/account/enabled", None, adx_source="1", adx_envvar_schema="x")
    waits(*both(from_here, from_there))


@pytest.mark.parametrize(
    "new",
    [
        record("adx_entitypermission", 5, adx_entityname="P", adx_read="true"),
        record("adx_columnpermissionprofile", 5, adx_profilename="C"),
        record("adx_webrole", 5, adx_name="Everybody", adx_anonymoususersrole="true"),
        record("adx_websiteaccess", 5, adx_name="A", adx_manageweblinksets="true"),
        record("adx_webpageaccesscontrolrule", 5, adx_name="G", adx_right="1"),
        record("adx_entitylist", 5, adx_name="L", adx_entitypermissionsenabled="false"),
        record("adx_entitylist", 5, adx_name="L", adx_odata_enabled="true"),
        setting("Webapi/account/enabled", "true", 5),
        setting("Webapi/account/fields", "*", 5),
    ],
)
@pytest.mark.parametrize("has_base", [True, False])
def test_a_new_record_that_gives_a_right_is_asked(new: Record, *, has_base: bool):
    outcome = merge(site_of() if has_base else None, site_of(), site_of(new))
    assert (asked(outcome).kind, asked(outcome).reason) == (ConflictKind.PERMISSION, "new_right")
    assert outcome.result.records == {}
    assert merge_as_suggested(None, site_of(), site_of(new), {}).result.records == {}


def test_a_list_whose_switch_was_not_read_and_a_role_without_flags_are_simply_new():
    for new in (record("adx_entitylist", 5, adx_name="L"), record("adx_webrole", 5, adx_name="R")):
        assert new.value("adx_entitypermissionsenabled") is NOT_READ
        assert merged(None, None, new).conflicts == ()


def rule(number: int, page_id: str, *roles: int, **more: str) -> Record:
    columns = {"adx_name": f"Rule {number}", "adx_right": "2", "adx_webpageid": page_id, **more}
    links = {ROLES: frozenset(map(guid, roles))}
    return Record("adx_webpageaccesscontrolrule", guid(number), columns, links)


def role(number: int) -> Record:
    return record("adx_webrole", number, adx_name=f"Role {number}")


def test_the_end_of_a_restriction_is_asked_and_never_taken_in_bulk():
    secret = page(1)
    kept = site_of(secret, rule(9, secret.id))
    outcome = merge(kept, kept, site_of(secret))
    assert (asked(outcome).kind, asked(outcome).standing, asked(outcome).reason) == (
        ConflictKind.PERMISSION,
        Standing.DEFAULTED,
        "removed_restriction",
    )
    assert outcome.result == kept
    assert merge_as_suggested(kept, kept, site_of(secret), {}).result == kept


def test_a_restriction_that_loses_its_roles_gains_one_or_gets_another_rule_is_asked():
    secret, roles = page(1), [role(5), role(6)]
    kept = rule(9, secret.id, 5)
    waits(*both(kept, rule(9, secret.id), secret, *roles))
    waits(*both(kept, rule(9, secret.id, 5, 6), secret, *roles))
    base = site_of(secret, kept, *roles)
    more = rule(10, secret.id, 6)
    outcome = merge(base, base, site_of(*base.records.values(), more))
    assert [c.kind for c in outcome.conflicts] == [ConflictKind.PERMISSION]
    assert outcome.result == base


def test_a_first_restriction_of_a_page_is_taken():
    base = site_of(page(1), role(5))
    outcome = merge(base, base, site_of(*base.records.values(), rule(9, guid(1), 5)))
    assert (outcome.conflicts, len(outcome.result.records)) == ((), 3)


def test_a_page_or_file_that_leaves_a_protected_part_is_asked():
    secret, free, guard = page(1), page(2), rule(9, guid(1))
    below = page(3, adx_parentpageid=secret.id)
    inside, outside = page(4, adx_parentpageid=below.id), page(4, adx_parentpageid=free.id)
    waits(*both(inside, outside, secret, free, below, guard))
    here, there = (
        record("adx_webfile", 5, adx_name="f", adx_partialurl="f", adx_parentpageid=one.id)
        for one in (below, free)
    )
    waits(*both(here, there, secret, free, below, guard))


def test_a_page_that_moves_within_the_protected_part_or_into_it_simply_moves():
    secret, free, guard = page(1), page(2), rule(9, guid(1))
    below = page(3, adx_parentpageid=secret.id)
    for before, after in ((secret, below), (free, below)):
        one, other = (page(4, adx_parentpageid=parent.id) for parent in (before, after))
        assert merge(*both(one, other, secret, free, below, guard)).conflicts == ()


def test_a_file_right_below_a_page_whose_rule_leaves_files_out_was_never_protected():
    secret, free, guard = page(1), page(2), rule(9, guid(1), adx_scope="2")
    here, there = (
        record("adx_webfile", 5, adx_name="f", adx_partialurl="f", adx_parentpageid=one.id)
        for one in (secret, free)
    )
    assert merge(*both(here, there, secret, free, guard)).conflicts == ()


def test_a_new_page_waits_for_the_rule_that_restricts_it():
    """Else the page would be open to everybody until the rule comes."""
    everybody = record("adx_webrole", 5, adx_name="All", adx_authenticatedusersrole="true")
    new = site_of(page(1), everybody, rule(9, guid(1), 5))
    outcome = merge(site_of(), site_of(), new)
    assert planned(outcome, site_of()).writes == ()
    waiting = {(left.title, left.why.value) for left in planned(outcome, site_of()).left_out}
    assert ("Page 1", "needs_another") in waiting


def test_a_right_that_was_deleted_here_comes_back_only_as_a_right():
    old = record("adx_entitypermission", 1, adx_entityname="P", adx_read="true")
    new = record("adx_entitypermission", 1, adx_entityname="P", adx_read="false")
    outcome = merged(old, None, new)
    assert (asked(outcome).kind, asked(outcome).default) == (
        ConflictKind.PERMISSION,
        Choice.SITE,
    )


def test_a_right_is_asked_also_where_it_was_not_clear_which_record_it_is():
    twins = [record("adx_entitypermission", n, adx_entityname="P", adx_read=r)
             for n, r in ((1, "false"), (2, "true"))]  # fmt: skip
    new = record("adx_entitypermission", 3, adx_entityname="P", adx_write="true")
    sides = site_of(), site_of(*twins), site_of(new)
    outcome = merge(*sides)
    first = all_decided(outcome, Choice.TEMPLATE)
    outcome = merge(*sides, first)
    assert ConflictKind.PERMISSION in {c.kind for c in outcome.open}
    assert len(outcome.result.records) == 2


def test_columns_of_a_profile_for_a_role_are_asked_both_ways():
    name = "adx_columnpermissionprofile_webrole"

    def profile(*roles: int) -> Record:
        links = {name: frozenset(map(guid, roles))}
        columns = {"adx_profilename": "C", "adx_tablename": "account"}
        return Record("adx_columnpermissionprofile", guid(1), columns, links)

    waits(*both(profile(5), profile(5, 6), role(5), role(6)))
    waits(*both(profile(5, 6), profile(5), role(5), role(6)))
