"""Putting back the state before a run: look, decide about what was edited since, order."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Response

from app.merge.plan_digest import digest
from app.steps.update.approved import ToRestore
from app.steps.update.restore_desk import RestoreDesk, answers_of
from app.steps.update.restore_screen import LookedDep, restore_page
from app.steps.update.restore_view import restore_view
from app.steps.update.restoring import look_before_restoring, restore
from app.web.render import see_other
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update/writing/{writing_id}/restore")

DeskDep = Annotated[RestoreDesk, Depends()]


@router.get("", name="update.restore_check")
async def show(screen: ScreenDep, looked: LookedDep, writing_id: str) -> Response:
    return await restore_page(screen, looked, writing_id)


@router.post("/look", name="update.restore_look")
async def look_now(
    screen: ScreenDep, _looked: LookedDep, desk: DeskDep, writing_id: str
) -> Response:
    """Read the site as it is now. A look that is under way is joined."""
    await desk.order(look_before_restoring, {"of": writing_id})
    return _to(screen, "update.restore_check", writing_id)


@router.post("", name="update.restore")
async def restore_now(
    screen: ScreenDep, looked: LookedDep, desk: DeskDep, writing_id: str
) -> Response:
    """See to it that the old state is put back, once everything edited since has an answer."""
    answers = answers_of(dict(await screen.request.form()))
    view = await to_thread.run_sync(restore_view, looked, answers)
    if view is None or looked.busy is not None or view.missing or not view.plan.writes:
        return await restore_page(screen, looked, writing_id, answers=answers, sent=True)
    order = ToRestore(
        of=writing_id,
        digest=digest(view.undone.plan),
        answers={f"{table}/{record}": answer for (table, record), answer in answers.items()},
    )
    run = await desk.order(restore, order.model_dump(mode="json"))
    return _to(screen, "update.writing", run.id)


def _to(screen: Screen, page: str, writing_id: str) -> Response:
    return see_other(
        screen.request, page, environment_id=screen.environment.id, writing_id=writing_id
    )
