"""What people vouch for about Microsoft's requirements, where no call shows it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.steps.maps import STEP
from app.steps.maps.attestable import ATTESTABLE
from app.steps.maps.desk import DeskDep
from app.store import statements
from app.web.errors import NotHere
from app.wizard.statement import Kind, Statement

router = APIRouter(prefix="/environments/{environment_id}/maps")

_LONGEST_NOTE = 500


@router.post("/vouch", name="maps.vouch")
async def vouch(
    desk: DeskDep,
    subject: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Kept with the name and the day. It never replaces what a look sees."""
    known = ATTESTABLE.get(subject)
    if known is None or value not in known.choices:
        raise NotHere
    statement = Statement(
        subject=subject,
        kind=Kind.ATTESTED,
        value=value,
        by=desk.visitor.name,
        at=desk.now,
        note=note.strip()[:_LONGEST_NOTE],
    )

    def said(session: Session) -> None:
        statements.add(session, desk.environment_id, STEP.slug, statement, by=desk.visitor.user_id)

    await desk.do("maps.vouch", said, target=f"{subject} {value}")
    return await desk.back()
