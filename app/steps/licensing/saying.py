"""What people state about the licences themselves, and how they take it back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from sqlmodel import Session

from app.access import audit
from app.steps.licensing.screen import licensing_page
from app.steps.licensing.stating import Typed, understood
from app.store import statements
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.render import see_other
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/licensing/statements")

Text = Annotated[str, Form()]


class StatementForm:
    """The fields of the form, trimmed."""

    def __init__(
        self, subject: Text = "", value: Text = "", note: Text = "", link: Text = ""
    ) -> None:
        self.typed = Typed(subject.strip(), value.strip(), note.strip(), link.strip())


@router.post("", name="licensing.state")
async def state(
    screen: ScreenDep,
    visitor: OperatorDep,
    now: NowDep,
    form: Annotated[StatementForm, Depends()],
) -> Response:
    """Keep what a person states where no source shows it. It never counts as seen."""
    statement, problems = understood(form.typed, by=visitor.name, at=now)
    if statement is None:
        return await licensing_page(screen, problems)
    environment_id = screen.environment.id

    def said(session: Session) -> None:
        statements.add(session, environment_id, "licensing", statement, by=visitor.user_id)
        audit.record(
            session, visitor, "licensing.state", at=now, environment_id=environment_id,
            target=statement.subject, details={"value": statement.value},
        )  # fmt: skip

    await screen.product.database(said)
    return see_other(screen.request, "licensing.show", environment_id=environment_id)


@router.post("/{statement_id}/withdraw", name="licensing.withdraw")
async def withdraw(
    screen: ScreenDep, visitor: OperatorDep, now: NowDep, statement_id: str
) -> Response:
    environment_id = screen.environment.id

    def taken_back(session: Session) -> None:
        row = statements.withdraw(session, environment_id, statement_id, by=visitor.user_id, at=now)
        if row.step != "licensing":
            raise NotHere
        audit.record(
            session, visitor, "licensing.withdraw", at=now, environment_id=environment_id,
            target=row.subject,
        )  # fmt: skip

    try:
        await screen.product.database(taken_back)
    except statements.UnknownStatement:
        raise NotHere from None
    return see_other(screen.request, "licensing.show", environment_id=environment_id)
