"""Choosing three exports, and opening the review of their merge."""

import uuid
from collections.abc import Mapping

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.steps.update.bench import WorkbenchDep
from app.steps.update.carrying import open_merge
from app.steps.update.shelf import update_page
from app.steps.update.slots import Desk, DeskDep, Slot
from app.store.site_tables import SiteMerge
from app.web.render import see_other
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update")


@router.get("", name="update.show")
async def show(screen: ScreenDep, workbench: WorkbenchDep) -> Response:
    return await update_page(screen, workbench)


@router.post("/merges", name="update.merge")
async def merge_exports(screen: ScreenDep, workbench: WorkbenchDep, desk: DeskDep) -> Response:
    """Take in three exports. When one is refused, the others are kept and the form comes back."""
    slots = await desk.fill(await screen.request.form())
    if any(slot.refused for slot in slots.values()):
        return await update_page(screen, workbench, slots)
    made = await screen.product.database(lambda session: _open(session, desk, slots))
    return see_other(
        screen.request, "update.review", environment_id=screen.environment.id, merge_id=made.id
    )


def _open(session: Session, desk: Desk, slots: Mapping[str, Slot]) -> SiteMerge:
    chosen = {name: slot.file.id if slot.file else None for name, slot in slots.items()}
    environment_id = desk.environment.id
    made = SiteMerge(
        id=uuid.uuid4().hex,
        environment_id=environment_id,
        base_id=chosen["base"],
        site_id=str(chosen["site"]),
        template_id=str(chosen["template"]),
        created_by=desk.visitor.name,
        created_at=desk.now,
    )
    audit.record(
        session, desk.visitor, "update.merge", environment_id=environment_id,
        target=made.id, at=desk.now,
    )  # fmt: skip
    return open_merge(session, desk.product.keys, made)
