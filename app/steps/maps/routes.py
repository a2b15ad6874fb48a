"""Whether dual-write is installed here: the page, and "Check again" as a run."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.maps.jobs import look
from app.steps.maps.screen import maps_page
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other, wants_fragment
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/maps")


@router.get("", name="maps.show")
async def show(screen: ScreenDep) -> Response:
    return await maps_page(screen)


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
        return await maps_page(screen)
    return see_other(screen.request, "maps.show", environment_id=environment_id)
