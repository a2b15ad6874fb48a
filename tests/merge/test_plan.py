"""The plan by example: what is written, in which order, and what is left alone."""

from dataclasses import replace

from app.merge.outcome import Choice, ConflictKind, Resolution, Standing
from app.merge.plan import Operation, Plan, Why
from app.merge.planning import plan
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import (
    asked,
    decided,
    guid,
    page,
    planned,
    record,
    setting,
    site_of,
    snippet,
    updating,
)

WEBSITE = record("adx_website", 900, adx_name="Contoso")


def operations(found: Plan) -> list[tuple[Operation, str]]:
    return [(write.operation, write.title) for write in found.writes]


def content_page(number: int, root: int, **columns: str) -> Record:
    named = {"adx_name": f"Page {root}", "adx_isroot": "false", "adx_rootwebpageid": guid(root)}
    return record("adx_webpage", number, **{**named, **columns})


def test_only_the_columns_that_change_are_written():
    base, new = page(adx_title="x", adx_copy="c\n"), page(adx_title="y", adx_copy="c\n")
    [write] = updating(site_of(base), site_of(base), site_of(new)).writes
    assert (write.operation, write.record_id, write.reason) == (
        Operation.UPDATE, guid(1), "updated",
    )  # fmt: skip
    assert [(c.column, c.before, c.after) for c in write.columns] == [("adx_title", "x", "y")]


def test_a_new_record_gets_the_same_id_whatever_id_the_template_gave_it():
    one = updating(site_of(), site_of(), site_of(snippet("x", 7)))
    other = updating(
        site_of(), site_of(), site_of(snippet("x", guid(7, side=9), adx_name="Snippet 7"))
    )
    assert one.writes == other.writes
    assert one.writes[0].record_id not in (guid(7), guid(7, side=9))
    elsewhere = plan(site_of(), merge(site_of(), site_of(), site_of(snippet("x", 7))), "another")
    assert elsewhere.writes[0].record_id != one.writes[0].record_id


def test_what_is_written_mentions_new_records_by_their_new_ids_also_inside_texts():
    new_page = page(7)
    listed = record("adx_entitylist", 8, adx_name="L", adx_settings=f'{{"Id": "{guid(7)}"}}')
    marker = record("adx_sitemarker", 9, adx_name="M", adx_pageid=guid(7))
    found = updating(site_of(), site_of(), site_of(new_page, listed, marker))
    made = found.ids["adx_webpage", guid(7)]
    by_table = {write.table: write for write in found.writes}
    assert by_table["adx_sitemarker"].value("adx_pageid") == made
    assert made in (by_table["adx_entitylist"].value("adx_settings") or "")
    page_number = by_table["adx_webpage"].number
    assert page_number in by_table["adx_sitemarker"].depends_on


def test_a_text_of_the_customers_own_that_mentions_such_an_id_is_not_touched():
    mine = snippet(f"see {guid(7)}", 1)
    found = updating(site_of(), site_of(mine), site_of(page(7)))
    assert {write.table for write in found.writes} == {"adx_webpage"}


def test_a_new_page_is_made_with_its_parent_and_its_content_is_filled_in_afterwards():
    parent, child = page(1), page(2, adx_parentpageid=guid(1))
    content = content_page(3, 2, adx_copy="Hello\n", adx_webpagelanguageid=guid(50))
    language = record("adx_websitelanguage", 50, adx_name="English")
    site = site_of(language)
    found = updating(site, site, site_of(content, child, parent, language))
    assert operations(found) == [
        (Operation.CREATE_PAGE, "Page 1"),
        (Operation.CREATE_PAGE, "Page 2"),
        (Operation.FILL_PAGE, "Page 2 (English)"),
    ]
    root, child_page, filled = found.writes
    assert child_page.value("adx_parentpageid") == root.record_id
    assert filled.value("adx_rootwebpageid") == child_page.record_id
    assert filled.depends_on == (child_page.number,)


def test_a_content_page_of_a_page_that_is_there_is_simply_created():
    site = site_of(page(1))
    new = site_of(page(1), content_page(2, 1))
    assert operations(updating(site, site, new)) == [(Operation.CREATE, "Page 1")]


