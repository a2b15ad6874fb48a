from fastapi import APIRouter, Response

from app.steps.licensing import STEP
from app.steps.licensing.texts import TEXTS
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/licensing")


@router.get("", name="licensing.show")
async def show(screen: ScreenDep) -> Response:
    """What this version can say about the step, and where to go on by hand."""
    return screen.show("steps/by_hand.html", step=STEP.slug, texts=TEXTS)
