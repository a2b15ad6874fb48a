"""Choosing three exports, and the merges made of them so far."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.steps.update.bench import WorkbenchDep, open_questions
from app.steps.update.intake import on_this_server
from app.steps.update.slots import SLOTS, Desk, Slot
from app.steps.update.texts import REFUSED
from app.steps.update.workbench import Workbench
from app.store import merges
from app.store.tables import SiteMerge
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update")


@router.get("", name="update.show")
async def show(screen: ScreenDep, workbench: WorkbenchDep) -> Response:
    return await _page(screen, workbench)


@router.post("/merges", name="update.merge")
async def merge_exports(
    screen: ScreenDep, workbench: WorkbenchDep, visitor: OperatorDep, now: NowDep
) -> Response:
    """Take in three exports and open the review of their merge."""
    product, environment_id = screen.product, screen.environment.id
    desk = Desk(
        product.database, product.keys, product.settings.exports_folder,
        environment_id, visitor, now,
    )  # fmt: skip
    slots = await desk.fill(await screen.request.form())
    if any(slot.refused for slot in slots.values()):
        return await _page(screen, workbench, slots)
    made = await product.database(
        lambda session: _open(session, environment_id, slots, visitor, now)
    )
    return see_other(
        screen.request, "update.review", environment_id=environment_id, merge_id=made.id
    )


def _open(
    session: Session,
    environment_id: str,
    slots: Mapping[str, Slot],
    visitor: Visitor,
    now: datetime,
) -> SiteMerge:
    chosen = {name: slot.file.id if slot.file else None for name, slot in slots.items()}
    made = SiteMerge(
        id=uuid.uuid4().hex,
        environment_id=environment_id,
        base_id=chosen["base"],
        site_id=str(chosen["site"]),
        template_id=str(chosen["template"]),
        created_by=visitor.name,
        created_at=now,
    )
    audit.record(
        session, visitor, "update.merge", environment_id=environment_id, target=made.id, at=now
    )
    return merges.add_merge(session, made)


async def _page(
    screen: Screen, workbench: Workbench, slots: Mapping[str, Slot] | None = None
) -> Response:
    """The form and the merges so far. With `slots`, the form comes back with what was refused."""
    database, environment_id = screen.product.database, screen.environment.id
    files, made, questions = await database(
        lambda session: (
            merges.list_files(session, environment_id),
            merges.list_merges(session, environment_id),
            open_questions(session, workbench, environment_id),
        ),
        ro=True,
    )
    return screen.show(
        "steps/update/page.html",
        step="update",
        status=422 if slots else 200,
        address=f"/environments/{environment_id}/update",
        files=files,
        offered=on_this_server(screen.product.settings.exports_folder),
        merges=made,
        open=questions,
        named={file.id: file.name for file in files},
        slots=slots or {name: Slot(name) for name in SLOTS},
        refused=REFUSED,
    )