def test_a_page_waits_for_its_content_that_somebody_put_off():
    """The content page leads to a form that was not taken, and what then is still to be said."""
    form = record("adx_entityform", 4, adx_name="F")
    marker = record("adx_sitemarker", 3, adx_name="M", adx_pageid=guid(1))
    sides = (
        None,
        site_of(),
        site_of(page(1), content_page(2, 1, adx_entityform=guid(4)), marker, form),
    )
    answers: dict[str, Resolution] = {}
    for _ in range(2):
        for c in merge(*sides, answers).conflicts:
            choice = Choice.SITE if c.table == "adx_entityform" else Choice.TEMPLATE
            choice = Choice.LATER if c.kind is ConflictKind.DANGLING else choice
            answers[c.id] = Resolution(choice, c.fingerprint)
    found = planned(merge(*sides, answers), site_of())
    assert found.writes == ()
    assert {(left.record_id, left.why) for left in found.left_out} == {
        (guid(1), Why.NEEDS_ANOTHER), (guid(2), Why.DEFERRED), (guid(3), Why.NEEDS_ANOTHER),
    }  # fmt: skip


def test_a_loop_of_new_records_is_made_first_and_closed_afterwards():
    form = record("adx_webform", 1, adx_name="F", adx_startstep=guid(2))
    step = record(
        "adx_webformstep", 2, adx_name="S", adx_webform=guid(1), adx_redirectwebpage=guid(3)
    )
    back = page(3, adx_webform=guid(1))
    found = updating(site_of(), site_of(), site_of(form, step, back))
    assert operations(found) == [
        (Operation.CREATE, "F"),
        (Operation.CREATE_PAGE, "Page 3"),
        (Operation.CREATE, "S"),
        (Operation.CONNECT, "F"),
    ]
    connect = found.writes[-1]
    assert [c.column for c in connect.columns] == ["adx_startstep"]
    assert set(connect.depends_on) == {found.writes[0].number, found.writes[2].number}


def test_a_parent_that_moves_below_its_own_child_waits_until_the_child_has_left():
    def tree(a: int | None, b: int | None) -> Snapshot:
        parents = (
            {"adx_parentpageid": guid(a) if a else None},
            {"adx_parentpageid": guid(b) if b else None},
        )
        return site_of(page(1, **parents[0]), page(2, **parents[1]))

    found = updating(tree(None, 1), tree(None, 1), tree(2, None))
    assert [write.record_id for write in found.writes] == [guid(2), guid(1)]


def test_links_come_after_all_rows_states_after_links_and_deletions_last():
    role, old = record("adx_webrole", 1, adx_name="R"), snippet("x", 4)
    right = record(
        "adx_entitypermission",
        2,
        adx_entityname="P",
        links={"adx_entitypermission_webrole": frozenset()},
    )
    linked = replace(right, links={"adx_entitypermission_webrole": frozenset([guid(1)])})
    on = record("adx_redirect", 3, adx_name="R", adx_inboundurl="/x", statecode="0")
    off = replace(on, columns={**on.columns, "statecode": "1"})
    base = site_of(role, right, on, old)
    found = updating(base, base, site_of(role, linked, off, page(5)), Choice.TEMPLATE)
    assert [write.operation for write in found.writes] == [
        Operation.CREATE_PAGE, Operation.LINK, Operation.DEACTIVATE, Operation.DELETE,
    ]  # fmt: skip
    assert (found.writes[1].association, found.writes[1].far_end) == (
        "adx_entitypermission_webrole", guid(1),
    )  # fmt: skip


def test_children_are_deleted_before_their_parents():
    """Whatever they are called."""
    parent, child = page(2), page(1, adx_parentpageid=guid(2))
    base = site_of(parent, child)
    found = updating(base, base, site_of(), Choice.TEMPLATE)
    assert [write.record_id for write in found.writes] == [guid(1), guid(2)]
    assert found.writes[1].depends_on == (1,)


