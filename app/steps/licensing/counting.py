"""How many people will sign in to the portal: asked once, because capacity is bought by it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlmodel import Session

from app.access import audit
from app.steps.licensing.facts import USERS
from app.steps.licensing.screen import licensing_page
from app.store import statements
from app.web.deps import NowDep, OperatorDep
from app.web.render import see_other
from app.web.screen import ScreenDep
from app.wizard.statement import Kind, Statement

router = APIRouter(prefix="/environments/{environment_id}/licensing/users")
MOST = 9_999_999


@router.post("", name="licensing.users")
async def say_how_many(
    screen: ScreenDep, visitor: OperatorDep, now: NowDep, number: Annotated[str, Form()] = ""
) -> Response:
    """A whole number of people in a month. The last answer counts; it can be given again."""
    people = understood(number)
    if people is None:
        return await licensing_page(screen, wrong_number=number)
    environment_id = screen.environment.id

    def said(session: Session) -> None:
        one = Statement(USERS, Kind.ATTESTED, str(people), visitor.name, now)
        statements.add(session, environment_id, "licensing", one, by=visitor.user_id)
        audit.record(
            session, visitor, "licensing.users", at=now, environment_id=environment_id,
            target=USERS, details={"value": str(people)},
        )  # fmt: skip

    await screen.product.database(said)
    return see_other(screen.request, "licensing.show", environment_id=environment_id)


def understood(typed: str) -> int | None:
    """Digits, with the marks that people put between thousands."""
    plain = "".join(mark for mark in typed if mark not in " ,.'\u00a0\u202f")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(MOST)):
        return None
    return int(plain) or None
