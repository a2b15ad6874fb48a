"""The page of a run that writes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.steps.update.words import WORDS
from app.steps.update.write_words import WRITE_WORDS
from app.steps.update.writing_view import WritingView, writing_view
from app.web.errors import NotHere
from app.web.render import wants_fragment
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update/writing/{writing_id}")


async def _view(screen: ScreenDep, writing_id: str) -> WritingView:
    found = await screen.product.database(
        lambda session: writing_view(session, screen.environment.id, writing_id), ro=True
    )
    if found is None:
        raise NotHere
    return found


WritingDep = Annotated[WritingView, Depends(_view)]


@router.get("", name="update.writing")
async def show(screen: ScreenDep, view: WritingDep) -> Response:
    fragment = wants_fragment(screen.request)
    return screen.show(
        "steps/update/writing.html",
        step="update",
        block="writing" if fragment else None,
        fragment=fragment,
        address=f"/environments/{screen.environment.id}/update",
        view=view,
        run=view.run,
        words=WORDS,
        says=WRITE_WORDS,
    )
