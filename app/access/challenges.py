"""What Microsoft demands of a person beyond having signed in: claims, kept until they are met.

A service answers 401 with a claims challenge, say because a policy wants a second factor now. Only
the person's next sign-in can meet it, and only if it carries the demand: so it waits here, by
person. Claims are no secret: the browser carries them to Entra in an address.
"""

import json
from datetime import datetime, timedelta

from sqlmodel import Session

from app.microsoft.errors import SignInNeeded
from app.store.database import Database
from app.store.tables import ClaimsChallenge

LIFE = timedelta(days=1)
"""A demand that is older is let go: if it still stands, the next call hears it again."""
LONGEST = 4096


def keep(session: Session, user_id: str, claims: str, *, at: datetime) -> None:
    """The newest demand counts. What Entra could not read, or is too long, changes nothing."""
    if not _can_be_carried(claims):
        return
    row = session.get(ClaimsChallenge, user_id, with_for_update=True)
    row = row or ClaimsChallenge(user_id=user_id, claims=claims, at=at)
    row.claims, row.at = claims, at
    session.add(row)


async def remember(database: Database, user_id: str, error: Exception, *, at: datetime) -> None:
    """The demand that an error brought a page, if it did, in a transaction of its own."""
    claims = demanded_by(error)
    if claims:
        await database(lambda session: keep(session, user_id, claims, at=at))


def demanded_by(error: Exception) -> str:
    return error.claims if isinstance(error, SignInNeeded) else ""


def find(session: Session, user_id: str, *, now: datetime) -> str:
    """What this person's next sign-in takes along to Entra; "" if nothing is demanded."""
    row = session.get(ClaimsChallenge, user_id)
    return row.claims if row and now - row.at < LIFE else ""


def forget(session: Session, user_id: str, met: str) -> None:
    """After a sign-in that carried `met`. A demand that came meanwhile is another one, and stays.

    So does all after a sign-in that carried none, in a browser that did not know the person.
    """
    row = session.get(ClaimsChallenge, user_id, with_for_update=True)
    if row is not None and row.claims == met:
        session.delete(row)


def _can_be_carried(claims: str) -> bool:
    """A JSON object: with anything else no sign-in could begin."""
    if len(claims) > LONGEST:
        return False
    try:
        return isinstance(json.loads(claims), dict)
    except (ValueError, RecursionError):
        return False
