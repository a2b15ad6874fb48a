"""The page behind a one-time link. Open to whoever has the link; no session, no cookie.

Its form is safe without a session: it carries a seal over the token of its own address, which
only this server can make, and the address itself is known to nobody else.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.access.keys import CannotUnseal, KeyRing
from app.pages import answering
from app.pages.answering import Question, TooMany
from app.pages.stating import Typed, typed_form
from app.web.deps import NowDep, ProductDep
from app.web.errors import NotFromHere, TooFast
from app.web.render import page

router = APIRouter()


@dataclass(frozen=True)
class Door:
    """Who knocks: from which network, when, with which token."""

    request: Request
    product: ProductDep
    now: NowDep
    token: str

    @property
    def client(self) -> str:
        return self.request.client.host if self.request.client else ""

    async def opened(self) -> Question | None:
        return await self.product.database(
            lambda session: answering.opened(session, self.token, self.client, self.now)
        )


DoorDep = Annotated[Door, Depends()]


@router.get("/answer/{token}", name="answers.show")
async def show(door: DoorDep) -> Response:
    try:
        question = await door.opened()
    except TooMany:
        raise TooFast from None
    return _form(door, question, Typed()) if question else _over(door.request)


@router.post("/answer/{token}", name="answers.answer")
async def answer(
    door: DoorDep,
    typed: Annotated[Typed, Depends(typed_form)],
    name: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
) -> Response:
    """Kept once. A second answer, or one that comes too late, finds nothing."""
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    try:
        done = await _answered(door, typed, name, form_token)
        question = await door.opened() if isinstance(done, Typed) else None
    except TooMany:
        raise TooFast from None
    if isinstance(done, Typed) and question is not None:
        return _form(door, question, done, name)
    if not isinstance(done, Question):
        return _over(door.request)
    language = door.request.query_params.get("lang")
    asked = f"?{urlencode({'lang': language})}" if language else ""
    return RedirectResponse(f"/answered{asked}", 303)


async def _answered(
    door: Door, typed: Typed, name: str, form_token: str
) -> Question | Typed | None:
    database, client, now = door.product.database, door.client, door.now
    if not _is_sealed(door.product.keys, door.token, form_token):
        await database(lambda session: answering.refused(session, client, now))
        raise NotFromHere
    return await database(
        lambda s: answering.answered(s, door.token, client, now, name=name, typed=typed)
    )


@router.get("/answered", name="answers.thanks")
async def thanks(request: Request) -> Response:
    """Says nothing about who answered what."""
    return _shown(request, "pages/answered.html")


def _form(door: Door, question: Question, typed: Typed, name: str = "") -> Response:
    return _shown(
        door.request,
        "pages/answer.html",
        status=422 if typed.problems else 200,
        subject=question.subject,
        asked_by=question.link.by_name,
        environment_name=question.environment.name,
        form_token=_sealed(door.product.keys, door.token),
        typed=typed,
        errors=typed.errors,
        typed_name=name,
        name_is_wrong="name" in typed.problems,
    )


def _over(request: Request) -> Response:
    """The same for a link that was used, has expired, was revoked, or never was."""
    return _shown(request, "pages/answer_over.html", status=404)


def _shown(request: Request, template: str, *, status: int = 200, **context: object) -> Response:
    """Nothing of a person who happens to be signed in, and nothing for search engines."""
    response = page(request, template, block=None, status=status, visitor=None, csrf="", **context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _sealed(keys: KeyRing, token: str) -> str:
    return urlsafe_b64encode(keys.seal(b"", _context(token))).decode()


def _is_sealed(keys: KeyRing, token: str, form_token: str) -> bool:
    try:
        keys.unseal(urlsafe_b64decode(form_token.encode()), _context(token))
    except (CannotUnseal, ValueError):
        return False
    return True


def _context(token: str) -> str:
    return f"answer {hashlib.sha256(token.encode()).hexdigest()}"
