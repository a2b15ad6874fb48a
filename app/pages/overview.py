"""The home of one environment: the one next action, the four steps, and what happened."""

from fastapi import APIRouter, Response

from app.pages.standing import standing
from app.pages.texts import DEEDS
from app.steps.order import TEXTS
from app.steps.update.bench import WorkbenchDep
from app.web.screen import ScreenDep

router = APIRouter()


@router.get("/environments/{environment_id}", name="overview.show")
async def show(screen: ScreenDep, workbench: WorkbenchDep) -> Response:
    now = await screen.product.database(
        lambda session: standing(session, workbench, screen.environment), ro=True
    )
    return screen.show("pages/overview.html", step="", standing=now, texts=TEXTS, deeds=DEEDS)
