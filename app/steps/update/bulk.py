"""Deciding many conflicts at once: first what would be decided, and what would not; then it is."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from app.merge.bulk import Wish
from app.steps.update.bulk_plan import answers_to, planned
from app.steps.update.chosen import read_chosen
from app.steps.update.notes import cleaned, problem_with_note
from app.steps.update.reviewing import Review, ReviewDep
from app.steps.update.sifting import Sieve, SieveDep
from app.steps.update.together import DownDep

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@dataclass(frozen=True)
class Order:
    """What the check page sends: exactly the conflicts that it listed, as it saw them."""

    wish: Annotated[Wish, Form()]
    chosen: Annotated[str, Form()] = ""
    note: Annotated[str, Form()] = ""
    also: Annotated[str, Form()] = ""


@router.get("/bulk", name="update.bulk")
async def check(review: ReviewDep, sieve: SieveDep, wish: Wish, also: str = "") -> Response:
    """The check page. Only open conflicts, unless the others are asked for."""
    return await _show(review, sieve, wish, also=bool(also))


@router.post("/bulk", name="update.bulk_decide")
async def decide(down: DownDep, sieve: SieveDep, order: Annotated[Order, Depends()]) -> Response:
    bench = down.review.bench
    note, seen = cleaned(order.note), read_chosen(order.chosen)
    secret = [c for c in bench.outcome.conflicts if bench.is_masked(c)]
    if problem := problem_with_note(note, secret):
        said = {"note": order.note, "problem": problem}
        return await _show(down.review, sieve, order.wish, also=bool(order.also), **said)
    given = answers_to(bench, order.wish, seen, note)
    gone = len(seen) - len(given)
    then = sieve.query(left=gone)
    return await down.put("update.bulk_decide", given, f"{then}&" if then else "?")


async def _show(
    review: Review, sieve: Sieve, wish: Wish, *, also: bool, note: str = "", problem: str = ""
) -> Response:
    return review.show(
        "steps/update/bulk.html",
        status=422 if problem else 200,
        plan=planned(review.bench, await review.conflicts(sieve), wish, also=also),
        note=note,
        problem=problem,
    )
