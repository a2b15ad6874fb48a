"""Asking somebody else for what a finding needs: the text to send, and since when we wait."""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.i18n import N_
from app.pages.request_desk import RequestDesk, RequestDeskDep
from app.store import waits
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.screen import ScreenDep
from app.wizard.waiting import Waiting

router = APIRouter(prefix="/environments/{environment_id}")

PROBLEMS: Final = {
    "who": N_("Say whom you asked: a name or a role."),
    "long_who": N_("Shorten this to 200 characters."),
    "long_note": N_("Shorten this to 2,000 characters."),
}
_LONGEST_WHO, _LONGEST_NOTE = 200, 2000
Text = Annotated[str, Form()]


@router.get("/requests/{code}", name="requests.show")
async def show(desk: RequestDeskDep, subject: str = "") -> Response:
    """The request in both languages. One that is settled says so."""
    return _page(desk, subject)


@router.post("/requests/{code}", name="requests.asked")
async def asked(
    desk: RequestDeskDep,
    visitor: OperatorDep,
    now: NowDep,
    subject: Text = "",
    who: Text = "",
    note: Text = "",
) -> Response:
    """Somebody was asked. It is waited for until a look no longer finds what they were asked for,
    or until it is ended by hand.
    """
    who, note = " ".join(who.split()), note.strip()
    problems = _problems(who, note)
    finding = desk.finding(subject)
    if problems or finding is None:
        return _page(desk, subject, problems, who=who, note=note)
    environment_id = desk.screen.environment.id
    wait = Waiting(
        desk.stop.step.slug, finding.code, finding.subject, who, now, note,
        by=visitor.name, by_id=visitor.user_id,
    )  # fmt: skip

    def kept(session: Session) -> None:
        waits.add(session, environment_id, wait)
        audit.record(
            session, visitor, "requests.asked", at=now, environment_id=environment_id,
            target=finding.code, details={"who": who},
        )  # fmt: skip

    await desk.screen.product.database(kept)
    return RedirectResponse(_address(desk, subject), 303)


@router.post("/waits/{wait_id}/end", name="requests.end")
async def end(screen: ScreenDep, visitor: OperatorDep, now: NowDep, wait_id: str) -> Response:
    """Nobody is waited for any more, whatever a look finds."""
    environment_id = screen.environment.id

    def ended(session: Session) -> None:
        wait = waits.end(session, environment_id, wait_id, by=visitor.user_id, at=now)
        audit.record(
            session, visitor, "requests.end", at=now, environment_id=environment_id,
            target=wait.code, details={"who": wait.who},
        )  # fmt: skip

    try:
        await screen.product.database(ended)
    except waits.UnknownWait:
        raise NotHere from None
    return RedirectResponse(f"/environments/{environment_id}", 303)


def _problems(who: str, note: str) -> dict[str, str]:
    problems = {}
    if not who:
        problems["who"] = "who"
    elif len(who) > _LONGEST_WHO:
        problems["who"] = "long_who"
    if len(note) > _LONGEST_NOTE:
        problems["note"] = "long_note"
    return problems


def _page(
    desk: RequestDesk,
    subject: str,
    problems: dict[str, str] | None = None,
    *,
    who: str = "",
    note: str = "",
) -> Response:
    words, finding, stop = desk.words, desk.finding(subject), desk.stop
    return desk.screen.show(
        "pages/request.html",
        step=stop.step.slug,
        status=422 if problems else 200,
        step_title=stop.step.title,
        address=_address(desk, subject),
        finding=finding,
        words=words,
        texts=desk.texts(finding) if finding else (),
        waits=[one for one in stop.waits if (one.code, one.subject) == (desk.code, subject)],
        errors={field: PROBLEMS[code] for field, code in (problems or {}).items()},
        subject=subject,
        who=who,
        note=note,
    )


def _address(desk: RequestDesk, subject: str) -> str:
    asked_about = f"?subject={quote(subject, safe='')}" if subject else ""
    return f"/environments/{desk.screen.environment.id}/requests/{desk.code}{asked_about}"
