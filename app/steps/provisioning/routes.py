from fastapi import APIRouter, Response

from app.steps.provisioning import STEP
from app.steps.provisioning.texts import TEXTS
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/provisioning")


@router.get("", name="provisioning.show")
async def show(screen: ScreenDep) -> Response:
    """What this version can say about the step, and where to go on by hand."""
    return screen.show("steps/by_hand.html", step=STEP.slug, texts=TEXTS)
