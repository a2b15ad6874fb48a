"""What people did in an environment, told briefly: a row of equal deeds is told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from app.store.tables import AuditEntry

ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Deed:
    """Something one person did, so many times in a row; `at` is the last time."""

    action: str
    by: str
    at: datetime
    times: int


def deeds(
    session: Session,
    environment_id: str,
    *,
    limit: int = 12,
    since: datetime | None = None,
    but_not: str = "",
) -> Sequence[Deed]:
    """The newest first; only those after `since`, and not those of one person, if asked."""
    query = select(AuditEntry).where(AuditEntry.environment_id == environment_id)
    if since is not None:
        query = query.where(col(AuditEntry.at) > since)
    if but_not:
        query = query.where(AuditEntry.user_id != but_not)
    entries = session.exec(query.order_by(col(AuditEntry.id).desc()).limit(ENTRIES)).all()
    rows = [
        list(same) for _, same in groupby(entries, key=lambda entry: (entry.user_id, entry.action))
    ]
    return [Deed(row[0].action, row[0].user_name, row[0].at, len(row)) for row in rows[:limit]]


def last_visit(session: Session, user_id: str) -> datetime | None:
    """When this person was last heard of before the present sign-in. None at the first one."""
    ours = select(AuditEntry).where(AuditEntry.user_id == user_id)
    newest_first = col(AuditEntry.id).desc()
    present = session.exec(
        ours.where(AuditEntry.action == "sign_in").order_by(newest_first).limit(1)
    ).first()
    if present is None:
        return None
    before = ours.where(col(AuditEntry.id) < present.id).order_by(newest_first).limit(1)
    entry = session.exec(before).first()
    return entry.at if entry else None
