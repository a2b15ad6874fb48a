"""One example per line of the table of cases (B base, S site, T template)."""

import pytest

from app.merge.outcome import Case, Choice, ConflictKind, Standing
from app.merge.three_way import merge
from tests.merge.building import (
    asked,
    decided,
    guid,
    merged,
    only,
    page,
    record,
    site_of,
    snippet,
    template,
    value,
)


def test_1_nothing_changed_gives_nothing():
    outcome = merged(page(), page(), page())
    assert (only(outcome).case, only(outcome).changes) == (Case.UNCHANGED, ())


def test_2_a_column_the_template_changed_is_taken():
    outcome = merged(page(adx_title="x"), page(adx_title="x"), page(adx_title="y"))
    [change] = only(outcome).changes
    assert (only(outcome).case, change.column, change.before, change.after) == (
        Case.UPDATED, "adx_title", "x", "y",
    )  # fmt: skip


def test_3_a_column_only_the_site_changed_is_kept():
    outcome = merged(page(adx_title="x"), page(adx_title="y"), page(adx_title="x"))
    assert (only(outcome).case, only(outcome).changes) == (Case.KEPT, ())


def test_4_the_same_change_on_both_sides_is_nothing():
    outcome = merged(page(adx_title="x"), page(adx_title="y"), page(adx_title="y"))
    assert (only(outcome).changes, outcome.conflicts) == ((), ())


def test_5_different_changes_of_a_scalar_are_asked_and_the_site_stands_meanwhile():
    sides = [page(adx_displayorder=number) for number in ("1", "5", "2")]
    outcome = merged(*sides)
    conflict = asked(outcome)
    assert (conflict.kind, conflict.base, conflict.site, conflict.template) == (
        ConflictKind.VALUE, "1", "5", "2",
    )  # fmt: skip
    assert conflict.standing is Standing.OPEN
    assert value(outcome, "adx_webpage", 1, "adx_displayorder") == "5"
    outcome = merged(*sides, decided(conflict, Choice.TEMPLATE))
    assert asked(outcome).standing is Standing.DECIDED
    assert value(outcome, "adx_webpage", 1, "adx_displayorder") == "2"


def test_6_a_long_text_is_merged_by_lines():
    outcome = merged(
        template("a\nb\nc\nd\ne\n"), template("A\nb\nc\nd\ne\n"), template("a\nb\nc\nd\nE\n")
    )
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "A\nb\nc\nd\nE\n"
    assert outcome.conflicts == ()


def test_6_lines_changed_on_both_sides_are_asked_per_hunk():
    sides = template("a\nb\nc\nd\n"), template("s\nb\nc\nS\n"), template("t\nb\nc\nT\n")
    outcome = merged(*sides)
    first, second = outcome.conflicts
    assert (first.kind, first.site, first.after) == (ConflictKind.TEXT, "s\n", "b\nc\n")
    outcome = merged(*sides, decided(second, Choice.TEMPLATE))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "s\nb\nc\nT\n"
    assert [c.id for c in outcome.conflicts] == [first.id, second.id]


def test_7_json_is_merged_by_key():
    sides = ['{"a": 1, "b": 1, "c": 1}', '{"a": 2, "b": 2, "c": 1}', '{"a": 1, "b": 3, "c": 3}']
    forms = [record("adx_entityform", adx_name="f", adx_settings=text) for text in sides]
    outcome = merged(*forms)
    conflict = asked(outcome)
    assert (conflict.kind, conflict.path, conflict.template) == (ConflictKind.JSON, "b", "3")
    assert value(outcome, "adx_entityform", 1, "adx_settings") == '{"a": 2, "b": 2, "c": 3}'
    outcome = merged(*forms, decided(conflict, Choice.OWN, '{"x": []}'))
    assert value(outcome, "adx_entityform", 1, "adx_settings") == '{"a": 2, "b": {"x": []}, "c": 3}'


def test_8_a_new_record_is_created_under_the_templates_id():
    outcome = merged(None, None, page(7))
    assert (only(outcome).case, only(outcome).record_id) == (Case.CREATED, guid(7))
    assert ("adx_webpage", guid(7)) in outcome.result.records


def test_9_the_customers_own_record_is_kept():
    assert only(merged(None, page(), None)).case is Case.OWN


def test_10_the_same_record_added_on_both_sides_is_adopted():
    outcome = merged(
        None, page(1), page(guid(1, side=9), adx_name="Page 1", adx_partialurl="page-1")
    )
    assert (only(outcome).case, only(outcome).changes, len(outcome.result.records)) == (
        Case.ADOPTED, (), 1,
    )  # fmt: skip


def test_11_a_page_the_customer_and_the_template_added_is_one_decision_not_two_pages():
    ours = page(1, adx_partialurl="returns", adx_title="Send it back")
    theirs = page(2, adx_partialurl="returns", adx_title="Returns", adx_name="Page 1")
    outcome = merged(None, ours, theirs)
    assert (only(outcome).case, only(outcome).record_id) == (Case.BOTH_ADDED, guid(1))
    assert (asked(outcome).base, asked(outcome).site) == (None, "Send it back")
    assert len(outcome.result.records) == 1


def test_12_what_was_deleted_here_and_did_not_change_stays_deleted():
    outcome = merged(snippet("x"), None, snippet("x"))
    assert (only(outcome).case, outcome.conflicts, outcome.result.records) == (
        Case.DELETED_HERE, (), {},
    )  # fmt: skip


