"""The page of all decisions of a merge: as a file, asked again, and done to many at once."""

from collections.abc import Sequence

from fastapi import Response

from app.merge.outcome import Conflict
from app.steps.update.answers import SUGGESTED
from app.steps.update.decision_file import BadFile
from app.steps.update.reviewing import Review
from app.steps.update.views import asked_again
from app.store import deeds
from app.store.site_tables import Decision


async def decisions_page(review: Review, bad: BadFile | None = None) -> Response:
    """`bad` says why a file that was handed in gave no decisions."""
    merge_id = review.bench.merge.id
    made = await review.screen.product.database(
        lambda session: deeds.list_deeds(session, merge_id), ro=True
    )
    return review.show(
        "steps/update/decisions.html",
        status=422 if bad else 200,
        deeds=made,
        bad=bad,
        again=_again(review),
    )


def _again(review: Review) -> Sequence[tuple[Conflict, Decision, str]]:
    """Questions that are asked again, with the old answer and the reason of a suggestion."""
    decided = ((one, review.bench.decision(one.id)) for one in asked_again(review.bench))
    return [
        (one, decision, review.workbench.own_text(decision) if decision.choice == SUGGESTED else "")
        for one, decision in decided
        if decision is not None
    ]
