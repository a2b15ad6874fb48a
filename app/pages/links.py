"""One-time links, by which a colleague without an account answers one question."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.pages.request_text import invitation
from app.pages.subject_desk import SubjectDeskDep
from app.store import one_time_links
from app.store.asking_tables import OneTimeLink
from app.web.deps import NowDep, OperatorDep
from app.web.errors import NotHere
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}")

_LONGEST = 200


@router.post("/statements/{step}/{subject}/links", name="links.create")
async def create(
    desk: SubjectDeskDep,
    _operator: OperatorDep,
    language: Annotated[Literal["en", "ko"], Form()] = "en",
    days: Annotated[Literal["1", "3", "7", "14", "30"], Form()] = "7",
    for_whom: Annotated[str, Form()] = "",
) -> Response:
    """The page that comes back is the only one that ever shows the link."""
    token, asked, product = one_time_links.new_token(), desk.asked, desk.screen.product
    made: list[OneTimeLink] = []

    def kept(session: Session) -> None:
        link = OneTimeLink(
            id="", token_hash="", environment_id=desk.environment_id, step=desk.step,
            subject=asked.code, for_whom=" ".join(for_whom.split())[:_LONGEST], language=language,
            by=desk.visitor.user_id, by_name=desk.visitor.name, at=desk.now,
            expires_at=desk.now + timedelta(days=int(days)),
        )  # fmt: skip
        one_time_links.add(session, token, link)
        made[:] = [link]

    await desk.do("links.create", kept, {"days": int(days), "language": language})
    message = invitation(
        asked.title, f"{product.settings.public_url}/answer/{token}?lang={language}", made[0],
        desk.screen.environment.name, product.pages.translators[language],
    )  # fmt: skip
    return desk.screen.show(
        "pages/link_made.html",
        step=desk.step,
        address=f"/environments/{desk.environment_id}/statements/{desk.step}/{asked.code}",
        subject=asked,
        link=made[0],
        message=message,
    )


@router.post("/links/{link_id}/revoke", name="links.revoke")
async def revoke(screen: ScreenDep, visitor: OperatorDep, now: NowDep, link_id: str) -> Response:
    environment_id = screen.environment.id

    def revoked(session: Session) -> OneTimeLink:
        link = one_time_links.revoke(session, environment_id, link_id, at=now)
        audit.record(
            session, visitor, "links.revoke", at=now, environment_id=environment_id,
            target=f"{link.step}.{link.subject}",
        )  # fmt: skip
        return link

    try:
        link = await screen.product.database(revoked)
    except one_time_links.UnknownLink:
        raise NotHere from None
    page = f"/environments/{environment_id}/statements/{link.step}/{link.subject}"
    return RedirectResponse(page, 303)
