"""The records of a merge: the list of all, one by one three ways, and one text with its places."""

from anyio import to_thread
from fastapi import APIRouter, Response

from app.steps.update.conflict_view import Past, conflict_view
from app.steps.update.previewing import preview_of
from app.steps.update.record_list import record_rows
from app.steps.update.record_view import columns_of, record_of
from app.steps.update.reviewing import ReviewDep
from app.steps.update.sifting import SieveDep
from app.web.errors import NotHere

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("/records", name="update.records")
async def records(review: ReviewDep, sieve: SieveDep) -> Response:
    bench = review.bench
    sifted = await to_thread.run_sync(
        record_rows, bench.outcome, sieve, review.screen.say, bench.secrets
    )
    return review.show("steps/update/records.html", sifted=sifted, sieve=sieve)


@router.get("/records/{table}/{record_id}", name="update.record")
async def record(review: ReviewDep, table: str, record_id: str) -> Response:
    """What one record becomes, column by column."""
    found = record_of(review.bench.outcome, table, record_id)
    if found is None:
        raise NotHere
    return review.show(
        "steps/update/record.html",
        record=found,
        columns=columns_of(review.bench.outcome, found),
        masked=record_id in review.bench.secrets,
    )


@router.get("/records/{table}/{record_id}/{column}", name="update.text")
async def text(review: ReviewDep, table: str, record_id: str, column: str) -> Response:
    """Every place of one text that a person decides, in order, and what comes of it all."""
    bench = review.bench
    found = record_of(bench.outcome, table, record_id)
    conflicts = [one for one in found.conflicts if one.column == column] if found else []
    if found is None or not conflicts:
        raise NotHere
    masked = bench.is_masked(conflicts[0])
    return review.show(
        "steps/update/text.html",
        record=found,
        column=column,
        views=[
            conflict_view(review.workbench, bench, one, Past(), revealed=False) for one in conflicts
        ],
        masked=masked,
        result=None if masked else preview_of(bench.outcome, conflicts[0]),
    )
