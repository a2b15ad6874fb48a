"""What a merge does with the columns of one record, beyond the table of cases."""

import pytest

from app.merge.outcome import Case, Choice, ConflictKind
from app.merge.three_way import merge
from tests.merge.building import (
    asked,
    decided,
    guid,
    merged,
    only,
    page,
    record,
    setting,
    site_of,
    snippet,
    template,
    value,
)


@pytest.mark.parametrize("blind", ["base", "site", "template"])
def test_a_column_that_one_side_did_not_read_is_no_change_and_is_not_written(blind: str):
    sides = {
        "base": page(adx_title="x"),
        "site": page(adx_title="x"),
        "template": page(adx_title="y"),
    }
    sides[blind] = page()
    outcome = merged(sides["base"], sides["site"], sides["template"])
    assert outcome.conflicts == ()
    assert outcome.result.records == site_of(sides["site"]).records
    assert [n.code for n in outcome.notes if n.code == "not_read"] == (
        [] if blind == "template" else ["not_read"]
    )


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("adx_copy", None, ""),
        ("adx_copy", "a\r\nb", "a\nb"),
        ("adx_isroot", "true", "True"),
        ("adx_displayorder", "1", "1.0"),
        ("adx_parentpageid", "0000000A-0000-4000-8000-000000000002", guid(2, side=10)),
        ("adx_releasedate", "2021-01-20T20:15:09Z", "2021-01-20T20:15:09.0000000+00:00"),
        ("statecode", None, "0"),
    ],
)
def test_values_are_compared_by_what_they_mean(column: str, one: str | None, other: str | None):
    outcome = merged(page(**{column: one}), page(**{column: one}), page(**{column: other}))
    assert (only(outcome).case, only(outcome).changes) == (Case.UNCHANGED, ())


def test_an_untouched_text_takes_the_templates_spacing():
    outcome = merged(template("a\n"), template("a\n"), template("  a\n"))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "  a\n"


def test_a_text_keeps_the_sites_line_ends():
    outcome = merged(
        template("a\nb\nc\nd\n"), template("A\r\nb\r\nc\r\nd\r\n"), template("a\nb\nc\nD\n")
    )
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "A\r\nb\r\nc\r\nD\r\n"


def test_columns_that_mean_one_thing_are_asked_together():
    sides = (
        snippet("x", adx_type="756150000"),
        snippet("here", adx_type="756150000"),
        snippet("x", adx_type="756150001"),
    )
    outcome = merged(*sides)
    conflict = asked(outcome)
    assert conflict.template == "adx_type: 756150001\nadx_value: x"
    assert outcome.result.records == site_of(sides[1]).records
    outcome = merged(*sides, decided(conflict, Choice.TEMPLATE))
    assert value(outcome, "adx_contentsnippet", 1, "adx_value") == "x"
    assert value(outcome, "adx_contentsnippet", 1, "adx_type") == "756150001"


def test_columns_that_mean_one_thing_are_taken_together_when_the_site_left_them_alone():
    outcome = merged(
        snippet("x", adx_type="1"), snippet("x", adx_type="1"), snippet("y", adx_type="2")
    )
    assert outcome.conflicts == ()
    assert {c.column for c in only(outcome).changes} == {"adx_type", "adx_value"}


@pytest.mark.parametrize(
    "name", ["Authentication/OpenIdConnect/AAD/ClientId", "AzureStorage/Key", "OnlineDomains"]
)
def test_settings_of_the_environment_keep_the_sites_value_without_a_question(name: str):
    outcome = merged(setting(name, "a"), setting(name, "mine"), setting(name, "theirs"))
    assert outcome.conflicts == ()
    assert value(outcome, "adx_sitesetting", 1, "adx_value") == "mine"
    untouched = merged(setting(name, "a"), setting(name, "a"), setting(name, "theirs"))
    assert value(untouched, "adx_sitesetting", 1, "adx_value") == "a"
    assert [n.subject for n in untouched.notes if n.code == "environment_bound"] == [name]
    off = {"statecode": "1", "statuscode": "2"}
    on = {"statecode": "0", "statuscode": "1"}
    switched = merged(setting(name, "a", **on), setting(name, "a", **on), setting(name, "a", **off))
    assert switched.conflicts == ()
    assert value(switched, "adx_sitesetting", 1, "statecode") == "0"


def test_new_settings_of_the_environment_come_with_the_templates_value():
    outcome = merged(None, None, setting("Authentication/New", "x"))
    assert (only(outcome).case, outcome.conflicts) == (Case.CREATED, ())


def permission(*roles: int, **columns: str):
    links = {"adx_entitypermission_webrole": frozenset(map(guid, roles))}
    return record("adx_entitypermission", 1, links=links, adx_entityname="Orders", **columns)


