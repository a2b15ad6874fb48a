"""A short name for what a plan would write: what was approved is what is written, or nothing."""

import hashlib
from collections.abc import Iterable

from app.merge.content_hash import short_hash
from app.merge.plan import Content, Plan, Write


def digest(plan: Plan) -> str:
    return short_hash(*(_essence(write) for write in plan.writes))


def differing(one: Plan, other: Plan) -> list[str]:
    """The titles of the records that two plans would not write alike."""
    ours, theirs = _by_record(one.writes), _by_record(other.writes)
    keys = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
    titles = {write.key: write.title for write in (*other.writes, *one.writes)}
    return [titles[key] for key in keys]


def _by_record(writes: Iterable[Write]) -> dict[tuple[str, str], list[object]]:
    found: dict[tuple[str, str], list[object]] = {}
    for write in writes:
        found.setdefault(write.key, []).append(_essence(write))
    return found


def _essence(write: Write) -> tuple[object, ...]:
    """Without titles and reasons: what they are called may change, what is written may not."""
    columns = tuple((c.column, c.before or "", c.after or "") for c in write.columns)
    return (
        write.operation.value,
        *write.key,
        columns,
        _named(write.content_before),
        _named(write.content_after),
    )


def _named(content: Content) -> str:
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else ""
