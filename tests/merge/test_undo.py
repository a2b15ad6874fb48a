"""Taking writes back, by example."""

from dataclasses import replace

from app.merge.change import refers_to
from app.merge.outcome import Choice
from app.merge.plan import Operation, Why
from app.merge.replay import replayed
from app.merge.snapshot import Snapshot
from app.merge.undo import Answer, Edited, undo_plan
from tests.merge.building import guid, page, record, site_of, snippet, updating


def test_an_undo_asks_about_what_was_edited_and_puts_the_rest_back():
    base = site_of(page(1, adx_title="x"), snippet("old", 2))
    new = site_of(page(1, adx_title="y"), snippet("new", 2))
    writes = updating(base, base, new).writes
    now = replayed(base, writes)
    edited = replace(now.records["adx_webpage", guid(1)])
    edited = replace(edited, columns={**edited.columns, "adx_title": "mine", "adx_summary": "more"})
    now = Snapshot({**now.records, edited.key: edited})
    undone = undo_plan(writes, now, {})
    [question] = undone.open
    assert (question.kind, question.columns[0].written, question.columns[0].now) == (
        Edited.CHANGED, "y", "mine",
    )  # fmt: skip
    assert [write.table for write in undone.plan.writes] == ["adx_contentsnippet"]
    chosen = undo_plan(writes, now, {question.key: Answer.PUT_BACK}).plan.writes
    back = replayed(now, chosen).records["adx_webpage", guid(1)].columns
    assert (back["adx_title"], back["adx_summary"]) == ("x", "more")
    assert undo_plan(writes, now, {question.key: Answer.LEAVE}).plan.writes == undone.plan.writes


def test_an_undo_removes_what_was_created_only_while_nothing_refers_to_it():
    writes = updating(site_of(), site_of(), site_of(page(1), page(2))).writes
    now = replayed(site_of(), writes)
    marker = record("adx_sitemarker", 9, adx_name="Mine", adx_pageid=writes[0].record_id)
    undone = undo_plan(writes, Snapshot({**now.records, marker.key: marker}), {})
    assert [write.record_id for write in undone.plan.writes] == [writes[1].record_id]
    assert [left.why for left in undone.plan.left_out] == [Why.STILL_NEEDED]


def test_an_undo_makes_a_deleted_record_again_under_its_old_id_with_its_links():
    role = record("adx_webrole", 1, adx_name="R")
    right = record(
        "adx_entitypermission",
        2,
        adx_entityname="P",
        links={"adx_entitypermission_webrole": frozenset([guid(1)])},
    )
    base = site_of(role, right)
    writes = updating(base, base, site_of(role), Choice.TEMPLATE).writes
    assert [write.operation for write in writes] == [Operation.UNLINK, Operation.DELETE]
    after = replayed(base, writes)
    back = replayed(after, undo_plan(writes, after, {}).plan.writes)
    assert back.records[right.key] == right
    assert list(refers_to(back.records[right.key])) == list(refers_to(right))
