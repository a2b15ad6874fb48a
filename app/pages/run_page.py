"""The page of one run: what it did, and why it waits or failed."""

from fastapi import Response
from sqlmodel import Session

from app.pages.texts import RUNS
from app.steps.order import CAUSES
from app.store import runs
from app.store.tables import ACTIVE, RESUMABLE, Run
from app.web.errors import NotHere
from app.web.render import wants_fragment
from app.web.screen import Screen


async def run_page(screen: Screen, run_id: str, refusal: str = "") -> Response:
    run, effects = await screen.product.database(
        lambda session: (run_of(session, screen, run_id), runs.list_effects(session, run_id)),
        ro=True,
    )
    fragment = wants_fragment(screen.request) and not refusal
    return screen.show(
        "pages/run.html",
        step=run.job.partition(".")[0],
        block="run" if fragment else None,
        status=409 if refusal else 200,
        fragment=fragment,
        address=f"/environments/{screen.environment.id}/runs/{run_id}",
        run=run,
        title=RUNS[run.job],
        effects=effects,
        refusal=refusal,
        causes=CAUSES,
        can_stop=run.state in ACTIVE and not run.stop,
        can_resume=run.state in RESUMABLE,
        working=run.state in ACTIVE,
    )


def run_of(session: Session, screen: Screen, run_id: str) -> Run:
    """A run of this environment; any other one is not there."""
    run = runs.find(session, run_id)
    if run is None or run.environment_id != screen.environment.id or run.job not in RUNS:
        raise NotHere
    return run
