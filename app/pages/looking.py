"""Looking at everything of one environment again: what is shown is only as true as it is fresh."""

from typing import Final

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.order import JOBS, STEPS
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other
from app.web.screen import ScreenDep

router = APIRouter()

LOOKS: Final = tuple(JOBS[f"{step.slug}.look"] for step in STEPS)


@router.post("/environments/{environment_id}/look", name="overview.look")
async def look_at_everything(screen: ScreenDep, visitor: OperatorDep, now: NowDep) -> Response:
    """The looks of all four steps. Those that are under way are joined; nothing is changed."""
    product, environment_id = screen.product, screen.environment.id

    def asked(session: Session) -> None:
        for look in LOOKS:
            start(
                session, product.engine, look, environment_id,
                by=visitor.user_id, by_name=visitor.name, at=now,
            )  # fmt: skip
        audit.record(session, visitor, "overview.look", at=now, environment_id=environment_id)

    await product.database(asked)
    return see_other(screen.request, "overview.show", environment_id=environment_id)
