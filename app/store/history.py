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


def deeds(session: Session, environment_id: str, *, limit: int = 12) -> Sequence[Deed]:
    """The newest first."""
    query = select(AuditEntry).where(AuditEntry.environment_id == environment_id)
    entries = session.exec(query.order_by(col(AuditEntry.id).desc()).limit(ENTRIES)).all()
    rows = [
        list(same) for _, same in groupby(entries, key=lambda entry: (entry.user_id, entry.action))
    ]
    return [Deed(row[0].action, row[0].user_name, row[0].at, len(row)) for row in rows[:limit]]
