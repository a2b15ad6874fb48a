"""The laws of plan, replay and undo, on generated sites with loops of lookups."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.merge.baseline import next_base, under_site_ids
from app.merge.change import refers_to
from app.merge.outcome import Choice, Outcome, Resolution, Standing
from app.merge.plan import CREATES, Operation, Plan, Why
from app.merge.planning import plan
from app.merge.replay import replayed
from app.merge.rewrite import rewritten
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.three_way import merge
from app.merge.undo import Answer, undo_plan
from tests.merge.generating import bounded, renamed, rich_sites

HERE = "environment"
choices = st.sampled_from([Choice.SITE, Choice.TEMPLATE, Choice.LATER, None])


def answered(
    base: Snapshot | None, site: Snapshot, new: Snapshot, choice: Choice
) -> tuple[Outcome, Mapping[str, Resolution]]:
    """Everything decided, also what is asked only because of earlier answers."""
    given_so_far: dict[str, Resolution] = {}
    for _ in range(8):
        outcome = merge(base, site, new, given_so_far)
        missing = {
            c.id: c for c in outcome.conflicts if c.id not in given_so_far or not c.resolution
        }
        if not missing:
            break
        for conflict in missing.values():
            offered = choice if choice in conflict.choices or choice is Choice.LATER else None
            taken = offered or conflict.choices[0]
            given_so_far[conflict.id] = Resolution(taken, conflict.fingerprint)
    return merge(base, site, new, given_so_far), given_so_far


def kept(snapshot: Snapshot) -> dict[tuple[str, str], object]:
    """What a site says; nothing, an empty text and no link are one."""
    return {
        r.key: (
            {c: v for c, v in r.columns.items() if v},
            {n: ends for n, ends in r.links.items() if ends},
            None if r.content is NOT_READ else r.content,
        )
        for r in snapshot.records.values()
    }


@bounded
@given(rich_sites(), rich_sites())
def test_16_no_news_from_the_template_is_an_empty_plan(base: Snapshot, site: Snapshot):
    assert plan(site, merge(base, site, base), HERE).writes == ()


@bounded
@given(rich_sites(), rich_sites())
def test_17_the_plan_done_gives_what_the_merge_says(base: Snapshot, new: Snapshot):
    outcome, _ = answered(base, base, new, Choice.TEMPLATE)
    planned = plan(base, outcome, HERE)
    assert {left.why for left in planned.left_out} <= {Why.ROLE}
    after = replayed(base, planned.writes)
    back = {(name, made): old for (name, old), made in planned.ids.items()}
    assert kept(_with_ids(after, back)) == kept(outcome.result)


def _with_ids(snapshot: Snapshot, ids: Mapping[tuple[str, str], str]) -> Snapshot:
    return rewritten(snapshot, ids)


@bounded
@given(rich_sites(), rich_sites(), rich_sites())
def test_18_done_twice_is_done_once_and_the_next_run_has_nothing_to_do(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    outcome, given_so_far = answered(base, site, new, Choice.TEMPLATE)
    planned = plan(site, outcome, HERE)
    once = replayed(site, planned.writes)
    assert replayed(once, planned.writes) == once
    sides = base, site, new
    again = merge(
        next_base(sides, given_so_far, planned), once, under_site_ids(sides, given_so_far, planned)
    )
    assert plan(once, again, HERE).writes == ()
    assert again.open == ()


@bounded
@given(rich_sites(), rich_sites(), rich_sites())
def test_19_no_write_refers_to_a_row_that_is_not_there_yet(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    outcome, _ = answered(base, site, new, Choice.TEMPLATE)
    planned = plan(site, outcome, HERE)
    at_end = replayed(site, planned.writes)
    now = site
    for write in planned.writes:
        assert write.operation in CREATES or write.key in now.records
        for _, target in refers_to(_written(write)):
            assert target in now.records or (
                target not in at_end.records and target not in site.records
            )
        if write.operation is Operation.DELETE:
            left = {k: r for k, r in now.records.items() if k != write.key}
            assert not [
                k for k, r in left.items() if write.key in {t for _, t in refers_to(r)}
            ] or (_in_a_loop(write.key, now))
        now = replayed(now, [write])
        done = {w.number for w in planned.writes[: write.number]}
        assert set(write.depends_on) < done


def _written(write) -> Record:
    columns = {c.column: c.after for c in write.columns if not write.association}
    ends = frozenset([write.far_end] if write.operation is Operation.LINK else [])
    return Record(*write.key, columns, {write.association: ends} if write.association else {})


def _in_a_loop(key: tuple[str, str], site: Snapshot) -> bool:
    seen, waiting = set(), [key]
    while waiting:
        for _, target in refers_to(site.records[waiting.pop()]):
            if target == key:
                return True
            if target in site.records and target not in seen:
                seen.add(target)
                waiting.append(target)
    return False


@bounded
@given(rich_sites(), rich_sites(), rich_sites())
def test_20_undone_at_once_everything_is_as_before(base: Snapshot, site: Snapshot, new: Snapshot):
    outcome, _ = answered(base, site, new, Choice.TEMPLATE)
    writes = plan(site, outcome, HERE).writes
    after = replayed(site, writes)
    undone = undo_plan(writes, after, {})
    assert undone.edited == ()
    back = replayed(after, undone.plan.writes)
    roles = {left.record_id for left in undone.plan.left_out if left.why is Why.ROLE}
    assert len(undone.plan.left_out) == len(roles)
    assert {k: v for k, v in kept(back).items() if k[1] not in roles} == kept(site)
    untouched = site.records.keys() - {write.key for write in writes}
    assert all(back.records[key] is site.records[key] for key in untouched)
    # and the undo can itself be undone
    again = undo_plan(undone.plan.writes, back, {})
    assert again.edited == ()
    assert kept(replayed(back, again.plan.writes)) == kept(after)


@bounded
@given(rich_sites(), rich_sites(), rich_sites(), st.integers(0, 5), st.sampled_from(list(Answer)))
def test_21_undo_keeps_what_was_edited_since(
    base: Snapshot, site: Snapshot, new: Snapshot, which: int, answer: Answer
):
    outcome, _ = answered(base, site, new, Choice.TEMPLATE)
    writes = plan(site, outcome, HERE).writes
    after = replayed(site, writes)
    edited = _edited(after, which)
    undone = undo_plan(writes, edited, {})
    back = replayed(edited, undone.plan.writes)
    for key, record in edited.records.items():
        if record.columns.get("adx_name") == "Edited since":
            assert back.records[key].columns["adx_name"] == "Edited since"
    answers = {e.key: answer for e in undone.edited}
    decided = undo_plan(writes, edited, answers)
    assert decided.open == ()
    if answer is Answer.LEAVE:
        final = replayed(edited, decided.plan.writes)
        assert all(final.records[e.key] is edited.records[e.key] for e in decided.edited)


def _edited(site: Snapshot, which: int) -> Snapshot:
    keys = sorted(key for key in site.records if key[0] != "adx_webrole")
    if not keys:
        return site
    record = site.records[keys[which % len(keys)]]
    name = "adx_entityname" if record.table == "adx_entitypermission" else "adx_name"
    new = replace(
        record, columns={**record.columns, name: "Edited since", "adx_name": "Edited since"}
    )
    return Snapshot({**site.records, record.key: new})


@bounded
@given(rich_sites(), rich_sites(), rich_sites(), choices)
def test_22_what_neither_template_nor_answer_touches_is_never_written(
    base: Snapshot, site: Snapshot, new: Snapshot, choice: Choice | None
):
    outcome = answered(base, site, new, choice)[0] if choice else merge(base, site, new)
    planned = plan(site, outcome, HERE)
    same = {key for key in base.records if base.records[key] == new.records.get(key)}
    asked = {(r.table, r.record_id) for r in outcome.records if r.conflicts}
    for write in planned.writes:
        assert write.reason == "loses_its_end" or write.key not in same - asked
    assert not any(write.table == "adx_website" for write in planned.writes)


@bounded
@given(rich_sites(), rich_sites(), rich_sites(), st.data())
def test_10_nothing_open_or_put_off_is_written_nor_what_needs_it(
    base: Snapshot, site: Snapshot, new: Snapshot, data: st.DataObject
):
    first = merge(base, site, new)
    given_so_far = {
        c.id: Resolution(choice, c.fingerprint)
        for c in first.conflicts
        if (choice := data.draw(choices)) and (choice in c.choices or choice is Choice.LATER)
    }
    outcome = merge(base, site, new, given_so_far)
    planned = plan(site, outcome, HERE)
    unsure = {
        (c.table, c.record_id)
        for c in outcome.conflicts
        if c.standing in (Standing.OPEN, Standing.DEFERRED)
    }
    assert unsure <= {(left.table, left.record_id) for left in planned.left_out}
    after = replayed(site, planned.writes)
    for key in unsure:
        assert after.records.get(key) == site.records.get(key)
    dangling = _dangling(after) - _dangling(site)
    assert dangling <= _dangling(outcome.result), "a record needs one that was left out"


def _dangling(site: Snapshot) -> set[tuple[str, str]]:
    return {
        target
        for record in site.records.values()
        for column, target in refers_to(record)
        if target not in site.records and not column.startswith("links:")
    }


@bounded
@given(rich_sites(moving=False), rich_sites(moving=False), rich_sites(moving=False))
def test_23_other_ids_in_the_template_give_the_same_plan(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    one = _planned(base, site, new)
    other = _planned(renamed(base, 7), site, renamed(new, 8))
    assert one.writes == other.writes


def _planned(base: Snapshot, site: Snapshot, new: Snapshot) -> Plan:
    return plan(site, merge(base, site, new), HERE)


@bounded
@given(rich_sites(), rich_sites(), rich_sites(), st.randoms(use_true_random=False))
def test_24_the_order_of_the_input_does_not_matter(
    base: Snapshot, site: Snapshot, new: Snapshot, dice: object
):
    def shuffled(snapshot: Snapshot) -> Snapshot:
        records = list(snapshot.records.values())
        dice.shuffle(records)  # type: ignore[attr-defined]
        return Snapshot.of(records)

    assert _planned(base, site, new) == _planned(*map(shuffled, (base, site, new)))


@bounded
@given(rich_sites(), rich_sites(), rich_sites())
def test_29_deciding_everything_for_the_site_writes_nothing_disputed(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    outcome, given_so_far = answered(base, site, new, Choice.SITE)
    planned = plan(site, outcome, HERE)
    after = replayed(site, planned.writes)
    sides = base, site, new
    again = merge(
        next_base(sides, given_so_far, planned), after, under_site_ids(sides, given_so_far, planned)
    )
    assert plan(after, again, HERE).writes == ()
    assert again.open == ()
