"""From a merge that people have gone through to the plan of what to write."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.merge.change import Change, difference, is_empty, website_of
from app.merge.left_out import sort_out
from app.merge.natural_keys import RecordKey
from app.merge.new_ids import new_ids
from app.merge.outcome import Outcome, RecordOutcome
from app.merge.plan import Plan
from app.merge.plan_writes import writes_for
from app.merge.rewrite import rewritten
from app.merge.snapshot import Record, Snapshot

_OF = "adx_websiteid"


def plan(site: Snapshot, outcome: Outcome, environment_id: str) -> Plan:
    """What makes the site what the outcome says, in the order of writing.

    Records with a question that is open or put off are left out, and so is what needs them. The
    same merge gives the same plan, with the same ids for what it creates.
    """
    changes = {change.key: change for change in _changes(site, outcome)}
    left_out = sort_out(changes, outcome, site)
    waits = {(left.table, left.record_id) for left in left_out}
    kept = {key: change for key, change in changes.items() if key not in waits}
    created = [change.record for change in kept.values() if change.creates]
    ids = new_ids(environment_id, created, outcome.result, site)
    return Plan(writes_for(_renamed(kept, ids, site), site), left_out, ids)


def _changes(site: Snapshot, outcome: Outcome) -> Iterator[Change]:
    for record in outcome.records:
        key = record.table, record.record_id
        before, after = difference(site.records.get(key), outcome.result.records.get(key))
        if (before or after) and not (before and is_empty(after)):
            yield Change(record.title, record.case.value, before, after, _decided(record))


def _decided(record: RecordOutcome) -> tuple[str, ...]:
    return tuple(conflict.id for conflict in record.conflicts if conflict.resolution)


def _renamed(
    changes: Mapping[RecordKey, Change], ids: Mapping[RecordKey, str], site: Snapshot
) -> list[Change]:
    """The changes with the new ids, wherever what is written mentions one."""
    after = Snapshot.of([change.after for change in changes.values() if change.after])
    new = rewritten(after, ids).records
    website = website_of(site)
    return [
        replace(change, after=_at_home(new[key[0], ids.get(key, key[1])], change, website))
        if change.after
        else change
        for key, change in changes.items()
    ]


def _at_home(record: Record, change: Change, website: str | None) -> Record:
    """A new record belongs to this website, whatever it belonged to in the template."""
    if not change.creates or website is None or not record.columns.get(_OF):
        return record
    return replace(record, columns={**record.columns, _OF: website})
