""" "I did this in Microsoft's page": kept with name and time until a look has seen it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.steps.maps import STEP
from app.steps.maps.desk import DeskDep
from app.steps.maps.facts import MapState
from app.steps.maps.said import CLAIM_SUBJECTS, SUBJECTS_SAID
from app.store import statements
from app.web.errors import NotHere
from app.wizard.statement import Kind, Statement

router = APIRouter(prefix="/environments/{environment_id}/maps")

_LONGEST_NOTE = 500


@router.post("/claim", name="maps.claim")
async def claim(
    desk: DeskDep,
    need: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Take somebody's word. A look that sees otherwise is shown beside it."""
    if need not in CLAIM_SUBJECTS:
        raise NotHere
    statement = Statement(
        subject=CLAIM_SUBJECTS[need],
        kind=Kind.CLAIMED,
        value=MapState.RUNNING.value,
        by=desk.visitor.name,
        at=desk.now,
        note=note.strip()[:_LONGEST_NOTE],
    )

    def said(session: Session) -> None:
        statements.add(session, desk.environment_id, STEP.slug, statement, by=desk.visitor.user_id)

    await desk.do("maps.claim", said, target=need)
    return await desk.back()


@router.post("/withdraw", name="maps.withdraw")
async def withdraw(desk: DeskDep, statement: Annotated[str, Form()] = "") -> Response:
    """Take it back. What was seen has not changed by it."""

    def taken_back(session: Session) -> None:
        try:
            row = statements.withdraw(
                session, desk.environment_id, statement, by=desk.visitor.user_id, at=desk.now
            )
        except statements.UnknownStatement:
            raise NotHere from None
        if row.step != STEP.slug or row.subject not in SUBJECTS_SAID:
            raise NotHere

    await desk.do("maps.withdraw", taken_back, target=statement)
    return await desk.back()
