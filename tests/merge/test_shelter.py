"""What lies below a page that only some visitors may read, and where that ends."""

import pytest

from app.merge.outcome import ConflictKind
from app.merge.shelter import Shelter
from app.merge.snapshot import Record
from app.merge.three_way import merge
from tests.merge.building import asked, guid, page, record, site_of

SECRET, FREE = page(1), page(2)


def rule(number: int, page_id: str, **more: str | None) -> Record:
    columns = {"adx_name": f"Rule {number}", "adx_right": "2", "adx_webpageid": page_id, **more}
    links = {"adx_webpageaccesscontrolrule_webrole": frozenset([guid(20)])}
    return Record("adx_webpageaccesscontrolrule", guid(number), columns, links)


def content(number: int, root: Record, **more: str) -> Record:
    return page(number, adx_isroot="false", adx_rootwebpageid=root.id, **more)


def is_asked(before: Record, after: Record, *there: Record) -> bool:
    """Whether the move is asked as a matter of rights; else it must simply have been made."""
    role = record("adx_webrole", 20, adx_name="Members")
    old, new = (site_of(one, SECRET, FREE, role, *there) for one in (before, after))
    outcome = merge(old, old, new)
    if outcome.conflicts:
        assert asked(outcome).kind is ConflictKind.PERMISSION
        assert outcome.result == old
        return True
    assert outcome.result == new
    return False


def test_the_content_of_a_page_is_kept_from_whom_the_page_is_kept_from():
    inside, outside = content(5, SECRET), content(5, FREE)
    assert is_asked(inside, outside, rule(9, SECRET.id))
    assert not is_asked(outside, inside, rule(9, SECRET.id))
    assert not is_asked(inside, outside, rule(9, FREE.id))


def test_the_root_of_a_content_page_counts_and_not_the_parent_that_it_repeats():
    inside = content(5, SECRET, adx_parentpageid=FREE.id)
    moved = content(5, SECRET, adx_parentpageid=guid(3))
    elsewhere = page(3)
    assert not is_asked(inside, moved, elsewhere, rule(9, FREE.id))
    assert is_asked(inside, content(5, FREE, adx_parentpageid=FREE.id), rule(9, SECRET.id))


def test_what_lies_below_the_content_of_a_page_is_kept_from_the_same():
    of_secret = content(4, SECRET)
    inside, outside = (page(5, adx_parentpageid=one.id) for one in (of_secret, FREE))
    assert is_asked(inside, outside, of_secret, rule(9, SECRET.id))


def test_the_rules_of_all_pages_above_count():
    top = page(6)
    middle = page(7, adx_parentpageid=top.id)
    inside, outside, higher = (page(5, adx_parentpageid=p.id) for p in (middle, FREE, top))
    assert is_asked(inside, outside, top, middle, rule(9, middle.id))
    assert is_asked(inside, outside, top, middle, rule(9, top.id))
    assert is_asked(inside, higher, top, middle, rule(9, middle.id), rule(10, top.id))
    assert not is_asked(inside, higher, top, middle, rule(10, top.id))


@pytest.mark.parametrize(
    "more", [{"statecode": "1"}, {"statecode": "1.0"}, {"adx_right": "1"}, {"adx_right": None}]
)
def test_a_rule_that_is_switched_off_or_lets_people_in_keeps_nobody_away(more: dict[str, str]):
    inside, outside = (page(5, adx_parentpageid=one.id) for one in (SECRET, FREE))
    assert not is_asked(inside, outside, rule(9, SECRET.id, **more))


@pytest.mark.parametrize("state", [None, "", "0", "0.0"])
def test_a_rule_without_a_state_is_active(state: str | None):
    inside, outside = (page(5, adx_parentpageid=one.id) for one in (SECRET, FREE))
    assert is_asked(inside, outside, rule(9, SECRET.id, statecode=state))


def test_pages_that_lie_below_each_other_or_below_none_that_is_there_end_the_search():
    one, other = page(6, adx_parentpageid=guid(7)), page(7, adx_parentpageid=guid(6))
    lost = page(8, adx_parentpageid=guid(99))
    below = [page(10 + n, adx_parentpageid=p.id) for n, p in enumerate((one, lost))]
    shelter = Shelter(site_of(one, other, lost, *below, rule(9, guid(7)), rule(5, guid(99))))
    assert [shelter.of(p) for p in below] == [{guid(9)}, {guid(5)}]
    assert shelter.of_page("") == set()


@pytest.mark.parametrize("scope", ["2", "756150001"])
def test_a_rule_without_files_keeps_those_of_the_pages_below(scope: str):
    below = page(6, adx_parentpageid=SECRET.id)

    def file(parent: Record) -> Record:
        named = {"adx_name": "f", "adx_partialurl": "f"}
        return record("adx_webfile", 5, adx_parentpageid=parent.id, **named)

    assert not is_asked(file(SECRET), file(FREE), below, rule(9, SECRET.id, adx_scope=scope))
    assert is_asked(file(below), file(FREE), below, rule(9, SECRET.id, adx_scope=scope))
    assert is_asked(file(SECRET), file(FREE), below, rule(9, SECRET.id, adx_scope="1"))
    inside, outside = (page(7, adx_parentpageid=one.id) for one in (SECRET, FREE))
    assert is_asked(inside, outside, below, rule(9, SECRET.id, adx_scope=scope))


def test_only_pages_and_files_are_kept_from_anybody():
    inside, outside = (
        record("adx_communityforum", 5, adx_name="F", adx_parentpageid=one.id)
        for one in (SECRET, FREE)
    )
    assert not is_asked(inside, outside, rule(9, SECRET.id))


def test_a_page_that_moves_below_a_new_one_of_the_protected_part_simply_moves():
    role = record("adx_webrole", 20, adx_name="Members")
    kept = (SECRET, FREE, role, rule(9, SECRET.id))
    inside, free = page(6, adx_parentpageid=SECRET.id), page(6, adx_parentpageid=FREE.id)
    before = page(5, adx_parentpageid=SECRET.id)
    after = page(5, adx_parentpageid=inside.id)
    old = site_of(before, *kept)
    outcome = merge(old, old, site_of(after, inside, *kept))
    assert outcome.conflicts == ()
    outcome = merge(old, old, site_of(after, free, *kept))
    assert asked(outcome).kind is ConflictKind.PERMISSION
