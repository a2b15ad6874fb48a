"""Looking through a merge: the overview in numbers, and one page per conflict."""

from fastapi import APIRouter, Response

from app.steps.update.asked import ConflictDep
from app.steps.update.reviewing import ReviewDep
from app.steps.update.sifting import SieveDep
from app.steps.update.texts import LAYOUTS
from app.steps.update.views import review_view
from app.store import deeds
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
        homeless=review.workbench.homeless(bench.sides, bench.outcome),
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
