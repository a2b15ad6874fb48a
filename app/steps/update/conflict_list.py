"""The conflicts of a merge as a list: what each falls under, and what of it can be searched."""

from collections.abc import Callable
from dataclasses import dataclass

from app.merge.outcome import Conflict, RecordOutcome
from app.steps.update.bench import OnTheBench
from app.steps.update.groups import group_of
from app.steps.update.sifting import NO_LANGUAGE, Facts, Sieve, Sifted, sift
from app.steps.update.words import COLUMNS, TABLES
from app.store.site_tables import Decision

Say = Callable[[str], str]
"""Puts a word into the reader's language."""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One line of the list of conflicts."""

    conflict: Conflict
    record: RecordOutcome
    decision: Decision | None

    @property
    def title(self) -> str:
        return self.record.title


def conflict_rows(bench: OnTheBench, sieve: Sieve, say: Say) -> Sifted[ConflictRow]:
    rows = (
        ConflictRow(conflict, record, bench.decision(conflict.id))
        for record in bench.outcome.records
        for conflict in record.conflicts
    )

    def text_of(row: ConflictRow) -> str:
        conflict = row.conflict
        parts = [*record_text(row.record, say), *_column(conflict, say), conflict.path]
        if row.decision:
            parts.append(row.decision.note)
        if not bench.is_masked(conflict):  # else a search would tell what a secret holds
            parts += [value or "" for value in (conflict.base, conflict.site, conflict.template)]
        return "\n".join(parts)

    return sift(rows, sieve, _facts_of, text_of)


def record_text(record: RecordOutcome, say: Say) -> list[str]:
    """What names a record, in the words of its page."""
    return [record.title, record.path, record.table, say(TABLES.get(record.table, record.table))]


def _facts_of(row: ConflictRow) -> Facts:
    return {
        "show": row.conflict.standing.value,
        "kind": group_of(row.conflict.table),
        "language": row.record.language or NO_LANGUAGE,
        "conflict": row.conflict.kind.value,
    }


def _column(conflict: Conflict, say: Say) -> list[str]:
    return [conflict.column, say(COLUMNS.get(conflict.column, conflict.column))]
