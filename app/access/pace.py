"""How fast one person may go. What is written down in the audit log is what counts."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from app.store.tables import AuditEntry

MOST = 240
WITHIN = timedelta(minutes=1)
"""Four deeds a second, for a minute: nobody clicks like that."""
_LOOKED_AT = 10 * MOST
"""So many of the newest entries, whoever they are of: the log as a whole is long."""


def is_too_fast(session: Session, user_id: str, now: datetime) -> bool:
    newest = session.exec(select(func.max(AuditEntry.id))).one() or 0
    query = select(func.count()).where(
        col(AuditEntry.id) > newest - _LOOKED_AT,
        AuditEntry.user_id == user_id,
        col(AuditEntry.at) > now - WITHIN,
    )
    return session.exec(query).one() >= MOST