def test_13_what_was_deleted_here_and_changed_in_the_template_stays_deleted_unless_chosen():
    sides = snippet("x"), None, snippet("y")
    outcome = merged(*sides)
    conflict = asked(outcome)
    assert (only(outcome).case, conflict.default, outcome.result.records) == (
        Case.DELETED_HERE, Choice.SITE, {},
    )  # fmt: skip
    outcome = merged(*sides, decided(conflict, Choice.TEMPLATE))
    assert value(outcome, "adx_contentsnippet", 1, "adx_value") == "y"


def test_14_what_the_template_removed_is_kept_unless_chosen_and_says_what_refers_to_it():
    target = page(1)
    marker = record("adx_sitemarker", 2, adx_name="Help", adx_pageid=guid(1))
    base = site_of(target, marker)
    outcome = merge(base, base, site_of(marker))
    conflict = next(c for c in outcome.conflicts if c.kind is ConflictKind.RECORD)
    assert (conflict.default, conflict.reason) == (Choice.SITE, "removed_unchanged")
    assert [(r.title, r.column) for r in conflict.referrers] == [("Help", "adx_pageid")]
    assert target.key in outcome.result.records


def test_14_a_removal_that_was_chosen_removes():
    outcome = merged(page(), page(), None)
    chosen = merged(page(), page(), None, decided(asked(outcome), Choice.TEMPLATE))
    assert (only(chosen).case, chosen.result.records) == (Case.REMOVED_IN_TEMPLATE, {})


def test_15_what_was_changed_here_and_removed_in_the_template_is_kept():
    outcome = merged(page(adx_title="x"), page(adx_title="y"), None)
    conflict = asked(outcome)
    assert (only(outcome).case, conflict.reason, conflict.standing) == (
        Case.REMOVED_IN_TEMPLATE, "removed_changed", Standing.DEFAULTED,
    )  # fmt: skip
    assert value(outcome, "adx_webpage", 1, "adx_title") == "y"


def test_16_what_nobody_has_any_more_is_gone():
    assert only(merged(page(), None, None)).case is Case.GONE


def test_17_a_rename_in_the_template_updates_the_name():
    outcome = merged(page(adx_name="Old"), page(adx_name="Old"), page(adx_name="New"))
    assert [(c.column, c.after) for c in only(outcome).changes] == [("adx_name", "New")]


def test_17_a_rename_is_followed_by_a_check_of_references_by_name():
    base = site_of(template("", 1, adx_name="Header"), template("{% include 'Header' %}", 2))
    new = site_of(template("", 1, adx_name="Top"), template("{% include 'Top' %}", 2))
    site = site_of(*base.records.values(), template("{% include 'Header' %}", 3, adx_name="Mine"))
    [note] = [n for n in merge(base, site, new).notes if n.code == "name_leads_nowhere"]
    assert (note.subject, note.details["name"]) == ("Mine", "Header")


def test_18_a_record_renamed_here_still_gets_the_templates_changes():
    outcome = merged(
        template("x\n", adx_name="Header"),
        template("x\n", adx_name="Header (old)"),
        template("y\n", adx_name="Header"),
    )
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "y\n"
    assert value(outcome, "adx_webtemplate", 1, "adx_name") == "Header (old)"


@pytest.mark.parametrize("choice", [Choice.SITE, Choice.TEMPLATE, Choice.OWN])
def test_19_two_records_that_claim_one_are_asked_never_picked(choice: Choice):
    def named(number: int, text: str):
        return snippet(text, number, adx_name="Footer")

    site = site_of(named(1, "one"), named(2, "two"))
    sides = site_of(), site, site_of(named(9, "new"))
    outcome = merge(*sides)
    conflict = next(c for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS)
    assert outcome.result == site
    assert {r.record_id for r in conflict.referrers} == {guid(1), guid(2)}
    answers = decided(conflict, choice, guid(2) if choice is Choice.OWN else "")
    outcome = merge(*sides, answers)
    assert outcome.by_id[conflict.id].standing is Standing.DECIDED
    assert outcome.void_decisions == ()
    match choice:
        case Choice.SITE:
            assert outcome.result == site
        case Choice.TEMPLATE:
            assert len(outcome.result.records) == 3
        case _:
            paired = next(c for c in outcome.conflicts if c.kind is ConflictKind.TEXT)
            assert (paired.record_id, paired.template) == (guid(2), "new")


def test_what_the_design_studio_deleted_before_the_base_was_taken_is_no_question():
    gone, back = page(adx_name="A-deleted", statecode="1"), page(adx_name="A")
    for site, case in ((back, Case.KEPT), (gone, Case.UNCHANGED), (None, Case.GONE)):
        outcome = merged(gone, site, gone)
        assert (only(outcome).case, outcome.conflicts) == (case, ())
        assert list(outcome.result.records.values()) == ([site] if site else [])


def test_a_content_page_without_its_root_does_not_claim_to_be_the_page_of_its_address():
    home = {"adx_name": "Home", "adx_partialurl": "/", "adx_title": "Old"}
    own, stray = page(1, **home), page(2, adx_isroot="false", **home)
    template_page = page(3, **{**home, "adx_title": "New"})
    outcome = merge(site_of(page(9, **home)), site_of(own, stray), site_of(template_page))
    assert outcome.conflicts == ()
    assert {r.record_id: r.case for r in outcome.records} == {
        own.id: Case.UPDATED,
        stray.id: Case.OWN,
    }
