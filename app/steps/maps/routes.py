"""Whether dual-write is installed here: the page, and "Check again" as a run."""

from datetime import datetime

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.maps import STEP
from app.steps.maps.facts import MapsFacts
from app.steps.maps.jobs import look
from app.steps.maps.texts import TEXTS
from app.store import observations, runs
from app.store.tables import UNDER_WAY, Run
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other, wants_fragment
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/maps")


@router.get("", name="maps.show")
async def show(screen: ScreenDep) -> Response:
    return await _page(screen)


@router.post("/look", name="maps.look")
async def check_again(screen: ScreenDep, visitor: OperatorDep, now: NowDep) -> Response:
    """See to it that a look is under way; one that is already running is joined."""
    product, environment_id = screen.product, screen.environment.id

    def asked(session: Session) -> None:
        start(
            session, product.engine, look, environment_id,
            by=visitor.user_id, by_name=visitor.name, at=now,
        )  # fmt: skip
        audit.record(session, visitor, "maps.look", at=now, environment_id=environment_id)

    await product.database(asked)
    if wants_fragment(screen.request):
        return await _page(screen)
    return see_other(screen.request, "maps.show", environment_id=environment_id)


async def _page(screen: Screen) -> Response:
    environment_id = screen.environment.id
    facts, seen, run = await screen.product.database(lambda s: _read(s, environment_id), ro=True)
    return screen.show(
        "steps/maps/page.html",
        step=STEP.slug,
        block="looked" if wants_fragment(screen.request) else None,
        address=f"/environments/{environment_id}/maps",
        findings=STEP.judge(facts),
        facts=facts,
        seen=seen,
        run=run,
        working=run is not None and run.state in UNDER_WAY,
        texts=TEXTS,
    )


def _read(
    session: Session, environment_id: str
) -> tuple[MapsFacts | None, datetime | None, Run | None]:
    newest = observations.newest(session, environment_id, STEP.slug)
    return (
        observations.latest(session, environment_id, STEP.slug, STEP.facts),
        newest.seen_at if newest else None,
        runs.find_last(session, environment_id, look.name),
    )
