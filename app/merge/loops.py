"""Two moves, each harmless, that would make a record its own ancestor: asked, never taken."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.merge.decisions import Offer, Three, answer, is_open
from app.merge.draft import Draft
from app.merge.outcome import Choice, ConflictKind
from app.merge.snapshot import Record, Snapshot
from app.merge.tables import LOOKUPS, target_id

RecordKey = tuple[str, str]
_UPWARDS: Final = (
    ("adx_webpage", "adx_parentpageid"),
    ("adx_webpage", "adx_masterwebpageid"),
    ("adx_weblink", "adx_parentweblinkid"),
    ("adx_webfile", "adx_masterwebfileid"),
)


def ask_loops(drafts: Mapping[RecordKey, Draft], site: Snapshot) -> None:
    """Where a loop would be new, each move in it waits for an answer and stays undone."""
    for table, column in _UPWARDS:
        moved = [d for key, d in drafts.items() if key[0] == table and _moved(d, column)]
        for draft in [d for d in moved if _loops(d, column, drafts, site)]:
            _ask(draft, column)


def _moved(draft: Draft, column: str) -> bool:
    """Whether a record of the site gets another parent."""
    before, after = draft.entity.site, draft.result
    is_new = after is not before and before is not None and after is not None
    return is_new and _up(before, column) != _up(after, column)


def _loops(draft: Draft, column: str, drafts: Mapping[RecordKey, Draft], site: Snapshot) -> bool:
    if draft.result is None:
        return False
    start, seen = draft.result.key, set[RecordKey]()
    current: Record | None = draft.result
    while current is not None:
        above = (LOOKUPS[column], _up(current, column))
        if above == start:
            return True
        if above in seen:
            return False
        seen.add(above)
        known = drafts.get(above)
        current = known.result if known else site.records.get(above)
    return False


def _ask(draft: Draft, column: str) -> None:
    values = Three(*(side.columns.get(column) if side else None for side in draft.entity.sides))
    offer = Offer(reason="would_loop")
    conflict = draft.questions.ask(ConflictKind.LOOP, column, values, offer)
    draft.conflicts.append(conflict)
    is_taken = not is_open(conflict) and answer(conflict) is Choice.TEMPLATE
    if draft.result and not is_taken:
        draft.result = replace(
            draft.result, columns={**draft.result.columns, column: conflict.site}
        )


def _up(record: Record | None, column: str) -> str:
    return target_id(record.text(column)) if record else ""
