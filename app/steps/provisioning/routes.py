"""The page of the step, and what can be asked for on it: looking, watching, keeping."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.job import Job
from app.jobs.start import start
from app.steps.provisioning.jobs import baseline, look, watch
from app.steps.provisioning.screen import provisioning_page
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other, wants_fragment
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/provisioning")

Args = dict[str, Any]

WATCHED: Final = timedelta(hours=8)
_LONGEST_NOTE = 500


@router.get("", name="provisioning.show")
async def show(screen: ScreenDep) -> Response:
    return await provisioning_page(screen)


@router.post("/look", name="provisioning.look")
async def check_again(screen: ScreenDep, visitor: OperatorDep, now: NowDep) -> Response:
    """See to it that a look is under way; one that is already running is joined."""
    return await _begin(screen, visitor, look, now)


@router.post("/watch", name="provisioning.watch")
async def watch_for_it(screen: ScreenDep, visitor: OperatorDep, now: NowDep) -> Response:
    """Wait for a portal that somebody makes by hand in Microsoft's page."""
    return await _begin(screen, visitor, watch, now, {"until": (now + WATCHED).isoformat()})


@router.post("/baseline", name="provisioning.baseline")
async def keep_now(
    screen: ScreenDep, visitor: OperatorDep, now: NowDep, note: Annotated[str, Form()] = ""
) -> Response:
    """Keep the site as it stands, with what this person says about it."""
    said = " ".join(note.split())[:_LONGEST_NOTE]
    if not said:
        return await provisioning_page(screen, status=422, problem="note")
    return await _begin(screen, visitor, baseline, now, {"note": f"{visitor.name}: {said}"})


async def _begin(
    screen: Screen,
    visitor: OperatorDep,
    job: Job,
    now: datetime,
    args: Args | None = None,
) -> Response:
    def asked(session: Session) -> None:
        start(
            session, screen.product.engine, job, screen.environment.id,
            by=visitor.user_id, by_name=visitor.name, at=now, args=args,
        )  # fmt: skip
        audit.record(session, visitor, job.name, at=now, environment_id=screen.environment.id)

    await screen.product.database(asked)
    if wants_fragment(screen.request):
        return await provisioning_page(screen)
    return see_other(screen.request, "provisioning.show", environment_id=screen.environment.id)
