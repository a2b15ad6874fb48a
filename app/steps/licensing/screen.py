"""What the page of this step shows: the last look, and what people stated."""

from fastapi import Response

from app.steps.licensing import STEP
from app.steps.licensing.facts import USERS
from app.steps.licensing.products import products
from app.steps.licensing.sections import sections
from app.steps.licensing.stored import read_stored
from app.steps.licensing.texts import TEXTS
from app.web.render import wants_fragment
from app.web.screen import Screen


async def licensing_page(screen: Screen, *, wrong_number: str | None = None) -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store.

    With `wrong_number`, the form comes back as it was sent and says what is wrong (422).
    """
    environment_id = screen.environment.id
    fragment = wants_fragment(screen.request) and wrong_number is None
    stored = await screen.product.database(lambda s: read_stored(s, environment_id), ro=True)
    return screen.show(
        "steps/licensing/page.html",
        step=STEP.slug,
        block="looked" if fragment else None,
        status=422 if wrong_number is not None else 200,
        fragment=fragment,
        address=f"/environments/{environment_id}/licensing",
        stored=stored,
        run=stored.run,
        seen=stored.newest.seen_at if stored.newest else None,
        findings=sections(stored.findings),
        texts=TEXTS,
        subjects=STEP.subjects,
        as_of=products().as_of,
        wrong_number=wrong_number,
        users=stored.said.get(USERS),
    )
