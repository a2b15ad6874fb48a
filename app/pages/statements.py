"""What people state where no call shows it: one page and one form for the subjects of all steps."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access.roles import Role
from app.pages.stating import Typed, typed_form, understood
from app.pages.subject_desk import SubjectDesk, SubjectDeskDep, may_end
from app.store import one_time_links, statements
from app.web.deps import OperatorDep
from app.web.errors import NotAllowed, NotHere
from app.web.guard import own_path
from app.wizard.statement import REVIEW_AFTER

router = APIRouter(prefix="/environments/{environment_id}/statements/{step}/{subject}")

TypedDep = Annotated[Typed, Depends(typed_form)]


@router.get("", name="statements.show")
async def show(desk: SubjectDeskDep) -> Response:
    return await statement_page(desk)


@router.post("", name="statements.state")
async def state(desk: SubjectDeskDep, _operator: OperatorDep, typed: TypedDep) -> Response:
    """Keep what a person states where no source shows it. It never counts as seen."""
    said, wrong = understood(typed, desk.asked, by=desk.visitor.name, at=desk.now)
    if said is None:
        return await statement_page(desk, wrong)
    await desk.do(
        "statements.state",
        lambda session: statements.add(
            session, desk.environment_id, desk.step, said, by=desk.visitor.user_id
        ),
        {"value": said.value},
    )
    return _back(desk)


@router.post("/{statement_id}/renew", name="statements.renew")
async def renew(
    desk: SubjectDeskDep,
    _operator: OperatorDep,
    statement_id: str,
    still_true: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """It is said again, word for word, now in the name of whoever ticks it."""
    standing = desk.stop.said.get(desk.asked.code)
    if standing is None or standing.id != statement_id:
        raise NotHere  # taken back, or something else was said since
    if not still_true:
        return await statement_page(desk, Typed(problems={"still_true": "no_tick"}))
    again = replace(
        standing, by=desk.visitor.name, at=desk.now, review_at=desk.now + REVIEW_AFTER, through=""
    )
    await desk.do(
        "statements.renew",
        lambda session: statements.add(
            session, desk.environment_id, desk.step, again, by=desk.visitor.user_id
        ),
        {"value": again.value, "said_before_by": standing.by},
    )
    return RedirectResponse(own_path(back) or _page_of(desk), 303)


@router.post("/{statement_id}/withdraw", name="statements.withdraw")
async def withdraw(desk: SubjectDeskDep, _operator: OperatorDep, statement_id: str) -> Response:
    """By who said it, or by an administrator."""

    def taken_back(session: Session) -> None:
        row = statements.find(session, desk.environment_id, statement_id)
        if row is None or (row.step, row.subject) != (desk.step, desk.asked.code):
            raise NotHere
        if not may_end(desk.visitor, row.by):
            raise NotAllowed(Role.ADMIN)
        statements.withdraw(
            session, desk.environment_id, statement_id, by=desk.visitor.user_id, at=desk.now
        )

    await desk.do("statements.withdraw", taken_back)
    return _back(desk)


async def statement_page(desk: SubjectDesk, typed: Typed | None = None) -> Response:
    """With `typed`, the form comes back as it was sent and says what is wrong (422)."""
    asked = desk.asked
    place = (desk.environment_id, desk.step, asked.code)
    history, links = await desk.screen.product.database(
        lambda s: (statements.history(s, *place), one_time_links.list_for(s, *place)), ro=True
    )
    standing = desk.stop.said.get(asked.code)
    return desk.screen.show(
        "pages/statement.html",
        step=desk.step,
        status=422 if typed else 200,
        step_title=desk.stop.step.title,
        address=f"/environments/{desk.environment_id}/statements/{desk.step}/{asked.code}",
        subject=asked,
        standing=standing,
        may_end=standing is not None and may_end(desk.visitor, standing.by_id),
        history=history,
        links=links,
        days=one_time_links.DAYS,
        typed=typed or Typed(),
    )


def _page_of(desk: SubjectDesk) -> str:
    return f"/environments/{desk.environment_id}/{desk.step}"


def _back(desk: SubjectDesk) -> Response:
    return RedirectResponse(_page_of(desk), 303)
