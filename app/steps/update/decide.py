"""Deciding a conflict, and taking a decision back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from app.merge.outcome import Choice
from app.steps.update.answers import Answer, problem_with, understood
from app.steps.update.deciding import store_answer
from app.steps.update.reviewing import ConflictDep, ReviewDep
from app.steps.update.views import next_open
from app.store.merges import DecidedMeanwhile
from app.store.site_tables import Decision
from app.web.deps import NowDep, OperatorDep

router = APIRouter(
    prefix="/environments/{environment_id}/update/merges/{merge_id}/conflicts/{conflict_id}"
)

Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Desk:
    """What both buttons of a conflict need to put a decision down."""

    review: ReviewDep
    conflict: ConflictDep
    visitor: OperatorDep
    now: NowDep

    async def put_down(self, answer: Answer, then: Callable[[], Response]) -> Response:
        """Store the answer and go on, or show both when somebody else was there first."""
        product, about = self.review.screen.product, (self.review.bench.merge, self.conflict)
        try:
            await product.database(
                lambda session: store_answer(
                    session, product.keys, self.visitor, about, answer, self.now
                )
            )
        except DecidedMeanwhile as meanwhile:
            return self._both(answer, meanwhile.standing)
        return then()

    def _both(self, mine: Answer, theirs: Decision | None) -> Response:
        """For the later of two people: what stands now, beside what they wanted."""
        return self.review.show(
            "steps/update/meanwhile.html",
            status=409,
            view=self.review.view(self.conflict),
            mine=mine,
            theirs=theirs,
            their_text=self.review.workbench.own_text(theirs) if theirs else "",
        )

    def to(self, page: str) -> Response:
        return RedirectResponse(f"{self.review.address}{page}", 303)


DeskDep = Annotated[Desk, Depends()]


@router.post("/decide", name="update.decide")
async def decide(
    desk: DeskDep,
    choice: Text = "",
    own_text: Text = "",
    later: Text = "",
    seen: Annotated[int, Form()] = 0,
) -> Response:
    """Save a choice at once, or that there is none yet, and lead to the next open conflict."""
    conflict = desk.conflict
    choice = Choice.LATER.value if later else choice
    answer = understood(conflict, choice, own_text, seen)
    problem = problem_with(conflict, answer)
    if answer is None or problem:
        typed = {"own_text": own_text, "choice": choice}
        return desk.review.show_conflict(conflict, typed, problem=problem)
    ahead = next_open(desk.review.bench.outcome, conflict.id)
    page = f"/conflicts/{ahead.id}" if ahead else ""
    return await desk.put_down(answer, lambda: desk.to(f"{page}?saved={conflict.id}"))


@router.post("/take-back", name="update.take_back")
async def take_back(desk: DeskDep, seen: Annotated[int, Form()]) -> Response:
    """Open the conflict again. The next decision is guarded against this one, too."""
    answer = Answer("", None, seen)
    return await desk.put_down(answer, lambda: desk.to(f"/conflicts/{desk.conflict.id}"))
