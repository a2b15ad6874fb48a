"""The page of the step, and what can be asked for on it: looking, watching, keeping, stopping."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.jobs.job import Job
from app.jobs.start import CannotResume, resume, start, stop
from app.steps.provisioning import STEP
from app.steps.provisioning.jobs import baseline, look, watch
from app.steps.provisioning.screen import provisioning_page
from app.store import runs
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.render import see_other, wants_fragment
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/provisioning")

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


@router.post("/runs/{run_id}/stop", name="provisioning.stop")
async def stop_run(screen: ScreenDep, run_id: str, visitor: OperatorDep, now: NowDep) -> Response:
    """Stop looking. What Microsoft has begun goes on without us."""

    def stopped(session: Session) -> None:
        _ours(session, screen, run_id)
        stop(session, run_id, at=now)
        _note(session, screen, visitor, "provisioning.stop", now)

    return await _then_page(screen, stopped)


@router.post("/runs/{run_id}/resume", name="provisioning.resume")
async def resume_run(screen: ScreenDep, run_id: str, visitor: OperatorDep, now: NowDep) -> Response:
    """Go on with an ended run, under this person's sign-in."""

    def resumed(session: Session) -> None:
        _ours(session, screen, run_id)
        try:
            resume(
                session, screen.product.engine, run_id,
                by=visitor.user_id, by_name=visitor.name, at=now,
            )  # fmt: skip
        except CannotResume:
            return
        _note(session, screen, visitor, "provisioning.resume", now)

    return await _then_page(screen, resumed)


async def _begin(
    screen: Screen, visitor: Visitor, job: Job, now: datetime, args: dict[str, Any] | None = None
) -> Response:
    def asked(session: Session) -> None:
        start(
            session, screen.product.engine, job, screen.environment.id,
            by=visitor.user_id, by_name=visitor.name, at=now, args=args,
        )  # fmt: skip
        _note(session, screen, visitor, job.name, now)

    return await _then_page(screen, asked)


async def _then_page(screen: Screen, change: Callable[[Session], None]) -> Response:
    await screen.product.database(change)
    if wants_fragment(screen.request):
        return await provisioning_page(screen)
    return see_other(screen.request, "provisioning.show", environment_id=screen.environment.id)


def _ours(session: Session, screen: Screen, run_id: str) -> None:
    """A run of another environment or step is not here."""
    run = runs.find(session, run_id)
    ours = run and run.environment_id == screen.environment.id
    if not ours or not run or run.job.partition(".")[0] != STEP.slug:
        raise NotHere


def _note(session: Session, screen: Screen, visitor: Visitor, deed: str, now: datetime) -> None:
    audit.record(session, visitor, deed, at=now, environment_id=screen.environment.id)
