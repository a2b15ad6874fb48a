"""One subject of one step in one environment: what every page and button about it begins with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from pydantic import JsonValue
from sqlmodel import Session

from app.access import audit
from app.access.roles import Role
from app.access.sessions import Visitor
from app.web.deps import NowDep, VisitorDep
from app.web.errors import NotHere
from app.web.screen import ScreenDep
from app.wizard.journey import Stop
from app.wizard.subject import Subject


@dataclass(frozen=True)
class SubjectDesk:
    """A step or subject that there is none of is not there."""

    screen: ScreenDep
    visitor: VisitorDep
    now: NowDep
    step: str
    subject: str

    @property
    def environment_id(self) -> str:
        return self.screen.environment.id

    @property
    def stop(self) -> Stop:
        stops: list[Stop] = self.screen.request.state.stops
        stop = next((one for one in stops if one.step.slug == self.step), None)
        if stop is None:
            raise NotHere
        return stop

    @property
    def asked(self) -> Subject:
        found = self.stop.step.subject(self.subject)
        if found is None:
            raise NotHere
        return found

    @property
    def target(self) -> str:
        return f"{self.step}.{self.subject}"

    async def do(
        self,
        action: str,
        change: Callable[[Session], object],
        details: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Change our store and tell of it, together or not at all."""

        def both(session: Session) -> None:
            change(session)
            audit.record(
                session, self.visitor, action, at=self.now, environment_id=self.environment_id,
                target=self.target, details=dict(details or {}),
            )  # fmt: skip

        await self.screen.product.database(both)


def may_end(visitor: Visitor, by_id: str) -> bool:
    """Who said it, or an administrator."""
    return visitor.user_id == by_id or visitor.role is Role.ADMIN


SubjectDeskDep = Annotated[SubjectDesk, Depends()]
