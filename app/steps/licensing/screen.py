"""What the page of this step shows: the last look, and what people stated."""

from fastapi import Response

from app.steps.licensing import STEP
from app.steps.licensing.sections import AS_OF, sections
from app.steps.licensing.stored import read_stored
from app.steps.licensing.texts import TEXTS
from app.web.render import wants_fragment
from app.web.screen import Screen


async def licensing_page(screen: Screen) -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store."""
    environment_id = screen.environment.id
    fragment = wants_fragment(screen.request)
    stored = await screen.product.database(lambda s: read_stored(s, environment_id), ro=True)
    return screen.show(
        "steps/licensing/page.html",
        step=STEP.slug,
        block="looked" if fragment else None,
        fragment=fragment,
        address=f"/environments/{environment_id}/licensing",
        stored=stored,
        run=stored.run,
        seen=stored.newest.seen_at if stored.newest else None,
        findings=sections(stored.findings),
        texts=TEXTS,
        subjects=STEP.subjects,
        as_of=AS_OF,
    )
