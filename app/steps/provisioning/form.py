"""From the form over the check page to the request: nothing leaves before the last button."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.access import audit
from app.jobs.start import start
from app.steps.provisioning.intent import Intent, Typed
from app.steps.provisioning.jobs import create
from app.steps.provisioning.offer import check_page, form_page, offer_of
from app.web.deps import NowDep, OperatorDep
from app.web.guard import drafted
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/provisioning")


def _sent(
    name: Annotated[str, Form()] = "",
    subdomain: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(name, subdomain, language).plain


def _asked(
    name: Annotated[str, Query()] = "",
    subdomain: Annotated[str, Query()] = "",
    language: Annotated[str, Query()] = "",
) -> Typed:
    return Typed(name, subdomain, language).plain


SentDep = Annotated[Typed, Depends(_sent)]
AskedDep = Annotated[Typed, Depends(_asked)]


@router.get("/new", name="provisioning.offer")
async def show_form(screen: ScreenDep, _visitor: OperatorDep, typed: AskedDep) -> Response:
    """Empty, or with what is in the address, or what was typed before a session ended."""
    kept = await drafted(screen.request)
    if kept:
        names = ("name", "subdomain", "language")
        typed = Typed(*(kept.get(name, "") for name in names))
    return form_page(screen, await offer_of(screen), typed)


@router.post("/new", name="provisioning.propose")
async def propose(screen: ScreenDep, _visitor: OperatorDep, typed: SentDep) -> Response:
    """Check what was typed; a wish that can be sent goes on to the check page."""
    offer = await offer_of(screen)
    problems = typed.problems(offer.languages)
    if problems:
        return form_page(screen, offer, typed, problems)
    return _to(screen, "provisioning.check", f"?{urlencode(typed.fields)}")


@router.get("/check", name="provisioning.check")
async def check(screen: ScreenDep, _visitor: OperatorDep, typed: AskedDep) -> Response:
    """What will be made, where, as whom. An address with anything unfit leads to the form."""
    offer = await offer_of(screen)
    problems = typed.problems(offer.languages)
    if problems:
        return form_page(screen, offer, typed, problems)
    return check_page(screen, offer, typed)


@router.post("/create", name="provisioning.create")
async def create_now(
    screen: ScreenDep, visitor: OperatorDep, now: NowDep, typed: SentDep
) -> Response:
    """See to it that a run is under way. A second click, or a second person, joins it."""
    offer = await offer_of(screen)
    problems = typed.problems(offer.languages)
    if problems:
        return form_page(screen, offer, typed, problems)
    if not offer.is_open or screen.asked_again("provisioning.create"):
        return check_page(screen, offer, typed, status=409)
    intent = Intent(
        name=typed.name,
        subdomain=typed.subdomain,
        language=int(typed.language),
        organization_id=screen.environment.organization_id,
        chosen_by=visitor.name,
    )

    def asked(session: Session) -> None:
        run = start(
            session, screen.product.engine, create, screen.environment.id,
            by=visitor.user_id, by_name=visitor.name, at=now, args=intent.args,
        )  # fmt: skip
        if run.created_at == now and run.args == intent.args:
            audit.record(
                session, visitor, "provisioning.create", at=now,
                environment_id=screen.environment.id, target=intent.subdomain,
                details=intent.args,
            )  # fmt: skip

    await screen.product.database(asked)
    return _to(screen, "provisioning.show")


def _to(screen: ScreenDep, name: str, query: str = "") -> Response:
    place = screen.request.app.url_path_for(name, environment_id=screen.environment.id)
    return RedirectResponse(f"{place}{query}", 303)
