"""From the reviewed merge to the live site: the check page, and the order to write."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.update.applying import apply
from app.steps.update.approved import ToApply
from app.steps.update.checking import Check, CheckDep
from app.store.tables import Run
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("/check", name="update.check")
async def show(check: CheckDep) -> Response:
    return check.show()


@router.post("/apply", name="update.apply")
async def apply_now(
    check: CheckDep, visitor: OperatorDep, now: NowDep, digest: Annotated[str, Form()] = ""
) -> Response:
    """See to it that what was shown is written. A second click leads to the run of the first."""
    if check.around.begun is not None:
        return _to(check, check.around.begun)
    if check.obstacles or digest != check.digest:
        return check.show(status=409, changed=digest != check.digest)
    order = ToApply(merge_id=check.review.bench.merge.id, digest=digest)

    def ordered(session: Session) -> Run:
        environment_id = check.review.screen.environment.id
        run = start(
            session, check.review.screen.product.engine, apply, environment_id,
            by=visitor.user_id, by_name=visitor.name, at=now, args=order.model_dump(),
        )  # fmt: skip
        audit.record(
            session, visitor, "update.apply", at=now, environment_id=environment_id,
            target=run.id, details={"merge": order.merge_id, "writes": check.view.count},
        )  # fmt: skip
        return run

    return _to(check, await check.review.screen.product.database(ordered))


def _to(check: Check, run: Run) -> Response:
    screen = check.review.screen
    return see_other(
        screen.request, "update.writing", environment_id=screen.environment.id, writing_id=run.id
    )
