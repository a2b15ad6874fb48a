"""The page of this step: what is read from environments, the exports that are here, the merges."""

from collections.abc import Mapping

from fastapi import Response
from sqlmodel import Session

from app.steps.update.bench import WorkbenchDep, open_questions
from app.steps.update.intake import on_this_server
from app.steps.update.known import take_view
from app.steps.update.slots import SLOTS, Slot
from app.steps.update.texts import REFUSED, ROLES, TEXTS
from app.store import merges
from app.web.render import wants_fragment
from app.web.screen import Screen


async def update_page(
    screen: Screen,
    workbench: WorkbenchDep,
    slots: Mapping[str, Slot] | None = None,
    *,
    asked: Mapping[str, Slot] | None = None,
) -> Response:
    """The whole page, or only the block about reading when htmx asks again.

    With `slots` or `asked`, that form comes back as it was sent, and says what was refused (422).
    """
    environment = screen.environment
    fragment = wants_fragment(screen.request)

    def gather(session: Session) -> dict[str, object]:
        files = merges.list_files(session, environment.id)
        return {
            "files": files,
            "named": {file.id: file.name for file in files},
            "merges": merges.list_merges(session, environment.id),
            "open": open_questions(session, workbench, environment.id),
            "take": take_view(session, environment),
        }

    return screen.show(
        "steps/update/page.html",
        step="update",
        block="taking" if fragment else None,
        fragment=fragment,
        status=422 if slots or asked else 200,
        address=f"/environments/{environment.id}/update",
        offered=on_this_server(screen.product.settings.exports_folder),
        slots=slots or {name: Slot(name) for name in SLOTS},
        asked=asked or {name: Slot(name) for name in SLOTS},
        refused=REFUSED,
        texts=TEXTS,
        roles=ROLES,
        **await screen.product.database(gather, ro=True),
    )
