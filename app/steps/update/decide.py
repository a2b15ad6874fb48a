"""Deciding a conflict, and taking a decision back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.merge.choices import own_text_problem
from app.merge.outcome import Choice, Conflict
from app.steps.update.bench import WorkbenchDep
from app.steps.update.review import BenchDep, ConflictDep, address, conflict_page
from app.steps.update.views import SUGGESTED, conflict_view, next_open
from app.steps.update.words import WORDS
from app.steps.update.workbench import own_text_sealed_as
from app.store import merges
from app.store.merges import DecidedMeanwhile, NewDecision, Who
from app.store.tables import Decision
from app.web.deps import NowDep, OperatorDep
from app.web.screen import ScreenDep

router = APIRouter(
    prefix="/environments/{environment_id}/update/merges/{merge_id}/conflicts/{conflict_id}"
)

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the form said. `text` is an own text, or the reason of the suggestion taken.

    `seen` is the version of the decision that the page showed; 0 when there was none.
    """

    choice: str
    text: str | None
    seen: int

    def form_value(self, conflict: Conflict) -> str:
        """The same answer, as the form sends it."""
        if self.choice != SUGGESTED:
            return self.choice
        reasons = [suggestion.reason for suggestion in conflict.suggestions]
        return f"{SUGGESTED}:{reasons.index(self.text or '')}"


def understood(conflict: Conflict, choice: str, own_text: str, seen: int) -> Answer | None:
    """None when the form does not say which of the offered answers is meant."""
    kind, _, number = choice.partition(":")
    if kind == SUGGESTED and number.isdecimal() and int(number) < len(conflict.suggestions):
        return Answer(SUGGESTED, conflict.suggestions[int(number)].reason, seen)
    if choice not in {offered.value for offered in conflict.choices} - {SUGGESTED}:
        return None
    if choice == Choice.OWN:
        return Answer(choice, own_text.replace("\r\n", "\n"), seen)
    return Answer(choice, None, seen)


@dataclass(frozen=True)
class Desk:
    """What both buttons of a conflict need to put a decision down."""

    screen: ScreenDep
    visitor: OperatorDep
    workbench: WorkbenchDep
    bench: BenchDep
    conflict: ConflictDep
    now: NowDep

    async def put_down(self, answer: Answer, then: Callable[[], Response]) -> Response:
        """Store the answer and go on, or show both when somebody else was there first."""
        try:
            await self.screen.product.database(lambda session: self._store(session, answer))
        except DecidedMeanwhile as meanwhile:
            return self._both(answer, meanwhile.standing)
        return then()

    def _store(self, session: Session, answer: Answer) -> None:
        merge_id, conflict = self.bench.merge.id, self.conflict
        sealed = None
        if answer.text is not None:
            context = own_text_sealed_as(merge_id, conflict.id)
            sealed = self.screen.product.keys.seal(answer.text.encode(), context)
        merges.decide(
            session,
            NewDecision(
                merge_id, conflict.id, conflict.fingerprint, answer.choice, sealed, answer.seen
            ),
            Who(self.visitor.user_id, self.visitor.name),
            self.now,
        )
        action = "update.decide" if answer.choice else "update.take_back"
        audit.record(
            session, self.visitor, action, at=self.now,
            environment_id=self.screen.environment.id, target=f"{merge_id}/{conflict.id}",
            details={"choice": answer.choice},
        )  # fmt: skip

    def _both(self, mine: Answer, theirs: Decision | None) -> Response:
        """For the later of two people: what stands now, beside what they wanted."""
        return self.screen.show(
            "steps/update/meanwhile.html",
            step="update",
            status=409,
            address=address(self.screen, self.bench),
            view=conflict_view(self.workbench, self.bench, self.conflict),
            mine=mine,
            theirs=theirs,
            their_text=self.workbench.own_text(theirs) if theirs else "",
            words=WORDS,
        )

    def to(self, page: str = "") -> Response:
        return RedirectResponse(f"{address(self.screen, self.bench)}{page}", 303)


DeskDep = Annotated[Desk, Depends()]


@router.post("/decide", name="update.decide")
async def decide(
    desk: DeskDep,
    choice: Text = "",
    own_text: Text = "",
    seen: Annotated[int, Form()] = 0,
) -> Response:
    """Save a choice at once, and lead to the next conflict that is open."""
    answer = understood(desk.conflict, choice, own_text, seen)
    problem = _problem(desk.conflict, answer)
    if answer is None or problem:
        view = conflict_view(desk.workbench, desk.bench, desk.conflict)
        typed = {"own_text": own_text, "choice": choice}
        return conflict_page(
            desk.screen, desk.bench, status=422, problem=problem, view=view, typed=typed
        )
    ahead = next_open(desk.bench.outcome, desk.conflict.id)
    page = f"/conflicts/{ahead.id}" if ahead else ""
    return await desk.put_down(answer, lambda: desk.to(f"{page}?saved={desk.conflict.id}"))


@router.post("/take-back", name="update.take_back")
async def take_back(desk: DeskDep, seen: Annotated[int, Form()]) -> Response:
    """Open the conflict again. The next decision is guarded against this one, too."""
    answer = Answer("", None, seen)
    return await desk.put_down(answer, lambda: desk.to(f"/conflicts/{desk.conflict.id}"))


def _problem(conflict: Conflict, answer: Answer | None) -> str:
    """Why an answer cannot be taken, as a code; empty when it can."""
    if answer is None:
        return "no_choice"
    if answer.choice == Choice.OWN:
        return own_text_problem(conflict, answer.text or "") or ""
    return ""
