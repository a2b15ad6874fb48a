"""One run: what it did, why it waits or failed, and what a person can do with it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.jobs.start import CannotResume, resume, stop
from app.pages.run_page import run_of, run_page
from app.web.deps import NowDep, OperatorDep
from app.web.guard import own_path
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/runs/{run_id}")

Back = Annotated[str, Form()]


@router.get("", name="runs.show")
async def show(screen: ScreenDep, run_id: str) -> Response:
    return await run_page(screen, run_id)


@router.post("/stop", name="runs.stop")
async def stop_run(
    screen: ScreenDep, run_id: str, visitor: OperatorDep, now: NowDep, back: Back = ""
) -> Response:
    """Ask the run to end where it is. What it has done stays done, and it can go on later."""

    def stopped(session: Session) -> None:
        run = run_of(session, screen, run_id)
        stop(session, run.id, at=now)
        audit.record(
            session, visitor, "runs.stop", at=now, environment_id=run.environment_id,
            target=run.id, details={"job": run.job},
        )  # fmt: skip

    return await _changed(screen, run_id, stopped, back)


@router.post("/resume", name="runs.resume")
async def resume_run(
    screen: ScreenDep, run_id: str, visitor: OperatorDep, now: NowDep, back: Back = ""
) -> Response:
    """Go on with the run in this person's name: also how a colleague takes it over."""

    def resumed(session: Session) -> None:
        run = run_of(session, screen, run_id)
        before = run.actor
        resume(
            session, screen.product.engine, run.id,
            by=visitor.user_id, by_name=visitor.name, at=now,
        )  # fmt: skip
        audit.record(
            session, visitor, "runs.resume" if before == visitor.user_id else "runs.take_over",
            at=now, environment_id=run.environment_id, target=run.id, details={"job": run.job},
        )  # fmt: skip

    return await _changed(screen, run_id, resumed, back)


async def _changed(
    screen: Screen, run_id: str, change: Callable[[Session], None], back: str
) -> Response:
    try:
        await screen.product.database(change)
    except CannotResume as refusal:
        return await run_page(screen, run_id, refusal=refusal.state.value)
    here = f"/environments/{screen.environment.id}/runs/{run_id}"
    return RedirectResponse(own_path(back) or here, 303)
