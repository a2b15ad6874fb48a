"""The page of a run that writes, and the backup that it has made."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Response
from sqlmodel import Session

from app.access import audit
from app.sites.keeping import sealed_as
from app.steps.update.words import WORDS
from app.steps.update.write_words import WRITE_WORDS
from app.steps.update.writing_view import WritingView, writing_view
from app.store.site_tables import SiteFile
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.render import wants_fragment
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update/writing/{run_id}")


async def _view(screen: ScreenDep, run_id: str) -> WritingView:
    found = await screen.product.database(
        lambda session: writing_view(session, screen.environment.id, run_id), ro=True
    )
    if found is None:
        raise NotHere
    return found


WritingDep = Annotated[WritingView, Depends(_view)]


@router.get("", name="update.writing")
async def show(screen: ScreenDep, view: WritingDep) -> Response:
    fragment = wants_fragment(screen.request)
    return screen.show(
        "steps/update/writing.html",
        step="update",
        block="writing" if fragment else None,
        fragment=fragment,
        address=f"/environments/{screen.environment.id}/update",
        view=view,
        run=view.run,
        words=WORDS,
        says=WRITE_WORDS,
    )


@router.get("/backup.zip", name="update.backup")
async def backup(
    screen: ScreenDep, view: WritingDep, visitor: OperatorDep, now: NowDep
) -> Response:
    """The site as it was just before. It can hold secrets: who took it is in the audit log."""
    product, kept = screen.product, view.backup
    if kept is None:
        raise NotHere

    def taken(session: Session) -> SiteFile:
        audit.record(
            session, visitor, "update.backup", at=now,
            environment_id=screen.environment.id, target=kept.id,
        )  # fmt: skip
        return session.get_one(SiteFile, kept.id)

    file = await product.database(taken)
    data = await to_thread.run_sync(product.keys.unseal, file.blob, sealed_as(file.id))
    return Response(
        data,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Cache-Control": "no-store",
        },
    )
