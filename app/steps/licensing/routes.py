"""Which licences are there: the page, and "Check again" as a run."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.licensing.jobs import look
from app.steps.licensing.screen import licensing_page
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other, wants_fragment
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/licensing")

Text = Annotated[str, Form()]


@router.get("", name="licensing.show")
async def show(screen: ScreenDep) -> Response:
    return await licensing_page(screen)


@router.post("/look", name="licensing.look")
async def check_again(
    screen: ScreenDep, visitor: OperatorDep, now: NowDep, graph: Text = ""
) -> Response:
    """See to it that a look is under way; one that is already running is joined."""
    product, environment_id = screen.product, screen.environment.id

    def asked(session: Session) -> None:
        start(
            session, product.engine, look, environment_id,
            by=visitor.user_id, by_name=visitor.name, at=now, args={"graph": bool(graph)},
        )  # fmt: skip
        audit.record(session, visitor, "licensing.look", at=now, environment_id=environment_id)

    await product.database(asked)
    if wants_fragment(screen.request):
        return await licensing_page(screen)
    return see_other(screen.request, "licensing.show", environment_id=environment_id)
