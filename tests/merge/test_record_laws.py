"""The laws of the record merge, on generated sites with self lookups, cycles and links."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from app.merge.outcome import Case, Choice, Outcome
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import all_decided
from tests.merge.generating import bounded, renamed, sites, values


def quiet(outcome: Outcome) -> bool:
    return not any(record.changes for record in outcome.records)


@bounded
@given(sites(), sites())
def test_16_22_without_news_from_the_template_nothing_changes(base: Snapshot, site: Snapshot):
    outcome = merge(base, site, base)
    assert outcome.result == site
    assert quiet(outcome)
    assert outcome.conflicts == ()


@bounded
@given(sites(), sites())
def test_17_an_untouched_site_becomes_the_template(base: Snapshot, new: Snapshot):
    first = merge(base, base, new)
    outcome = merge(base, base, new, all_decided(first, Choice.TEMPLATE))
    outcome = merge(base, base, new, all_decided(outcome, Choice.TEMPLATE))
    kept = {r.record_id for r in outcome.records if r.case is Case.REMOVED_IN_TEMPLATE}
    wanted, got = values(new), values(outcome.result)
    assert {k: v for k, v in got.items() if k[1] not in kept} == wanted


@bounded
@given(sites(), sites(), sites())
def test_18_29_a_second_run_against_the_new_base_finds_nothing(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    first = merge(base, site, new)
    outcome = merge(base, site, new, all_decided(first, Choice.SITE))
    again = merge(new, outcome.result, new)
    assert again.result == outcome.result
    assert quiet(again)
    assert again.open == ()


@bounded
@given(sites(moving=False), sites(moving=False), sites(moving=False))
def test_23_other_ids_in_template_and_base_change_nothing(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    """As long as what names a record stays: a page that moved too is a new page without its id."""
    one = merge(base, site, new)
    other = merge(renamed(base, 7), site, renamed(new, 8))
    assert values(renamed(one.result, 0)) == values(renamed(other.result, 0))
    assert sorted(r.case for r in one.records) == sorted(r.case for r in other.records)
    assert len(one.conflicts) == len(other.conflicts)
    kept = {c.id for c in one.conflicts if c.record_id in {r.id for r in site.records.values()}}
    assert kept <= other.by_id.keys()


@bounded
@given(sites(), sites(), sites(), st.randoms(use_true_random=False))
def test_24_28_the_order_of_the_input_does_not_matter(
    base: Snapshot, site: Snapshot, new: Snapshot, dice: object
):
    def shuffled(snapshot: Snapshot) -> Snapshot:
        records = list(snapshot.records.values())
        dice.shuffle(records)  # type: ignore[attr-defined]
        return Snapshot.of(records)

    one = merge(base, site, new)
    other = merge(*map(shuffled, (base, site, new)))
    assert (one.records, one.result, one.notes) == (other.records, other.result, other.notes)


@bounded
@given(sites(), sites(), sites())
def test_25_links_follow_the_set_formula_once_rights_are_approved(
    base: Snapshot, site: Snapshot, new: Snapshot
):
    outcome = merge(base, site, new)
    outcome = merge(base, site, new, all_decided(outcome, Choice.TEMPLATE))
    name = "adx_entitypermission_webrole"
    for key in base.records.keys() & site.records.keys() & new.records.keys():
        if name in site.records[key].links:
            b, s, t = (x.records[key].links[name] for x in (base, site, new))
            assert outcome.result.records[key].links[name] == (s | (t - b)) - (b - t)


@bounded
@given(sites(), sites(), sites())
def test_rights_are_never_widened_without_an_answer(base: Snapshot, site: Snapshot, new: Snapshot):
    result = merge(base, site, new).result
    for key, record in result.records.items():
        if key[0] == "adx_entitypermission":
            before = site.records[key]
            assert record.columns["adx_read"] in (before.columns["adx_read"], "false")
            assert set(ends(record)) <= set(ends(before))


def ends(record: Record) -> Iterable[str]:
    return record.links["adx_entitypermission_webrole"]


@bounded
@given(sites(), sites())
def test_without_a_base_nothing_is_deleted_and_nothing_is_taken(site: Snapshot, new: Snapshot):
    outcome = merge(None, site, new)
    assert outcome.result == site
    assert not any(
        r.case in (Case.DELETED_HERE, Case.REMOVED_IN_TEMPLATE, Case.GONE) for r in outcome.records
    )


@bounded
@given(sites(), sites(), sites())
def test_every_conflict_has_a_name_of_its_own(base: Snapshot, site: Snapshot, new: Snapshot):
    outcome = merge(base, site, new)
    assert len(outcome.by_id) == len(outcome.conflicts)
    assert all(outcome.by_id[c.id] is c for c in outcome.conflicts)