def test_bytes_of_a_file_are_a_write_of_their_own_after_the_row():
    new = record(
        "adx_webfile",
        1,
        content=b"png",
        adx_name="logo.png",
        filename="logo.png",
        mimetype="image/png",
    )
    found = updating(site_of(), site_of(), site_of(new))
    row, content = found.writes
    assert (row.operation, content.operation, content.content_after) == (
        Operation.CREATE, Operation.CONTENT, b"png",
    )  # fmt: skip
    assert {c.column for c in content.columns} == {"filename", "mimetype"}
    assert "filename" not in {c.column for c in row.columns}


def test_the_website_roles_to_delete_and_who_owns_what_are_never_written():
    role = record("adx_webrole", 1, adx_name="Old role")
    base = site_of(WEBSITE, role, page(2, ownerid="a", adx_title="x"))
    changed = replace(WEBSITE, columns={"adx_name": "Contoso", "adx_headerwebtemplateid": None})
    home = replace(changed, columns={**changed.columns, "adx_headerwebtemplateid": guid(5)})
    new = site_of(
        home, page(2, ownerid="b", adx_title="y"), record("adx_webtemplate", 5, adx_name="H")
    )
    base = Snapshot({**base.records, WEBSITE.key: changed})
    found = updating(base, base, new, Choice.TEMPLATE)
    assert {(left.table, left.why) for left in found.left_out} == {
        ("adx_website", Why.WEBSITE), ("adx_webrole", Why.ROLE),
    }  # fmt: skip
    assert {write.table for write in found.writes} == {"adx_webpage", "adx_webtemplate"}
    assert not [c for write in found.writes for c in write.columns if c.column == "ownerid"]


def test_a_new_record_belongs_to_this_website():
    site = site_of(WEBSITE)
    theirs = record("adx_website", 901, adx_name="Fabrikam")
    new = site_of(theirs, replace(page(3), columns={**page(3).columns, "adx_websiteid": guid(901)}))
    [write] = updating(site_of(theirs), site, new).writes
    assert write.value("adx_websiteid") == guid(900)


def test_a_decision_put_off_leaves_the_whole_record_out_and_is_counted_apart():
    sides = [page(adx_displayorder=n, adx_title=t) for n, t in (("1", "x"), ("5", "x"), ("2", "y"))]
    base, site, new = map(site_of, sides)
    conflict = asked(merge(base, site, new))
    outcome = merge(base, site, new, decided(conflict, Choice.LATER))
    assert asked(outcome).standing is Standing.DEFERRED
    assert (outcome.open, outcome.deferred, outcome.void_decisions) == ((), (asked(outcome),), ())
    found = planned(outcome, site)
    assert found.writes == ()
    assert [(left.record_id, left.why) for left in found.left_out] == [(guid(1), Why.DEFERRED)]


def test_what_a_left_out_record_still_needs_is_not_deleted():
    target = page(1)
    marker = record("adx_sitemarker", 2, adx_name="M", adx_pageid=guid(1))
    base = site_of(target, marker)
    first = merge(base, base, site_of())
    answers = {
        c.id: Resolution(Choice.TEMPLATE if c.record_id == guid(1) else Choice.LATER, c.fingerprint)
        for c in first.conflicts
    }
    outcome = merge(base, base, site_of(), answers)
    answers |= {
        c.id: Resolution(Choice.LATER, c.fingerprint) for c in outcome.conflicts if not c.resolution
    }
    found = planned(merge(base, base, site_of(), answers), base)
    assert found.writes == ()
    assert {left.why for left in found.left_out} >= {Why.DEFERRED}


def test_a_setting_of_the_environment_keeps_the_sites_value_and_a_new_one_comes_along():
    name, other = (
        "Authentication/OpenIdConnect/AzureAD/ClientId",
        "Authentication/Registration/Enabled",
    )
    base, site = setting(name, "a"), setting(name, "mine")
    new = site_of(setting(name, "b"), setting(other, "true", 2))
    found = updating(site_of(base), site_of(site), new)
    assert operations(found) == [(Operation.CREATE, other)]
