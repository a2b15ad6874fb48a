"""From a merge that people have gone through to the plan of what to write."""

from collections.abc import Iterator

from app.merge.at_home import at_home
from app.merge.change import Change, difference, is_empty
from app.merge.left_out import sort_out
from app.merge.new_ids import new_ids
from app.merge.outcome import Outcome, RecordOutcome
from app.merge.plan import Plan
from app.merge.plan_writes import writes_for
from app.merge.snapshot import Snapshot


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
    return Plan(writes_for(at_home(kept, ids, site), site), left_out, ids)


def _changes(site: Snapshot, outcome: Outcome) -> Iterator[Change]:
    for record in outcome.records:
        key = record.table, record.record_id
        before, after = difference(site.records.get(key), outcome.result.records.get(key))
        if (before or after) and not (before and is_empty(after)):
            yield Change(record.title, record.case.value, before, after, _decided(record))


def _decided(record: RecordOutcome) -> tuple[str, ...]:
    return tuple(conflict.id for conflict in record.conflicts if conflict.resolution)
