"""Giving out a site that is kept here: it can hold secrets, so who took it is written down."""

from anyio import to_thread
from fastapi import APIRouter, Response
from sqlmodel import Session

from app.access import audit
from app.sites.keeping import sealed_as
from app.steps.update.slots import DeskDep
from app.store import merges
from app.store.site_tables import SiteFile
from app.web.errors import NotHere

router = APIRouter(prefix="/environments/{environment_id}/update")


@router.get("/files/{file_id}.zip", name="update.download_file")
async def download(file_id: str, desk: DeskDep) -> Response:
    """A backup on the person's own disk. The wizard takes it in again like any export."""

    def take(session: Session) -> SiteFile | None:
        file = merges.find_file(session, desk.environment.id, file_id)
        if file:
            audit.record(
                session, desk.visitor, "update.download_file", at=desk.now,
                environment_id=desk.environment.id, target=file.id, details={"name": file.name},
            )  # fmt: skip
        return file

    file = await desk.product.database(take)
    if file is None:
        raise NotHere
    data = await to_thread.run_sync(desk.product.keys.unseal, file.blob, sealed_as(file.id))
    return Response(
        data,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{_plain(file.name)}"',
            "Cache-Control": "no-store",
        },
    )


def _plain(name: str) -> str:
    """Only what needs no escape in a header."""
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name[:-4])
    return f"{stem.strip('-') or 'site'}.zip"
