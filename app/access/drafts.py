"""What was typed into a form whose session had ended. Only the same person gets it back."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from app.access.keys import CannotUnseal, KeyRing
from app.access.sessions import Visitor
from app.store.tables import Draft

_LARGEST = 2 * 1024 * 1024  # the longest column of a page, whatever its letters
_MOST = 20
_KEPT = timedelta(days=1)
_SECRET = ("csrf", "password", "passwd", "secret", "token")


def keep_draft(
    session: Session,
    keys: KeyRing,
    who: Visitor,
    path: str,
    form: Mapping[str, str],
    now: datetime,
) -> str:
    """Gives the draft's id, or "" if the form is too large. Secrets are left out."""
    kept = {name: text for name, text in form.items() if not _is_secret(name)}
    plain = json.dumps(kept).encode()
    if len(plain) > _LARGEST:
        return ""
    draft_id = secrets.token_urlsafe(16)
    sealed = keys.seal(plain, _context(draft_id, who))
    session.add(Draft(id=draft_id, user_id=who.user_id, path=path, form=sealed, created_at=now))
    session.flush()
    _prune(session, who, now)
    return draft_id


def find_draft(
    session: Session, keys: KeyRing, who: Visitor, draft_id: str
) -> dict[str, str] | None:
    row = session.get(Draft, draft_id)
    if row is None or row.user_id != who.user_id:
        return None
    try:
        plain = keys.unseal(row.form, _context(draft_id, who))
    except CannotUnseal:
        return None
    form: dict[str, str] = json.loads(plain)
    return form


def drop_draft(session: Session, who: Visitor, draft_id: str) -> None:
    """Once the form has been sent."""
    mine = col(Draft.user_id) == who.user_id
    session.exec(delete(Draft).where(col(Draft.id) == draft_id, mine))


def _prune(session: Session, who: Visitor, now: datetime) -> None:
    session.exec(delete(Draft).where(col(Draft.created_at) < now - _KEPT))
    newest = select(Draft).where(Draft.user_id == who.user_id)
    for row in session.exec(newest.order_by(col(Draft.created_at).desc()).offset(_MOST)):
        session.delete(row)


def _context(draft_id: str, who: Visitor) -> str:
    return f"draft {draft_id} of {who.user_id}"


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET)
