"""The journal of what runs write to sites."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from app.store.site_tables import SiteWrite


def begin(session: Session, run_id: str, rows: Iterable[SiteWrite]) -> None:
    """All planned writes at once. A run that has them keeps what it has."""
    if not count(session, run_id):
        session.add_all(rows)
        session.flush()


def add(session: Session, row: SiteWrite) -> None:
    """One more, unless the run has that number already."""
    if session.get(SiteWrite, (row.run_id, row.number)) is None:
        session.add(row)
        session.flush()


def count(session: Session, run_id: str) -> int:
    return session.exec(select(func.count()).where(SiteWrite.run_id == run_id)).one()


def list_for(session: Session, run_id: str, *, sealed: bool = False) -> Sequence[SiteWrite]:
    """In order. Without `sealed` the values stay in the database."""
    query = select(SiteWrite).where(SiteWrite.run_id == run_id).order_by(col(SiteWrite.number))
    if not sealed:
        query = query.options(defer(SiteWrite.blob, raiseload=True))  # type: ignore[arg-type]
    return session.exec(query).all()


def mark(session: Session, run_id: str, number: int, at: datetime, **changes: object) -> None:
    """Change the state of one write, and what else is known of it now."""
    row = session.get_one(SiteWrite, (run_id, number))
    for name, value in changes.items():
        setattr(row, name, value)
    row.at = at
    session.add(row)


def runs_of(session: Session, merge_id: str) -> Sequence[str]:
    """Ids of the runs that wrote, or were to write, what came out of a merge."""
    query = select(SiteWrite.run_id).where(SiteWrite.merge_id == merge_id).distinct()
    return session.exec(query).all()
