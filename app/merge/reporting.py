"""From what was drafted to what is shown: changes, order, and what refers to what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from app.merge.draft import Draft
from app.merge.files import described
from app.merge.match import Entity
from app.merge.outcome import ColumnChange, RecordOutcome, Referrer
from app.merge.snapshot import Record, Snapshot, Value
from app.merge.table_list import ORDER, table
from app.merge.tables import LOOKUPS, target_id
from app.merge.titles import Titles


class Referrers:
    """Which records of a site point to which, by lookup."""

    def __init__(self, site: Snapshot, titles: Titles) -> None:
        self._site, self._titles = site, titles

    @cached_property
    def _by_target(self) -> Mapping[tuple[str, str], list[tuple[Record, str]]]:
        """Made when it is first asked for: many merges never ask."""
        found: dict[tuple[str, str], list[tuple[Record, str]]] = defaultdict(list)
        for key in sorted(self._site.records):
            record = self._site.records[key]
            for column in sorted(LOOKUPS.keys() & record.columns.keys()):
                value = record.columns[column]
                if value and column != f"{record.table}id":
                    found[LOOKUPS[column], target_id(value)].append((record, column))
        return found

    def of(self, record: Record) -> tuple[Referrer, ...]:
        return tuple(
            Referrer(other.table, other.id, self._titles.of(other), column)
            for other, column in self._by_target.get(record.key, ())
        )


def records_of(drafts: Iterable[Draft], titles: Titles) -> tuple[RecordOutcome, ...]:
    """What happens with each record, in the order to show them: parents' tables first."""
    return tuple(sorted((_reported(draft, titles) for draft in drafts), key=_in_order))


def result_of(site: Snapshot, drafts: Iterable[Draft]) -> Snapshot:
    """The site with the drafts applied; what the merge never touches passes through."""
    records = dict(site.records)
    for draft in drafts:
        records.pop(draft.entity.key, None)
        if draft.result:
            records[draft.result.key] = draft.result
    return Snapshot(records)


def _reported(draft: Draft, titles: Titles) -> RecordOutcome:
    record = draft.entity.any
    language = titles.language(record)
    return RecordOutcome(
        record.table,
        record.id,
        titles.of(record, language),
        draft.case,
        _changes(draft.entity, draft),
        tuple(draft.conflicts),
        tuple(sorted(draft.waits_for)),
        language,
        titles.path(record),
    )


def _in_order(outcome: RecordOutcome) -> tuple[int, str, str, str]:
    place = ORDER.get(outcome.table, len(ORDER))
    return place, outcome.table, outcome.title.casefold(), outcome.record_id


def _changes(entity: Entity, draft: Draft) -> tuple[ColumnChange, ...]:
    before, after = entity.site, draft.result
    if after is before or after is None:
        return ()
    rules = table(entity.table)
    changes = [
        ColumnChange(column, old, new, column in draft.close_calls)
        for column, new in sorted(after.columns.items())
        if not rules.skips(column)
        and (old := before.columns.get(column) if before else None) != new
        and (old or new)
    ]
    for name in sorted(after.links):
        now, was = _listed(after, name), _listed(before, name)
        if now != was:
            changes.append(ColumnChange(f"links:{name}", was, now))
    if after.content != (before.content if before else None) and described(after):
        close = "content" in draft.close_calls
        changes.append(ColumnChange("content", described(before), described(after), close))
    return tuple(changes)


def _listed(record: Record | None, association: str) -> Value:
    ends = record.links.get(association) if record else None
    return "\n".join(sorted(ends)) if ends else None
