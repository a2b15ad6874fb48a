"""What came of a merge, as plain values: for JSON, for the printed page, for the terminal.

The shape is documented in docs/command-line.md and only grows. Secrets of sites are not in it.
"""

from collections.abc import Mapping
from typing import Any

from app.cli.sides import Side
from app.cli.unattended import Merged
from app.merge.choices import preview
from app.merge.faults import Fault
from app.merge.outcome import Choice, Conflict, RecordOutcome, Standing
from app.merge.summary import counts

FORMAT = "portal-setup merge report"
Plain = dict[str, Any]


def report_of(merged: Merged) -> Plain:
    sides, outcome = merged.sides, merged.outcome
    numbers = counts(outcome)
    return {
        "format": FORMAT,
        "version": 1,
        "clean": merged.is_clean,
        "left": len(outcome.open) + len(outcome.deferred),
        "base": _side(sides.base) if sides.base else None,
        "site": _side(sides.site),
        "template": _side(sides.template),
        "counts": {
            "cases": {case.value: n for case, n in sorted(numbers.records.items())},
            "conflicts": {
                standing.value: numbers.conflicts.get(standing, 0) for standing in Standing
            },
            "automatic": numbers.automatic,
            "kept": numbers.kept,
            "close_calls": numbers.close_calls,
        },
        "conflicts": [
            _conflict(conflict, record, merged)
            for record in outcome.records
            for conflict in record.conflicts
        ],
        "changes": [_change(record) for record in outcome.records if record.changes],
        "notes": [
            {"code": note.code, "subject": note.subject, "details": dict(note.details)}
            for note in outcome.notes
        ],
        "site_check": {
            "new": [_fault(fault) for fault in outcome.check.new],
            "before": [_fault(fault) for fault in outcome.check.before],
        },
        "problems": [
            {"file": side.name, "code": problem.code, "subject": problem.subject}
            for side in sides
            for problem in side.export.problems
        ],
        "void_decisions": list(outcome.void_decisions),
        "result": _result(merged) if merged.is_clean else None,
    }


def _result(merged: Merged) -> Plain:
    """In which layout it is, and why if that is not the site's."""
    written = merged.written
    return {
        "layout": written.layout.value,
        "instead": written.instead or None,
        "subject": written.subject,
    }


def _fault(fault: Fault) -> Plain:
    return {
        "code": fault.code,
        "weight": fault.weight.value,
        "table": fault.table,
        "record_id": fault.record_id,
        "title": fault.title,
    }


def _side(side: Side) -> Plain:
    export = side.export
    return {
        "file": side.name,
        "site": export.name,
        "layout": export.layout.value,
        "records": len(export.rows),
    }


def _conflict(conflict: Conflict, record: RecordOutcome, merged: Merged) -> Plain:
    resolution, secret = conflict.resolution, merged.is_secret(conflict)
    return {
        "id": conflict.id,
        "fingerprint": merged.fingerprint(conflict),
        "place": "" if secret else merged.portable.place(conflict),
        "place_values": "" if secret else merged.portable.values(conflict),
        "standing": conflict.standing.value,
        "kind": conflict.kind.value,
        "table": conflict.table,
        "record_id": conflict.record_id,
        "title": record.title,
        "column": conflict.column,
        "path": conflict.path,
        "lines": conflict.lines._asdict() if conflict.is_place else None,
        "reason": conflict.reason,
        "choices": [choice.value for choice in conflict.choices],
        "default": conflict.default,
        "suggested": conflict.suggested,
        "choice": resolution.choice.value if resolution else None,
        "note": merged.notes.get(conflict.id, "") if resolution else "",
        "language": record.language,
        "page": record.path,
        "secret": secret,
        "values": None if secret else _values(conflict),
        "suggestions": [] if secret else _suggestions(conflict),
        "could_be": [
            {"table": one.table, "record_id": one.record_id, "title": one.title}
            for one in conflict.referrers
        ],
    }


def _values(conflict: Conflict) -> Mapping[str, str | None]:
    return {"base": conflict.base, "site": conflict.site, "template": conflict.template}


def _suggestions(conflict: Conflict) -> list[Plain]:
    return [
        {"reason": one.reason, "text": preview(conflict, Choice.SUGGESTION, one.reason)}
        for one in conflict.suggestions
    ]


def _change(record: RecordOutcome) -> Plain:
    """Names of columns only: their values are in the merged export."""
    return {
        "table": record.table,
        "record_id": record.record_id,
        "title": record.title,
        "case": record.case.value,
        "columns": [change.column for change in record.changes],
        "close_call": any(change.close_call for change in record.changes),
    }
