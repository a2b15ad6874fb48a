"""Taking all decisions of a merge back, and bringing back what was done to many at once."""

import uuid
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.steps.update.chosen import read_chosen, written_down
from app.steps.update.deciding import WrittenAlready, refuse_when_written
from app.steps.update.reviewing import ReviewDep
from app.steps.update.together import DownDep, Given
from app.store import decisions, deeds
from app.web.errors import NotHere

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("/undo-all", name="update.undo_all")
async def check(review: ReviewDep) -> Response:
    """How many decisions there are, and whose."""
    made = [decision for decision in review.bench.decisions if decision.choice]
    return review.show(
        "steps/update/undo_all.html",
        people=Counter(decision.by_name for decision in made).most_common(),
        count=len(made),
        chosen=written_down({one.conflict: one.version for one in made}),
    )


@router.post("/undo-all", name="update.undo_all_now")
async def undo_all(down: DownDep, chosen: Annotated[str, Form()] = "") -> Response:
    """Those that were shown, as they were shown. What was said is kept and can be brought back."""
    bench = down.review.bench
    given = [
        Given(one, decision.fingerprint, None, version)
        for one, version in read_chosen(chosen).items()
        if (decision := bench.decision(one)) is not None
    ]
    return await down.put("update.undo_all_now", given)


@router.post("/bring-back", name="update.bring_back")
async def bring_back(down: DownDep, deed: Annotated[str, Form()] = "") -> Response:
    """As it was before that deed, but for what was decided anew since."""
    merge, visitor, at = down.review.bench.merge, down.visitor, down.now
    again = uuid.uuid4().hex

    def put(session: Session) -> bool:
        refuse_when_written(session, merge)
        if deeds.find_deed(session, merge.id, deed) is None:
            return False
        who = decisions.Who(visitor.user_id, visitor.name)
        count = deeds.bring_back(session, merge.id, deed, again, who, at)
        audit.record(
            session, visitor, "update.bring_back", at=at, environment_id=merge.environment_id,
            target=merge.id, details={"decisions": count},
        )  # fmt: skip
        return True

    try:
        found = await down.review.screen.product.database(put)
    except WrittenAlready:
        return down.written()
    if not found:
        raise NotHere
    return RedirectResponse(f"{down.review.address}?deed={again}", 303)
