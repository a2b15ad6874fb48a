"""Who acts, when, and on which environment: what every button of this step begins with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.job import Job
from app.jobs.start import resume, start
from app.steps.maps.screen import maps_page
from app.store.tables import Run
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other, wants_fragment
from app.web.screen import Screen, ScreenDep


@dataclass(frozen=True)
class Desk:
    screen: ScreenDep
    visitor: OperatorDep
    now: NowDep

    @property
    def environment_id(self) -> str:
        return self.screen.environment.id

    async def do(
        self, action: str, change: Callable[[Session], object], *, target: str = ""
    ) -> None:
        """Change our store and tell of it, together or not at all."""

        def both(session: Session) -> None:
            change(session)
            audit.record(
                session, self.visitor, action, at=self.now,
                environment_id=self.environment_id, target=target,
            )  # fmt: skip

        await self.screen.product.database(both)

    def begin(self, session: Session, job: Job, args: dict[str, Any] | None = None) -> Run:
        """See to it that a run of the job is under way; one that is already so is joined."""
        return start(
            session, self.screen.product.engine, job, self.environment_id,
            by=self.visitor.user_id, by_name=self.visitor.name, at=self.now, args=args,
        )  # fmt: skip

    def go_on(self, session: Session, run: Run) -> None:
        """Resume a run in the name of whoever asks. Raises CannotResume."""
        resume(
            session, self.screen.product.engine, run.id,
            by=self.visitor.user_id, by_name=self.visitor.name, at=self.now,
        )  # fmt: skip

    def to(self, name: str) -> Response:
        """On to a page of this step, by the name of its route."""
        return see_other(self.screen.request, name, environment_id=self.environment_id)

    async def back(self) -> Response:
        return await back_to(self.screen)


async def back_to(screen: Screen) -> Response:
    """To the page of this step, or its block for htmx."""
    if wants_fragment(screen.request):
        return await maps_page(screen)
    return see_other(screen.request, "maps.show", environment_id=screen.environment.id)


DeskDep = Annotated[Desk, Depends()]
