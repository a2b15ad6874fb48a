"""The page of this step: the exports that are here, the form, and the merges made so far."""

from collections.abc import Mapping

from fastapi import Response

from app.steps.update.bench import open_questions
from app.steps.update.intake import on_this_server
from app.steps.update.slots import SLOTS, Slot
from app.steps.update.texts import REFUSED
from app.steps.update.workbench import Workbench
from app.store import merges
from app.web.screen import Screen


async def update_page(
    screen: Screen, workbench: Workbench, slots: Mapping[str, Slot] | None = None
) -> Response:
    """With `slots`, the form comes back as it was sent, and says what was refused (422)."""
    environment_id = screen.environment.id
    files, made, questions = await screen.product.database(
        lambda session: (
            merges.list_files(session, environment_id),
            merges.list_merges(session, environment_id),
            open_questions(session, workbench, environment_id),
        ),
        ro=True,
    )
    return screen.show(
        "steps/update/page.html",
        step="update",
        status=422 if slots else 200,
        address=f"/environments/{environment_id}/update",
        files=files,
        offered=on_this_server(screen.product.settings.exports_folder),
        merges=made,
        open=questions,
        named={file.id: file.name for file in files},
        slots=slots or {name: Slot(name) for name in SLOTS},
        refused=REFUSED,
    )
