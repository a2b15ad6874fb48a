"""What people said about an environment, and when they took it back."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, col, select

from app.store import tables
from app.wizard.statement import Kind, Statement


class UnknownStatement(LookupError):
    """No statement of that id in this environment."""


def add(
    session: Session,
    environment_id: str,
    step: str,
    statement: Statement,
    *,
    by: str,
) -> str:
    """Keep what was said; `by` is the id of who said it. Older ones on the subject are kept."""
    row = tables.Statement(
        id=uuid4().hex, environment_id=environment_id, step=step, subject=statement.subject,
        kind=statement.kind.value, value=statement.value, note=statement.note,
        link=statement.link, by=by, by_name=statement.by, at=statement.at,
        review_at=statement.review_at, through=statement.through,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def withdraw(
    session: Session, environment_id: str, statement_id: str, *, by: str, at: datetime
) -> tables.Statement:
    """It counts no more. A second time changes nothing."""
    row = session.get(tables.Statement, statement_id, with_for_update=True)
    if row is None or row.environment_id != environment_id:
        raise UnknownStatement(statement_id)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = at, by
    return row


def find(session: Session, environment_id: str, statement_id: str) -> tables.Statement | None:
    """One of this environment, also if it was withdrawn."""
    row = session.get(tables.Statement, statement_id)
    return row if row is not None and row.environment_id == environment_id else None


def standing(session: Session, environment_id: str) -> Mapping[str, Mapping[str, Statement]]:
    """The newest statement that was not withdrawn, by step and subject."""
    query = select(tables.Statement).where(
        tables.Statement.environment_id == environment_id,
        col(tables.Statement.withdrawn_at).is_(None),
    )
    found: dict[str, dict[str, Statement]] = {}
    for row in session.exec(query.order_by(col(tables.Statement.at), tables.Statement.id)):
        found.setdefault(row.step, {})[row.subject] = _value(row)
    return found


def history(
    session: Session, environment_id: str, step: str, subject: str = ""
) -> list[tables.Statement]:
    """Everything that was ever said about a step, or one subject of it, the newest first."""
    query = select(tables.Statement).where(
        tables.Statement.environment_id == environment_id, tables.Statement.step == step
    )
    if subject:
        query = query.where(tables.Statement.subject == subject)
    return list(session.exec(query.order_by(col(tables.Statement.at).desc())))


def _value(row: tables.Statement) -> Statement:
    return Statement(
        subject=row.subject, kind=Kind(row.kind), value=row.value, by=row.by_name, at=row.at,
        note=row.note, link=row.link, review_at=row.review_at, id=row.id, by_id=row.by,
        through=row.through,
    )  # fmt: skip