def test_a_right_the_template_adds_waits_for_approval():
    sides = (
        permission(adx_write="false"),
        permission(adx_write="false"),
        permission(adx_write="true"),
    )
    outcome = merged(*sides)
    assert (asked(outcome).kind, asked(outcome).column) == (ConflictKind.PERMISSION, "adx_write")
    assert value(outcome, "adx_entitypermission", 1, "adx_write") == "false"
    outcome = merged(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert value(outcome, "adx_entitypermission", 1, "adx_write") == "true"


def test_a_right_the_template_takes_away_is_taken_away():
    outcome = merged(
        permission(adx_write="true"), permission(adx_write="true"), permission(adx_write="false")
    )
    assert outcome.conflicts == ()
    assert value(outcome, "adx_entitypermission", 1, "adx_write") == "false"


def test_a_wider_scope_is_one_question_for_all_columns_of_the_reach():
    narrow = permission(adx_scope="756150001", adx_contactrelationship="r")
    wide = permission(adx_scope="756150000", adx_contactrelationship="")
    outcome = merged(narrow, narrow, wide)
    assert asked(outcome).kind is ConflictKind.PERMISSION
    assert outcome.result.records == site_of(narrow).records


def test_a_role_the_template_adds_to_a_permission_waits_and_one_it_removes_goes():
    roles = [record("adx_webrole", n, adx_name=f"Role {n}") for n in (5, 6)]
    base, new = permission(5), permission(6)
    sides = site_of(base, *roles), site_of(base, *roles), site_of(new, *roles)
    outcome = merge(*sides)
    assert asked(outcome).template == "Role 6"
    name = "adx_entitypermission_webrole"
    assert outcome.result.records[base.key].links[name] == frozenset()
    outcome = merge(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert outcome.result.records[base.key].links[name] == {guid(6)}


def test_a_new_permission_waits_for_approval():
    outcome = merged(None, None, permission(adx_read="true"))
    assert (asked(outcome).kind, outcome.result.records) == (ConflictKind.PERMISSION, {})
    outcome = merged(
        None, None, permission(adx_read="true"), decided(asked(outcome), Choice.TEMPLATE)
    )
    assert len(outcome.result.records) == 1


def test_user_data_behind_a_role_is_never_touched():
    def role(*people: int):
        links = {"adx_webrole_contact": frozenset(map(guid, people))}
        return record("adx_webrole", 1, links=links, adx_name="Buyers")

    outcome = merged(role(1), role(2), role(3))
    assert outcome.result.records == site_of(role(2)).records


def test_a_merged_text_that_became_too_long_is_asked():
    long = "x" * 2_500
    sides = (
        setting("Header", "a"),
        setting("Header", "a"),
        setting("Header", long + long),
    )
    outcome = merged(*sides)
    assert (asked(outcome).kind, asked(outcome).limit) == (ConflictKind.TOO_LONG, 4_000)
    assert asked(outcome).choices == (Choice.SITE, Choice.OWN)
    assert value(outcome, "adx_sitesetting", 1, "adx_value") == "a"
    outcome = merged(*sides, decided(asked(outcome), Choice.OWN, "short"))
    assert value(outcome, "adx_sitesetting", 1, "adx_value") == "short"
    outcome = merged(*sides, decided(asked(outcome), Choice.OWN, long + long))
    assert outcome.void_decisions == (asked(outcome).id,)


def test_bookkeeping_of_the_platform_is_no_change():
    outcome = merged(
        page(versionnumber="1", adx_webpageid=guid(1)),
        page(versionnumber="2", adx_webpageid=guid(1)),
        page(versionnumber="3", adx_webpageid=guid(1)),
    )
    assert (only(outcome).case, only(outcome).changes) == (Case.UNCHANGED, ())


def test_columns_and_tables_nobody_knows_are_merged_as_plain_values():
    sides = [record("new_banner", 1, new_colour=c, new_size="1") for c in ("red", "blue", "green")]
    conflict = asked(merged(*sides))
    assert (conflict.column, conflict.choices[-1]) == ("new_colour", Choice.OWN)


def test_a_long_text_that_only_the_template_changed_keeps_the_line_ends_of_the_site():
    outcome = merged(template("1\n2\n"), template("1\r\n2\r\n"), template("1\n3\n"))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "1\r\n3\r\n"
    outcome = merged(template("1\n2\n"), template("1\n2\n"), template("1\r\n3\r\n"))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "1\r\n3\r\n"


@pytest.mark.parametrize("values", [(None, "756150000"), ("756150000", None)])
def test_without_a_base_what_a_new_record_gets_anyway_is_no_question(values):
    site, new = (page(1, adx_feedbackpolicy=one) for one in values)
    outcome = merged(None, site, new)
    assert outcome.conflicts == ()
    assert value(outcome, "adx_webpage", 1, "adx_feedbackpolicy") == values[0]


def test_it_is_a_question_beside_another_value_and_where_it_gives_a_right():
    outcome = merged(
        None, page(1, adx_feedbackpolicy=None), page(1, adx_feedbackpolicy="756150005")
    )
    assert asked(outcome).column == "adx_feedbackpolicy"
    named = {"adx_entityname": "Orders", "adx_read": "true"}
    right, wide = (
        record("adx_entitypermission", 1, adx_scope=s, **named) for s in (None, "756150000")
    )
    assert asked(merged(None, right, wide)).kind is ConflictKind.PERMISSION


def test_with_a_base_a_default_that_the_template_now_says_is_taken():
    pages = [page(1, adx_feedbackpolicy=one) for one in (None, None, "756150000")]
    assert value(merged(*pages), "adx_webpage", 1, "adx_feedbackpolicy") == "756150000"
