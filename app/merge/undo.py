"""Taking applied writes back, as a merge: what was written is the base, the old values are wanted.

Rows nobody touched since go back exactly. Rows edited since are asked about, one by one; edits in
columns that were never written stay without a question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from app.merge.change import Change, difference, refers_to
from app.merge.natural_keys import RecordKey
from app.merge.plan import LeftOut, Plan, Why, Write
from app.merge.plan_writes import writes_for
from app.merge.snapshot import NOT_READ, Record, Snapshot
from app.merge.trace import Trace, holds, traces

UNDO: Final = "undo"


class Answer(StrEnum):
    LEAVE = "leave"  # as it is now
    PUT_BACK = "put_back"  # the old one


class Edited(StrEnum):
    """What happened to a record since it was written."""

    CHANGED = "changed"
    MADE_AGAIN = "made_again"  # it was deleted, and somebody made it anew


@dataclass(frozen=True, slots=True)
class EditedColumn:
    """One column as it was before the update, as it was written, and as it is now."""

    column: str
    old: str | None
    written: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class EditedSince:
    """A record that somebody edited after it was written: a person says what shall be."""

    table: str
    record_id: str
    title: str
    kind: Edited
    columns: tuple[EditedColumn, ...]
    answer: Answer | None = None

    @property
    def key(self) -> RecordKey:
        return self.table, self.record_id


@dataclass(frozen=True)
class UndoPlan:
    plan: Plan
    edited: tuple[EditedSince, ...]

    @property
    def open(self) -> tuple[EditedSince, ...]:
        return tuple(edited for edited in self.edited if edited.answer is None)


def undo_plan(
    applied: Iterable[Write], now: Snapshot, answers: Mapping[RecordKey, Answer]
) -> UndoPlan:
    """What puts back the state before these writes; until an answer is given, nothing of a record.

    Of a created row the writes hold all that was read back, so that an edit of any column shows.
    """
    found = traces(applied)
    edited = [e for trace in found if (e := _edited(trace, now.records.get(trace.key), answers))]
    held = {e.key for e in edited if e.answer is not Answer.PUT_BACK}
    changes = {
        trace.key: change
        for trace in found
        if trace.key not in held and (change := _back(trace, now.records.get(trace.key)))
    }
    left_out = _impossible(found, changes, now)
    titled = {trace.key: trace.title for trace in found}
    for key in left_out:
        changes.pop(key, None)
    return UndoPlan(
        Plan(
            writes_for(changes.values(), now),
            tuple(LeftOut(*key, titled[key], *why) for key, why in sorted(left_out.items())),
        ),
        tuple(edited),
    )


def _edited(
    trace: Trace, now: Record | None, answers: Mapping[RecordKey, Answer]
) -> EditedSince | None:
    if now is None:
        return None
    columns = trace.columns_edited(now)
    kind = Edited.MADE_AGAIN if trace.after is None else Edited.CHANGED
    if not columns:
        return None
    shown = tuple(EditedColumn(c, *trace.values(c), now.columns.get(c)) for c in columns)
    return EditedSince(*trace.key, trace.title, kind, shown, answers.get(trace.key))


def _back(trace: Trace, now: Record | None) -> Change | None:
    """From what is there to what was there."""
    if trace.before is None:
        return Change(trace.title, UNDO, difference(now, None)[0], None) if now else None
    if now is None:
        return Change(trace.title, UNDO, None, trace.before) if trace.after is None else None
    wanted = trace.before
    columns = [c for c in wanted.columns if c in now.columns and not holds(wanted, now, c)]
    links = {name: trace.links_back(name, now) for name in trace.associations}
    links = {name: ends for name, ends in links.items() if ends != now.links.get(name)}
    content = isinstance(wanted.content, bytes) and wanted.content != now.content
    if not (columns or links or content):
        return None
    kept = wanted.content if content else NOT_READ
    return Change(
        trace.title,
        UNDO,
        Record(
            *trace.key,
            {c: now.columns[c] for c in columns},
            {name: now.links.get(name, frozenset()) for name in links},
            now.content if content else NOT_READ,
        ),
        Record(*trace.key, {c: wanted.columns[c] for c in columns}, links, kept),
    )


def _impossible(
    found: Sequence[Trace], changes: Mapping[RecordKey, Change], now: Snapshot
) -> dict[RecordKey, tuple[Why, str]]:
    """Records that cannot go back: gone since, still needed, or in need of what is gone."""
    reasons: dict[RecordKey, tuple[Why, str]] = {
        trace.key: (Why.GONE, "")
        for trace in found
        if trace.before and trace.after and trace.key not in now.records
    }
    for key, change in changes.items():
        if change.deletes and key[0] == "adx_webrole":
            reasons[key] = Why.ROLE, ""
    while more := {
        key: why
        for key, why in [*_needed(changes, reasons, now), *_needing(changes, reasons, now)]
        if key not in reasons
    }:
        reasons.update(more)
    return reasons


def _needed(
    changes: Mapping[RecordKey, Change],
    reasons: Mapping[RecordKey, tuple[Why, str]],
    now: Snapshot,
) -> Iterable[tuple[RecordKey, tuple[Why, str]]]:
    """Rows to remove that others point to, once everything else is back."""
    active = {key: change for key, change in changes.items() if key not in reasons}
    gone = {key for key, change in active.items() if change.deletes}
    for key, record in now.records.items():
        if key in gone:
            continue
        change = active.get(key)
        after = _over(record, change.after) if change and change.after else record
        for _, target in refers_to(after):
            if target in gone:
                yield target, (Why.STILL_NEEDED, change.title if change else record.id)


def _needing(
    changes: Mapping[RecordKey, Change],
    reasons: Mapping[RecordKey, tuple[Why, str]],
    now: Snapshot,
) -> Iterable[tuple[RecordKey, tuple[Why, str]]]:
    """Rows that would point to what is not there."""
    read = {name for name, _ in now.records}
    made = {key for key, change in changes.items() if change.creates and key not in reasons}
    for key, change in changes.items():
        for _, target in refers_to(change.after) if change.after else ():
            there = target in now.records or target in made or target == key
            if target[0] in read and not there:
                yield key, (Why.NEEDS_ANOTHER, target[1])


def _over(record: Record, part: Record) -> Record:
    return replace(
        record, columns={**record.columns, **part.columns}, links={**record.links, **part.links}
    )
