"""A record that only one side still has: what is asked about it as a whole."""

import pytest

from app.merge.outcome import Case, Choice, ConflictKind
from app.merge.snapshot import Record
from app.merge.three_way import merge
from tests.merge.building import (
    asked,
    decided,
    guid,
    merged,
    only,
    page,
    record,
    restricted_column,
    site_of,
    snippet,
)

KEY = snippet("x").key


def test_what_was_deleted_here_and_changed_there_is_asked_as_a_whole_and_stays_away():
    sides = snippet("old"), None, snippet("new")
    outcome = merged(*sides)
    question = asked(outcome)
    assert (question.kind, question.column, question.reason) == (
        ConflictKind.RECORD,
        "",
        "deleted_and_changed",
    )
    assert (question.base, question.site, question.template) == ("Snippet 1", None, "Snippet 1")
    assert (question.default, question.choices) == (Choice.SITE, (Choice.SITE, Choice.TEMPLATE))
    assert only(outcome).case is Case.DELETED_HERE
    assert outcome.result.records == {}
    back = merged(*sides, decided(question, Choice.TEMPLATE))
    assert back.result.records == {KEY: snippet("new")}


def test_what_was_deleted_here_and_stayed_the_same_there_is_not_asked():
    outcome = merged(snippet("old"), None, snippet("old"))
    assert (only(outcome).case, outcome.conflicts) == (Case.DELETED_HERE, ())
    assert outcome.result.records == {}


def test_what_is_new_is_taken_and_without_a_base_asked():
    outcome = merged(None, None, snippet("new"))
    assert (only(outcome).case, outcome.conflicts) == (Case.CREATED, ())
    assert outcome.result.records == {KEY: snippet("new")}
    unsure = merge(None, site_of(), site_of(snippet("new")))
    question = asked(unsure)
    assert (question.kind, question.reason, question.default) == (
        ConflictKind.RECORD,
        "no_base_new",
        None,
    )
    assert (question.base, question.site, question.template) == (None, None, "Snippet 1")
    assert unsure.result.records == {}


@pytest.mark.parametrize(
    ("mine", "reason"), [("old", "removed_unchanged"), ("mine", "removed_changed")]
)
def test_what_the_template_no_longer_has_stays_until_somebody_says_otherwise(
    mine: str, reason: str
):
    sides = snippet("old"), snippet(mine), None
    outcome = merged(*sides)
    question = asked(outcome)
    assert (question.kind, question.column, question.reason) == (ConflictKind.RECORD, "", reason)
    assert (question.base, question.site, question.template) == ("Snippet 1", "Snippet 1", None)
    assert (question.default, only(outcome).case) == (Choice.SITE, Case.REMOVED_IN_TEMPLATE)
    assert outcome.result.records == {KEY: snippet(mine)}
    gone = merged(*sides, decided(question, Choice.TEMPLATE))
    assert gone.result.records == {}


def test_what_points_to_a_record_that_may_go_is_named():
    parent, child = page(1), page(2, adx_parentpageid=page(1).id)
    kept = site_of(parent, child)
    question = asked(merge(kept, kept, site_of(child)))
    assert [(r.record_id, r.column) for r in question.referrers] == [(child.id, "adx_parentpageid")]


def test_an_answer_about_a_record_holds_for_what_it_says_and_not_for_its_title():
    """Another text on any side, and a person has to look again."""

    def fingerprint(*three: Record | None) -> str:
        return asked(merged(*three)).fingerprint

    one = fingerprint(snippet("old"), None, snippet("new"))
    assert one != fingerprint(snippet("old"), None, snippet("newer"))
    assert one != fingerprint(snippet("older"), None, snippet("new"))
    assert one == fingerprint(snippet("old"), None, snippet("new"))


def test_a_new_table_with_its_switch_on_and_a_visible_state_give_nobody_a_right():
    for new in (
        record("adx_entitylist", 5, adx_name="L", adx_entitypermissionsenabled="true"),
        record("adx_publishingstate", 5, adx_name="Live", adx_isvisible="true"),
    ):
        outcome = merged(None, None, new)
        assert (outcome.conflicts, len(outcome.result.records)) == ((), 1)


def test_a_new_record_that_is_linked_to_a_role_gives_a_right():
    role = record("adx_webrole", 6, adx_name="Buyers")
    name = "adx_publishingstatetransitionrule_webrole"
    links = {name: frozenset([role.id])}
    new = record("adx_publishingstatetransitionrule", 5, links=links, adx_name="R")
    there = site_of(role)
    outcome = merge(there, there, site_of(role, new))
    assert (asked(outcome).kind, asked(outcome).reason) == (ConflictKind.PERMISSION, "new_right")
    free = record("adx_publishingstatetransitionrule", 5, links={name: frozenset()}, adx_name="R")
    assert merge(there, there, site_of(role, free)).conflicts == ()


def test_a_restricted_column_that_goes_away_is_asked():
    profile, column = restricted_column()
    kept = site_of(profile, column)
    for new in (site_of(profile), site_of()):
        outcome = merge(kept, kept, new)
        assert {(c.kind, c.reason) for c in outcome.conflicts} == {
            (ConflictKind.PERMISSION, "removed_restriction")
        }
        assert outcome.result == kept


@pytest.mark.parametrize("profile", [None, "", guid(1)])
def test_a_column_is_asked_by_itself_unless_its_profile_is_new_too(profile: str | None):
    there = record("adx_columnpermissionprofile", 1, adx_profilename="C", adx_tablename="account")
    column = record(
        "adx_columnpermission", 2, adx_columnname="name", adx_columnpermissionprofileid=profile
    )
    site = site_of(there)
    outcome = merge(site, site, site_of(there, column))
    assert [(c.kind, c.table) for c in outcome.conflicts] == [
        (ConflictKind.PERMISSION, "adx_columnpermission")
    ]
    assert outcome.result == site
