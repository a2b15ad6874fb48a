"""What of a merge holds its secrets, and is written down before it is given: who looked or took."""

import re
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.steps.update.asked import ConflictDep
from app.steps.update.reviewing import ReviewDep
from app.web.deps import AdminDep, NowDep, OperatorDep

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.post("/conflicts/{conflict_id}/reveal", name="update.reveal")
async def reveal(
    review: ReviewDep,
    conflict: ConflictDep,
    visitor: AdminDep,
    now: NowDep,
    note: Annotated[str, Form()] = "",
) -> Response:
    """The values of a secret, for once. Who looked is written down before they are shown."""
    merge = review.bench.merge

    def looked(session: Session) -> None:
        audit.record(
            session, visitor, "update.reveal", at=now, environment_id=merge.environment_id,
            target=f"{merge.id}/{conflict.id}",
        )  # fmt: skip

    await review.screen.product.database(looked)
    return await review.show_conflict(conflict, {"note": note}, revealed=True)


@router.get("/merged.zip", name="update.download")
async def download(review: ReviewDep, visitor: OperatorDep, now: NowDep) -> Response:
    """The site's export with everything merged; back to the review while decisions are open.

    Who took it is written down: the site's secrets are in it, as they were in what was handed in.
    """
    bench = review.bench
    if bench.outcome.open or review.workbench.homeless(bench.sides, bench.outcome):
        return RedirectResponse(review.address, 303)
    made = await to_thread.run_sync(review.workbench.merged_export, bench.sides, bench.outcome)
    environment_id, merge_id = review.screen.environment.id, bench.merge.id

    def taken(session: Session) -> None:
        audit.record(
            session, visitor, "update.download", at=now,
            environment_id=environment_id, target=merge_id,
        )  # fmt: skip

    await review.screen.product.database(taken)
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", bench.sides.site.name.removesuffix(".zip")).strip("-")
    ending = "merged-pac-folder" if made.instead else "merged"
    return Response(
        made.data,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{stem or "site"}-{ending}.zip"',
        },
    )
