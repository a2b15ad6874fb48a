"""What a choice would give: the whole column as it would be, beside the site as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.merge.outcome import Conflict, Outcome, RecordOutcome
from app.steps.update.record_view import LONGEST_SHOWN
from app.web.diff import Row, diff


@dataclass(frozen=True, slots=True)
class Preview:
    """`exists`: whether the site will have the record. `others` are open in the same text."""

    exists: bool
    changed: bool
    rows: Sequence[Row]
    length: int
    others: int

    @property
    def is_long(self) -> bool:
        return self.length > LONGEST_SHOWN


def preview_of(outcome: Outcome, conflict: Conflict) -> Preview:
    """`outcome` is the merge with this choice in it."""
    key = (conflict.table, conflict.record_id)
    record = next((r for r in outcome.records if (r.table, r.record_id) == key), None)
    changes = [c for c in (record.changes if record else ()) if _concerns(conflict, c.column)]
    before = "\n".join(c.before or "" for c in changes)
    after = "\n".join(c.after or "" for c in changes)
    length = max(len(before), len(after))
    return Preview(
        exists=key in outcome.result.records,
        changed=bool(changes),
        rows=[] if length > LONGEST_SHOWN else diff(before, after),
        length=length,
        others=_others(record, conflict),
    )


def _concerns(conflict: Conflict, column: str) -> bool:
    return not conflict.column or column == conflict.column


def _others(record: RecordOutcome | None, conflict: Conflict) -> int:
    conflicts = record.conflicts if record else ()
    return sum(
        one.column == conflict.column and one.id != conflict.id and not one.resolution
        for one in conflicts
    )
