"""Who did what. Entries are only added; each carries the hash of the one before it.

A changed entry and one taken out of the middle are found. Entries cut off at the end are not:
for that, the last digest has to be kept somewhere else.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Protocol, TypedDict

from pydantic import JsonValue
from sqlmodel import Session, col, select
from typing_extensions import Unpack

from app.store.tables import AuditEntry


class Person(Protocol):
    @property
    def user_id(self) -> str: ...
    @property
    def name(self) -> str: ...


class About(TypedDict, total=False):
    environment_id: str
    target: str
    details: dict[str, JsonValue]


def record(
    session: Session, who: Person, action: str, *, at: datetime, **about: Unpack[About]
) -> AuditEntry:
    """Add an entry in the same transaction as the deed."""
    entry = AuditEntry(
        at=at.astimezone(UTC), user_id=who.user_id, user_name=who.name, action=action,
        previous=_last_digest(session), digest="", **about,
    )  # fmt: skip
    entry.digest = _digest(entry)
    session.add(entry)
    session.flush()
    return entry


def verify(session: Session) -> int | None:
    """The id of the first entry that is not what was recorded, or None when all are."""
    previous = ""
    for entry in session.exec(select(AuditEntry).order_by(col(AuditEntry.id))):
        if entry.previous != previous or entry.digest != _digest(entry):
            return entry.id
        previous = entry.digest
    return None


def _last_digest(session: Session) -> str:
    """One writer at a time: the first entry serves as the lock of the chain."""
    entries = select(AuditEntry).order_by(col(AuditEntry.id))
    session.exec(entries.limit(1).with_for_update()).first()
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)).first()
    return last.digest if last else ""


def _digest(entry: AuditEntry) -> str:
    said = entry.model_dump(mode="json", exclude={"id", "at", "digest"})
    said["at"] = entry.at.astimezone(UTC).isoformat()
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
