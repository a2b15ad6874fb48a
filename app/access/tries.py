"""How often one network may try what needs no sign-in and opens nothing. Kept for minutes."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session, col, delete, func, select

from app.access.network import mark_of
from app.store.asking_tables import RefusedAnswer

WITHIN: Final = timedelta(minutes=10)
MOST_OF_ONE: Final = 20
_MOST = 500
"""From everywhere: beyond that nothing is written down, so that nobody can fill the log."""


def are_too_many(session: Session, client: str, now: datetime) -> bool:
    recent = select(func.count()).where(col(RefusedAnswer.at) > now - WITHIN)
    theirs = recent.where(RefusedAnswer.network == mark_of(client))
    return session.exec(theirs).one() >= MOST_OF_ONE or session.exec(recent).one() >= _MOST


def note(session: Session, client: str, now: datetime) -> None:
    """One more; those of long ago go."""
    session.exec(delete(RefusedAnswer).where(col(RefusedAnswer.at) <= now - WITHIN))
    session.add(RefusedAnswer(network=mark_of(client), at=now))
    session.flush()
