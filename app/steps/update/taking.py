"""Looking for the site, and asking for site and template to be read from their environments."""

from fastapi import APIRouter, Response

from app.steps.update import orders
from app.steps.update.bench import WorkbenchDep
from app.steps.update.known import take_view
from app.steps.update.shelf import update_page
from app.steps.update.slots import DeskDep
from app.steps.update.take_form import asked
from app.web.render import see_other, wants_fragment
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/update")


@router.post("/look", name="update.look")
async def check_again(screen: ScreenDep, workbench: WorkbenchDep, desk: DeskDep) -> Response:
    await desk.product.database(lambda session: orders.order_look(session, desk))
    if wants_fragment(screen.request):
        return await update_page(screen, workbench)
    return see_other(screen.request, "update.show", environment_id=desk.environment.id)


@router.post("/read", name="update.read")
async def read_both(screen: ScreenDep, workbench: WorkbenchDep, desk: DeskDep) -> Response:
    """See to it that site and template are read. What cannot be comes back with the reason."""
    view = await desk.product.database(lambda s: take_view(s, desk.environment), ro=True)
    form = await asked(desk, view, await screen.request.form())
    wish = form.wish
    if wish is None:
        return await update_page(screen, workbench, asked=form.slots)
    await desk.product.database(lambda session: orders.order_reading(session, desk, wish))
    return see_other(screen.request, "update.show", environment_id=desk.environment.id)
