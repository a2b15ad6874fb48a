"""Looking through a merge: the overview in numbers, one page per conflict, the merged export."""

import re

from anyio import to_thread
from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.steps.update.reviewing import ConflictDep, ReviewDep
from app.steps.update.texts import LAYOUTS
from app.steps.update.views import changes_of, review_view, secrets_of
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.guard import drafted

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("", name="update.review")
async def review(review: ReviewDep, show: str = "", saved: str = "") -> Response:
    """The overview. `show` picks the conflicts of one standing; `saved` names one just decided."""
    return review.show(
        "steps/update/review.html",
        review=review_view(review.bench, show),
        sides=review.bench.sides,
        layouts=LAYOUTS,
        problems=review.workbench.problems(review.bench.sides),
        show=show,
        saved=review.bench.outcome.by_id.get(saved),
    )


@router.get("/conflicts/{conflict_id}", name="update.conflict")
async def conflict(review: ReviewDep, conflict: ConflictDep, saved: str = "") -> Response:
    typed = await drafted(review.screen.request)
    return review.show_conflict(conflict, typed, saved=saved)


@router.get("/records/{table}/{record_id}", name="update.record")
async def record(review: ReviewDep, table: str, record_id: str) -> Response:
    """What one record becomes, column by column."""
    records = review.bench.outcome.records
    found = next((r for r in records if (r.table, r.record_id) == (table, record_id)), None)
    if found is None:
        raise NotHere
    return review.show(
        "steps/update/record.html",
        record=found,
        changes=changes_of(found),
        masked=record_id in secrets_of(review.workbench, review.bench),
    )


@router.get("/merged.zip", name="update.download")
async def download(review: ReviewDep, visitor: OperatorDep, now: NowDep) -> Response:
    """The site's export with everything merged; back to the review while decisions are open.

    Who took it is written down: the site's secrets are in it, as they were in what was handed in.
    """
    bench = review.bench
    if bench.outcome.open:
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
            "Cache-Control": "no-store",
        },
    )
