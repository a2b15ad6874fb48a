"""What the page of a restore shows, before and after the site was looked at."""

from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Response

from app.steps.update.looked import Looked, read_looked
from app.steps.update.restore_view import Answers, field_of, restore_view
from app.steps.update.words import WORDS
from app.steps.update.write_words import WRITE_WORDS
from app.web.errors import NotHere
from app.web.render import wants_fragment
from app.web.screen import Screen, ScreenDep


async def _looked(screen: ScreenDep, writing_id: str) -> Looked:
    product, environment_id = screen.product, screen.environment.id
    found = await product.database(
        lambda session: read_looked(session, environment_id, writing_id, product.keys), ro=True
    )
    if found is None:
        raise NotHere
    return found


LookedDep = Annotated[Looked, Depends(_looked)]


async def restore_page(
    screen: Screen,
    looked: Looked,
    writing_id: str,
    *,
    answers: Answers | None = None,
    sent: bool = False,
) -> Response:
    """`sent`: the form came without all that it takes, so it comes back and says so (422)."""
    view = await to_thread.run_sync(restore_view, looked, answers or {})
    fragment = wants_fragment(screen.request) and not sent
    return screen.show(
        "steps/update/restore.html",
        step="update",
        block="looking" if fragment else None,
        status=422 if sent else 200,
        fragment=fragment,
        address=f"/environments/{screen.environment.id}/update/writing/{writing_id}",
        looked=looked,
        run=looked.look,
        view=view,
        sent=sent,
        field_of=field_of,
        words=WORDS,
        says=WRITE_WORDS,
    )
