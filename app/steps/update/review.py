"""Looking through a merge: the overview in numbers, one page per conflict, the merged export."""

import re
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.steps.update.asked import ConflictDep
from app.steps.update.reviewing import ReviewDep
from app.steps.update.sifting import SieveDep
from app.steps.update.texts import LAYOUTS
from app.steps.update.views import review_view
from app.store import deeds
from app.web.deps import AdminDep, NowDep, OperatorDep
from app.web.guard import drafted

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("", name="update.review")
async def review(
    review: ReviewDep, sieve: SieveDep, saved: str = "", deed: str = "", left: str = ""
) -> Response:
    """The overview, and the conflicts as they are filtered. `saved` names one just decided, `deed`
    what was just done to many; `left` says how many of those it could not be done to.
    """
    bench, merge_id = review.bench, review.bench.merge.id
    done = None
    if deed:
        done = await review.screen.product.database(
            lambda session: deeds.find_deed(session, merge_id, deed), ro=True
        )
    sifted = await review.conflicts(sieve)
    return review.show(
        "steps/update/review.html",
        review=review_view(bench, sifted),
        sides=bench.sides,
        layouts=LAYOUTS,
        problems=review.workbench.problems(bench.sides),
        sieve=sieve,
        saved=bench.outcome.by_id.get(saved),
        deed=done,
        left=int(left) if left.isdecimal() and len(left) < len("1000000") else 0,
    )


@router.get("/conflicts/{conflict_id}", name="update.conflict")
async def conflict(review: ReviewDep, conflict: ConflictDep, saved: str = "") -> Response:
    typed = await drafted(review.screen.request)
    return await review.show_conflict(conflict, typed, saved=review.bench.outcome.by_id.get(saved))


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
