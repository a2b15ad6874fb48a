"""What is written down when somebody signs in, is turned away, or signs out."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.access import audit, challenges
from app.access.keys import KeyRing
from app.access.redeeming import Redemption
from app.access.sessions import Visitor, end_session, open_session
from app.access.vault import Vault
from app.settings import Settings


@dataclass(frozen=True)
class Nobody:
    """Somebody we do not know: sign-in did not get that far."""

    user_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Desk:
    keys: KeyRing
    settings: Settings

    def admit(
        self,
        session: Session,
        redemption: Redemption,
        *,
        now: datetime,
        previous: str,
        met: str = "",
    ) -> str:
        """The cookie of the new session, or "" for somebody who was turned away.

        `met` are the claims that this sign-in carried to Entra.
        """
        who, refused = redemption.who, redemption.refused
        if who is None:
            code = refused.code.value if refused else ""
            audit.record(session, Nobody(), "sign_in.refused", at=now, details={"code": code})
            return ""
        cookie = open_session(session, who, now=now, settings=self.settings, previous=previous)
        Vault(self.keys, self.settings.client_id).put(session, who.user_id, redemption.cache, now)
        challenges.forget(session, who.user_id, met)
        audit.record(session, who, "sign_in", at=now, details={"role": who.role.value})
        return cookie


def sign_out(session: Session, visitor: Visitor, *, now: datetime) -> None:
    """Ends the session here. The tokens stay: runs under way work on in the person's name."""
    end_session(session, visitor.session_id, now=now)
    audit.record(session, visitor, "sign_out", at=now)
