"""Sessions of signed-in browsers. The cookie is random; the database knows only its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from app.access.identity import Identity
from app.access.roles import Role
from app.settings import Settings
from app.store.tables import BrowserSession

_RANDOM_BYTES = 32
_NOTED = timedelta(minutes=1)
"""How exactly a session's last use is written down: not every request is a write."""
_KEPT = timedelta(days=1)
"""An ended session is known a while longer, so that a form typed in it can be kept."""


@dataclass(frozen=True)
class Visitor:
    session_id: str
    user_id: str
    tenant_id: str
    name: str
    login: str
    role: Role
    csrf: str


def cookie_name(settings: Settings, *, flow: bool = False) -> str:
    """`__Host-` binds a cookie to this host and to https.

    On http (this machine only) browsers refuse that prefix, and Safari also refuses `Secure`: the
    plain name is used, HttpOnly and SameSite=Lax as ever.
    """
    name = "sign-in" if flow else "session"
    return f"__Host-{name}" if settings.secure else name


def hashed(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def open_session(
    session: Session, who: Identity, *, now: datetime, settings: Settings, previous: str = ""
) -> str:
    """Gives the cookie of a new session; the browser's previous one ends."""
    gone = now - timedelta(hours=settings.session_hours) - _KEPT
    session.exec(delete(BrowserSession).where(col(BrowserSession.created_at) < gone))
    if previous and (row := session.get(BrowserSession, hashed(previous))):
        _end(row, now)
    cookie = secrets.token_urlsafe(_RANDOM_BYTES)
    session.add(
        BrowserSession(
            id=hashed(cookie), user_id=who.user_id, tenant_id=who.tenant_id, name=who.name,
            login=who.login, role=who.role.value, csrf=secrets.token_urlsafe(_RANDOM_BYTES),
            created_at=now, seen_at=now,
        )
    )  # fmt: skip
    return cookie


def find_visitor(
    session: Session, cookie: str, *, now: datetime, settings: Settings
) -> Visitor | None:
    """The person, while neither sign-out, idleness nor age has ended the session."""
    row = session.get(BrowserSession, hashed(cookie))
    if row is None or row.ended_at is not None:
        return None
    idle, whole = settings.session_idle_minutes, settings.session_hours
    ends = min(row.seen_at + timedelta(minutes=idle), row.created_at + timedelta(hours=whole))
    if now >= ends:
        return None
    if now - row.seen_at >= _NOTED:
        row.seen_at = now
        session.add(row)
    return _visitor(row)


def find_ended(session: Session, cookie: str) -> Visitor | None:
    """Whose session it was. Gives no access: it only says for whom a typed form is kept."""
    row = session.get(BrowserSession, hashed(cookie))
    return _visitor(row) if row else None


def end_session(session: Session, session_id: str, *, now: datetime) -> None:
    if row := session.get(BrowserSession, session_id):
        _end(row, now)


def _end(row: BrowserSession, now: datetime) -> None:
    row.ended_at = row.ended_at or now


def _visitor(row: BrowserSession) -> Visitor:
    return Visitor(
        row.id, row.user_id, row.tenant_id, row.name, row.login, Role(row.role), row.csrf
    )
