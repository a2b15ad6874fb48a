"""Explaining an error that somebody pastes. Nothing is asked of anybody, and nothing is stored.

Beside the page of an environment there is one that needs none: whoever cannot get as far as adding
one has an error, too.
"""

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Depends, Request, Response

from app.steps.maps.explain import explained
from app.steps.maps.pasted import LONGEST
from app.steps.maps.screen import read_known, show
from app.steps.maps.trouble_places import Where
from app.steps.maps.words import PAGE_WORDS
from app.web.deps import signed_in
from app.web.render import page
from app.web.screen import Screen, ScreenDep

router = APIRouter()

_SHOWN_AGAIN = 20_000
"""A longer text is read, but not sent back whole."""
_HERE = "/environments/{environment_id}/maps/explain"
_signed_in = [Depends(signed_in)]


@router.get("/explain", name="maps.errors", dependencies=_signed_in)
async def ask_anywhere(request: Request) -> Response:
    return _page(request, {})


@router.post("/explain", name="maps.explain_anywhere", dependencies=_signed_in)
async def answer_anywhere(request: Request) -> Response:
    return _page(request, await _answer(request))


@router.get(_HERE, name="maps.ask")
async def ask(screen: ScreenDep) -> Response:
    return await _page_here(screen, {})


@router.post(_HERE, name="maps.explain")
async def answer(screen: ScreenDep) -> Response:
    return await _page_here(screen, await _answer(screen.request))


async def _answer(request: Request) -> dict[str, Any]:
    """In a thread: a long log takes a moment, and others have pages to see.

    The form is the one that the guard has read: declared as a field, it could not be so long.
    """
    text = str((await request.form()).get("error_text", "")).strip()
    if not text:
        return {"empty": True}
    found = await anyio.to_thread.run_sync(explained, text)
    return {"told": found, "typed": text[:_SHOWN_AGAIN], "is_long": len(text) > _SHOWN_AGAIN}


def _context(said: dict[str, Any], where: Where) -> dict[str, Any]:
    usual = {"told": None, "typed": "", "is_long": False, "empty": False}
    return {**usual, **said, "where": where, "longest": LONGEST}


def _page(request: Request, said: dict[str, Any]) -> Response:
    return page(
        request, "steps/maps/errors.html", status=422 if said.get("empty") else 200,
        words=PAGE_WORDS, address="", **_context(said, Where()),
    )  # fmt: skip


async def _page_here(screen: Screen, said: dict[str, Any]) -> Response:
    seen = await read_known(screen)
    facts = seen.facts
    where = Where(
        linked_to=(facts.linked_to.value or "") if facts else "",
        dataverse=screen.environment.url,
        platform_id=facts.platform_id if facts else screen.environment.platform_id,
    )
    return show(
        screen, "steps/maps/explain.html", seen, status=422 if said.get("empty") else 200,
        **_context(said, where),
    )  # fmt: skip
