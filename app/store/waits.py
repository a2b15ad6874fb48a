"""Whom somebody asked for help with a finding. That it came is seen in the findings, not here."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, select

from app.store import asking_tables as tables
from app.wizard.waiting import Waiting


class UnknownWait(LookupError):
    """Nobody was asked under that id in this environment."""


def add(session: Session, environment_id: str, wait: Waiting) -> str:
    row = tables.Wait(
        id=uuid4().hex, environment_id=environment_id, step=wait.step, code=wait.code,
        subject=wait.subject, who=wait.who, note=wait.note, by=wait.by_id, by_name=wait.by,
        at=wait.since,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, environment_id: str, wait_id: str, *, by: str, at: datetime) -> Waiting:
    """By hand. A second time changes nothing."""
    row = session.get(tables.Wait, wait_id, with_for_update=True)
    if row is None or row.environment_id != environment_id:
        raise UnknownWait(wait_id)
    if row.ended_at is None:
        row.ended_at, row.ended_by = at, by
    return _value(row)


def not_ended(session: Session, environment_id: str) -> list[Waiting]:
    """The longest first. Some of them may be over: what was asked for can have been seen since."""
    query = select(tables.Wait).where(
        tables.Wait.environment_id == environment_id, col(tables.Wait.ended_at).is_(None)
    )
    return _values(session.exec(query.order_by(col(tables.Wait.at), tables.Wait.id)))


def _values(rows: Iterable[tables.Wait]) -> list[Waiting]:
    return [_value(row) for row in rows]


def _value(row: tables.Wait) -> Waiting:
    return Waiting(
        step=row.step, code=row.code, subject=row.subject, who=row.who, since=row.at,
        note=row.note, by=row.by_name, by_id=row.by, id=row.id,
    )  # fmt: skip
