"""Addresses that statements had while only one step took them: a form that is still open works."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from app.store import statements
from app.web.deps import OperatorDep
from app.web.errors import NotHere
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/licensing/statements")


@router.post("", name="licensing.state")
async def state(
    screen: ScreenDep, _operator: OperatorDep, subject: Annotated[str, Form()] = ""
) -> Response:
    return _to(screen, "statements.state", subject)


@router.post("/{statement_id}/withdraw", name="licensing.withdraw")
async def withdraw(screen: ScreenDep, _operator: OperatorDep, statement_id: str) -> Response:
    row = await screen.product.database(
        lambda s: statements.find(s, screen.environment.id, statement_id), ro=True
    )
    if row is None or row.step != "licensing":
        raise NotHere
    return _to(screen, "statements.withdraw", row.subject, statement_id=statement_id)


def _to(screen: ScreenDep, name: str, subject: str, **places: str) -> Response:
    """307: the browser sends the same form there."""
    steps = {stop.step.slug: stop.step for stop in screen.request.state.stops}
    if steps["licensing"].subject(subject) is None:
        raise NotHere
    address = screen.request.app.url_path_for(
        name, environment_id=screen.environment.id, step="licensing", subject=subject, **places
    )
    return RedirectResponse(address, 307)
