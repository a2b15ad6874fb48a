"""Looking through a merge: the overview in numbers, and one page per conflict."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.merge.outcome import Conflict
from app.steps.update.bench import OnTheBench, WorkbenchDep, lay_out
from app.steps.update.views import ConflictView, conflict_view, review_view
from app.steps.update.words import WORDS
from app.web.deps import EnvironmentDep, ProductDep
from app.web.errors import NotHere
from app.web.guard import drafted
from app.web.screen import Screen, ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


async def _bench(
    environment: EnvironmentDep, product: ProductDep, workbench: WorkbenchDep, merge_id: str
) -> OnTheBench:
    return await lay_out(product.database, workbench, environment.id, merge_id)


BenchDep = Annotated[OnTheBench, Depends(_bench)]


async def _conflict(bench: BenchDep, conflict_id: str) -> Conflict:
    found = bench.outcome.by_id.get(conflict_id)
    if found is None:
        raise NotHere
    return found


ConflictDep = Annotated[Conflict, Depends(_conflict)]


@router.get("", name="update.review")
async def review(
    screen: ScreenDep,
    workbench: WorkbenchDep,
    bench: BenchDep,
    show: str = "",
    saved: str = "",
) -> Response:
    """The overview. `show` picks the conflicts of one standing; `saved` names one just decided."""
    return screen.show(
        "steps/update/review.html",
        step="update",
        address=address(screen, bench),
        review=review_view(workbench, bench, show),
        show=show,
        saved=bench.outcome.by_id.get(saved),
        words=WORDS,
    )


@router.get("/conflicts/{conflict_id}", name="update.conflict")
async def conflict(
    screen: ScreenDep,
    workbench: WorkbenchDep,
    bench: BenchDep,
    conflict: ConflictDep,
    saved: str = "",
) -> Response:
    return conflict_page(
        screen,
        bench,
        view=conflict_view(workbench, bench, conflict),
        typed=await drafted(screen.request),
        saved=bench.outcome.by_id.get(saved),
    )


def conflict_page(
    screen: Screen,
    bench: OnTheBench,
    *,
    status: int = 200,
    problem: str = "",
    view: ConflictView,
    typed: Mapping[str, str],
    saved: Conflict | None = None,
) -> Response:
    """The page of one conflict, also when the form did not say what is meant (422)."""
    return screen.show(
        "steps/update/conflict.html",
        step="update",
        status=status,
        address=address(screen, bench),
        bench=bench,
        problem=problem,
        words=WORDS,
        view=view,
        typed=typed,
        saved=saved,
    )


def address(screen: Screen, bench: OnTheBench) -> str:
    return f"/environments/{screen.environment.id}/update/merges/{bench.merge.id}"
