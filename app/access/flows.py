"""Sign-ins that left for Entra: sealed, known by the browser's cookie, used once, ten minutes.

Cookie and row both begin with a mark of the network the browser is in, so that those of one
network can be counted, and one that floods us keeps nobody else out.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, func, select

from app.access.keys import CannotUnseal, KeyRing
from app.access.network import mark_of
from app.access.refusal import Reason, SignInRefused
from app.access.sessions import hashed
from app.microsoft.entra import Flow
from app.store.tables import SignInFlow

LIFE = timedelta(minutes=10)
_MOST = 500
"""Starting a sign-in needs no rights and leaves a row: there is an end to that."""
_MOST_OF_ONE = 50
"""From one network: an office behind one address, all at once. Those that came back are gone."""
_LONGEST_PATH = 2000
_MARK = 16


@dataclass(frozen=True)
class Taken:
    flow: Flow
    next_path: str


def make_room(session: Session, client: str, now: datetime) -> None:
    """Old flows go; so many under way are an attack, and the next one waits."""
    session.exec(delete(SignInFlow).where(col(SignInFlow.created_at) <= now - LIFE))
    count = select(func.count()).select_from(SignInFlow)
    theirs = count.where(col(SignInFlow.id).startswith(_mark(client)))
    if session.exec(count).one() >= _MOST or session.exec(theirs).one() >= _MOST_OF_ONE:
        raise SignInRefused(Reason.TOO_MANY)


def keep(
    session: Session, keys: KeyRing, flow: Flow, *, next_path: str, cookie: str, now: datetime
) -> None:
    flow_id = _id(cookie)
    sealed = keys.seal(json.dumps(flow).encode(), _context(flow_id))
    session.add(SignInFlow(id=flow_id, flow=sealed, next=own_path(next_path), created_at=now))


def new_cookie(client: str) -> str:
    """`client` is the address that the sign-in was started from."""
    return _mark(client) + secrets.token_urlsafe(32)


def take(session: Session, keys: KeyRing, cookie: str, now: datetime) -> Taken | SignInRefused:
    """The flow, which is gone from now on; also when it came too late."""
    flow_id = _id(cookie)
    row = session.get(SignInFlow, flow_id, with_for_update=True)
    if row is None:
        return SignInRefused(Reason.NO_FLOW)
    session.delete(row)
    if now - row.created_at >= LIFE:
        return SignInRefused(Reason.EXPIRED)
    try:
        flow: Flow = json.loads(keys.unseal(row.flow, _context(flow_id)))
    except CannotUnseal:
        return SignInRefused(Reason.EXPIRED)
    return Taken(flow, own_path(row.next))


def own_path(wish: str) -> str:
    """A path of this site, or "/": never a way to send a browser somewhere else."""
    path = wish.partition("?")[0].lower()
    is_ours = (
        wish.startswith("/")
        and len(wish) <= _LONGEST_PATH
        and wish.isascii()
        and wish.isprintable()
        and " " not in wish
        and "\\" not in wish
        and "//" not in path
        and not path.startswith(("/%2f", "/%5c", "/.", "/%2e"))
    )
    return wish if is_ours else "/"


def _id(cookie: str) -> str:
    mark, dot, _ = cookie.rpartition(".")
    return mark[:_MARK] + dot + hashed(cookie)


def _mark(client: str) -> str:
    return f"{mark_of(client)}."


def _context(flow_id: str) -> str:
    return f"sign-in flow {flow_id}"
