"""A record that lost its id and its name is proposed, never assumed."""

from app.merge.outcome import Choice, ConflictKind
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import asked, decided, guid, page, setting, site_of, template, value

TEXT = "".join(f"<p>Line {n} of the header of this site</p>\n" for n in range(20))
OTHERS = [setting(f"S{n}", "x", 20 + n) for n in range(4)]


def with_others(*records: Record) -> Snapshot:
    """Together with records whose ids site and template share."""
    return site_of(*records, *OTHERS)


def test_a_template_made_again_under_a_new_name_is_proposed_also_where_ids_are_shared():
    base = with_others(template(TEXT, 1, adx_name="Header"))
    site = with_others(template(TEXT + "mine\n", 1, adx_name="Header"))
    new = with_others(template("new\n" + TEXT, 9, adx_name="Top"))
    outcome = merge(base, site, new)
    question = next(c for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS)
    assert (question.reason, question.default) == ("perhaps_renamed", None)
    assert outcome.result == site
    outcome = merge(base, site, new, decided(question, Choice.OWN, guid(1)))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "new\n" + TEXT + "mine\n"


def test_two_that_are_equally_alike_are_not_proposed():
    base = with_others(template(TEXT, 1, adx_name="A"))
    new = with_others(template(TEXT, 8, adx_name="B"), template(TEXT, 9, adx_name="C"))
    outcome = merge(base, base, new)
    assert not [c for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS]


def test_short_texts_are_too_often_alike():
    base = with_others(template("<p>Short</p>\n", 1, adx_name="A"))
    new = with_others(template("<p>Short</p>\n", 9, adx_name="B"))
    assert not [c for c in merge(base, base, new).conflicts if c.kind is ConflictKind.AMBIGUOUS]


def test_a_page_of_one_name_and_address_under_another_parent_is_proposed():
    top = page(1, adx_name="Shop", adx_partialurl="shop")
    other = page(2, adx_name="Store", adx_partialurl="store")
    old = page(3, adx_name="Returns", adx_partialurl="returns", adx_parentpageid=top.id)
    moved = page(9, adx_name="Returns", adx_partialurl="returns", adx_parentpageid=other.id)
    base = with_others(top, other, old)
    outcome = merge(base, base, with_others(top, other, moved))
    question = next(c for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS)
    assert (question.reason, question.referrers[0].record_id) == ("perhaps_renamed", guid(3))
    answer = decided(question, Choice.OWN, guid(3))
    taken = merge(base, base, with_others(top, other, moved), answer)
    assert value(taken, "adx_webpage", 3, "adx_parentpageid") == other.id


def test_records_of_one_name_and_one_content_are_asked_and_no_order_decides():
    """Which of two equal rows is meant shows only in what points to them."""
    twins = [setting("Twice", "x", n) for n in (1, 2)]
    outcome = merge(None, site_of(*twins), site_of(setting("Twice", "y", guid(1, 5))))
    assert asked(outcome).kind is ConflictKind.AMBIGUOUS
    assert {r.record_id for r in asked(outcome).referrers} == {guid(1), guid(2)}


def test_what_was_refused_as_one_of_several_is_not_asked_again_while_the_template_stands():
    twins = [setting("Twice", "x", n) for n in (1, 2)]
    new = site_of(setting("Twice", "y", 9))
    outcome = merge(None, site_of(*twins), new)
    outcome = merge(None, site_of(*twins), new, decided(asked(outcome), Choice.SITE))
    again = merge(new, outcome.result, new)
    assert (again.conflicts, again.result) == ((), site_of(*twins))
    changed = merge(new, outcome.result, site_of(setting("Twice", "z", 9)))
    assert asked(changed).kind is ConflictKind.AMBIGUOUS
