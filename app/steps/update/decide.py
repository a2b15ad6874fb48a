"""Deciding a conflict, seeing what a choice would give, and taking a decision back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from app.steps.update.answers import LATER, Answer, problem_with, understood
from app.steps.update.asked import ConflictDep
from app.steps.update.deciding import WrittenAlready, store_answer
from app.steps.update.previewing import preview_of
from app.steps.update.reviewing import ReviewDep
from app.steps.update.sealing import new_decision
from app.store.decisions import DecidedMeanwhile
from app.web.deps import NowDep, OperatorDep

router = APIRouter(
    prefix="/environments/{environment_id}/update/merges/{merge_id}/conflicts/{conflict_id}"
)

Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Said:
    """What the form of a conflict says."""

    choice: Text = ""
    own_text: Text = ""
    note: Text = ""
    later: Text = ""
    seen: Annotated[int, Form()] = 0

    @property
    def picked(self) -> str:
        return LATER if self.later else self.choice

    @property
    def typed(self) -> dict[str, str]:
        return {"own_text": self.own_text, "choice": self.picked, "note": self.note}


SaidDep = Annotated[Said, Depends()]


@dataclass(frozen=True)
class Desk:
    """What both buttons of a conflict need to put a decision down."""

    review: ReviewDep
    conflict: ConflictDep
    visitor: OperatorDep
    now: NowDep

    async def put_down(self, answer: Answer, then: Callable[[], Response]) -> Response:
        """Store the answer and go on, or show both when somebody else was there first."""
        product, merge = self.review.screen.product, self.review.bench.merge
        new = new_decision(product.keys, merge.id, self.conflict, answer)
        try:
            await product.database(
                lambda session: store_answer(session, self.visitor, merge, new, self.now)
            )
        except DecidedMeanwhile as meanwhile:
            return await self._both(answer, meanwhile)
        except WrittenAlready:
            return self.review.show("steps/update/written.html", status=409)
        return then()

    async def _both(self, mine: Answer, meanwhile: DecidedMeanwhile) -> Response:
        """For the later of two people: what stands now, beside what they wanted."""
        theirs = meanwhile.standing
        return self.review.show(
            "steps/update/meanwhile.html",
            status=409,
            view=await self.review.view(self.conflict),
            mine=mine,
            theirs=theirs,
            their_text=self.review.workbench.own_text(theirs) if theirs else "",
        )

    def to(self, page: str) -> Response:
        return RedirectResponse(f"{self.review.address}{page}", 303)

    def understood(self, said: Said) -> tuple[Answer | None, str]:
        """The answer, and what keeps it from being taken."""
        answer = understood(self.conflict, said.picked, said.own_text, said.seen, said.note)
        masked = self.review.bench.is_masked(self.conflict)
        return answer, problem_with(self.conflict, answer, masked=masked)


DeskDep = Annotated[Desk, Depends()]


@router.post("/decide", name="update.decide")
async def decide(desk: DeskDep, said: SaidDep) -> Response:
    """Save a choice at once, or that there is none yet, and lead to the next open conflict."""
    conflict = desk.conflict
    answer, problem = desk.understood(said)
    if answer is None or problem:
        return await desk.review.show_conflict(conflict, said.typed, problem=problem)
    ahead = desk.review.bench.outcome.next_open(conflict.id)
    page = f"/conflicts/{ahead.id}" if ahead else ""
    return await desk.put_down(answer, lambda: desk.to(f"{page}?saved={conflict.id}"))


@router.post("/preview", name="update.preview")
async def preview(desk: DeskDep, said: SaidDep) -> Response:
    """The page again, with what the choice would give. Nothing is saved."""
    conflict, bench = desk.conflict, desk.review.bench
    answer, problem = desk.understood(said)
    if answer is None or problem:
        return await desk.review.show_conflict(conflict, said.typed, problem=problem)
    outcome = await to_thread.run_sync(
        desk.review.workbench.supposing,
        bench.sides,
        bench.decisions,
        conflict.id,
        answer.resolution(conflict),
    )
    seen = None if bench.is_masked(conflict) else preview_of(outcome, conflict)
    return await desk.review.show_conflict(conflict, said.typed, preview=seen)


@router.post("/take-back", name="update.take_back")
async def take_back(desk: DeskDep, seen: Annotated[int, Form()]) -> Response:
    """Open the conflict again. The next decision is guarded against this one, too."""
    answer = Answer("", None, seen)
    return await desk.put_down(answer, lambda: desk.to(f"/conflicts/{desk.conflict.id}"))
