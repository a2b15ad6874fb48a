"""What the page of this step shows: the last look, and the run that makes the next one."""

from fastapi import Response
from sqlmodel import Session

from app.steps.maps import STEP
from app.steps.maps.jobs import look
from app.steps.maps.texts import TEXTS
from app.store import observations, runs
from app.store.tables import UNDER_WAY, Observation, Run
from app.web.render import wants_fragment
from app.web.screen import Screen


async def maps_page(screen: Screen) -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store."""
    environment_id, fragment = screen.environment.id, wants_fragment(screen.request)
    newest, run = await screen.product.database(lambda s: _read(s, environment_id), ro=True)
    facts = STEP.read(newest.facts) if newest else None
    return screen.show(
        "steps/maps/page.html",
        step=STEP.slug,
        block="looked" if fragment else None,
        fragment=fragment,
        address=f"/environments/{environment_id}/maps",
        findings=STEP.judge(facts),
        facts=facts,
        seen=newest.seen_at if newest else None,
        run=run,
        working=run is not None and run.state in UNDER_WAY,
        texts=TEXTS,
    )


def _read(session: Session, environment_id: str) -> tuple[Observation | None, Run | None]:
    return (
        observations.newest(session, environment_id, STEP.slug),
        runs.find_last(session, environment_id, look.name),
    )
