"""One-time links: found by the hash of their token, answered once, revoked at any time."""

import hashlib
import secrets
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlmodel import Session, col, select

from app.store.asking_tables import OneTimeLink

DAYS: Final = (1, 3, 7, 14, 30)
"""How long a link may work."""


class UnknownLink(LookupError):
    """No link of that id in this environment."""


def new_token() -> str:
    """256 bits that nobody can guess. It is shown once and kept nowhere."""
    return secrets.token_urlsafe(32)


def add(session: Session, token: str, link: OneTimeLink) -> str:
    """Keep the link; of its token the hash only."""
    link.id, link.token_hash = uuid4().hex, _hashed(token)
    session.add(link)
    session.flush()
    return link.id


def find(session: Session, token: str) -> OneTimeLink | None:
    """Open or not. Locked until the end of the transaction: of two answers one finds it open."""
    query = select(OneTimeLink).where(OneTimeLink.token_hash == _hashed(token))
    return session.exec(query.with_for_update()).first()


def revoke(session: Session, environment_id: str, link_id: str, *, at: datetime) -> OneTimeLink:
    """It opens nothing any more. A second time, or after the answer, changes nothing."""
    link = session.get(OneTimeLink, link_id, with_for_update=True)
    if link is None or link.environment_id != environment_id:
        raise UnknownLink(link_id)
    if link.revoked_at is None and link.answered_at is None:
        link.revoked_at = at
    return link


def list_for(session: Session, environment_id: str, step: str, subject: str) -> list[OneTimeLink]:
    """The newest first."""
    query = select(OneTimeLink).where(
        OneTimeLink.environment_id == environment_id,
        OneTimeLink.step == step,
        OneTimeLink.subject == subject,
    )
    return list(session.exec(query.order_by(col(OneTimeLink.at).desc(), OneTimeLink.id)))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
