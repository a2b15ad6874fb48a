"""The home of one environment: the one next action, the four steps, and what happened."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.pages.chain import chain
from app.pages.standing import Standing, standing
from app.pages.story import Story, read_story
from app.pages.texts import DEEDS, RUNS
from app.steps.update.bench import WorkbenchDep
from app.steps.update.workbench import Workbench
from app.web.deps import VisitorDep
from app.web.screen import Screen, ScreenDep

router = APIRouter()


@router.get("/environments/{environment_id}", name="overview.show")
async def show(screen: ScreenDep, workbench: WorkbenchDep, visitor: VisitorDep) -> Response:
    now, story = await screen.product.database(
        lambda session: _read(session, workbench, screen, visitor.user_id), ro=True
    )
    return screen.show(
        "pages/overview.html",
        step="",
        standing=now,
        chain=chain(now.stops),
        story=story,
        deeds=DEEDS,
        run_names=RUNS,
    )


def _read(
    session: Session, workbench: Workbench, screen: Screen, user_id: str
) -> tuple[Standing, Story]:
    now = standing(session, workbench, screen.environment)
    return now, read_story(session, screen.environment.id, user_id)
