"""Where each person's tokens lie, sealed, and the lease that lets one process renew them at a time.

A lease is a mark with an end, not an open transaction: nobody waits on the database while Entra
is asked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, update

from app.access.keys import KeyRing
from app.store.tables import TokenCache

LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Kept:
    cache: str
    version: int


@dataclass(frozen=True)
class Vault:
    """Rows are named after application and person, and bound to that name by the encryption."""

    keys: KeyRing
    client_id: str

    def find(self, session: Session, user_id: str) -> Kept | None:
        """Raises CannotUnseal when the keys have changed: the person signs in again."""
        row = session.get(TokenCache, self._id(user_id))
        if row is None:
            return None
        plain = self.keys.unseal(row.blob, self._context(user_id))
        return Kept(plain.decode(), row.version)

    def put(self, session: Session, user_id: str, cache: str, now: datetime) -> None:
        """The tokens of a new sign-in. They win over a renewal of the old ones under way."""
        row = session.get(TokenCache, self._id(user_id), with_for_update=True)
        row = row or TokenCache(id=self._id(user_id), blob=b"", key_id="", updated_at=now)
        row.blob, row.key_id = self._sealed(user_id, cache), self.keys.key_id
        row.version, row.updated_at = row.version + 1, now
        session.add(row)

    def borrow(self, session: Session, user_id: str, owner: str, now: datetime) -> bool:
        """Whether the tokens are now ours to renew, until `give_back` or the lease's end."""
        is_free = or_(col(TokenCache.lease_owner).is_(None), col(TokenCache.lease_until) < now)
        changed = session.exec(
            update(TokenCache)
            .where(col(TokenCache.id) == self._id(user_id), is_free)
            .values(lease_owner=owner, lease_until=now + LEASE)
        )
        return changed.rowcount == 1

    def replace(
        self, session: Session, user_id: str, cache: str, version: int, now: datetime
    ) -> bool:
        """Keep the renewed tokens, unless others have been put there since `version` was read."""
        changed = session.exec(
            update(TokenCache)
            .where(col(TokenCache.id) == self._id(user_id), col(TokenCache.version) == version)
            .values(
                blob=self._sealed(user_id, cache),
                key_id=self.keys.key_id,
                version=version + 1,
                updated_at=now,
            )
        )
        return changed.rowcount == 1

    def give_back(self, session: Session, user_id: str, owner: str) -> None:
        session.exec(
            update(TokenCache)
            .where(col(TokenCache.id) == self._id(user_id), col(TokenCache.lease_owner) == owner)
            .values(lease_owner=None, lease_until=None)
        )

    def _sealed(self, user_id: str, cache: str) -> bytes:
        return self.keys.seal(cache.encode(), self._context(user_id))

    def _id(self, user_id: str) -> str:
        return f"{self.client_id}/{user_id}"

    def _context(self, user_id: str) -> str:
        return f"token cache 1 of {self._id(user_id)}"
