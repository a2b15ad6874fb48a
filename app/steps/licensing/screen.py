"""What the page of this step shows: the last look, what people stated, and the forms for both."""

from fastapi import Response

from app.steps.licensing.sections import AS_OF, sections
from app.steps.licensing.stating import Typed
from app.steps.licensing.stored import read_stored
from app.steps.licensing.texts import CHOICES, PROBLEMS, QUESTIONS, TEXTS
from app.web.render import wants_fragment
from app.web.screen import Screen


async def licensing_page(screen: Screen, typed: Typed | None = None) -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store.

    With `typed`, the form comes back as it was sent and says what is wrong (422).
    """
    environment_id = screen.environment.id
    fragment = wants_fragment(screen.request) and typed is None
    stored = await screen.product.database(lambda s: read_stored(s, environment_id), ro=True)
    return screen.show(
        "steps/licensing/page.html",
        step="licensing",
        block="looked" if fragment else None,
        status=422 if typed else 200,
        fragment=fragment,
        address=f"/environments/{environment_id}/licensing",
        stored=stored,
        run=stored.run,
        seen=stored.newest.seen_at if stored.newest else None,
        findings=sections(stored.findings),
        texts=TEXTS,
        questions=QUESTIONS,
        choices=CHOICES,
        problems=PROBLEMS,
        typed=typed or Typed(),
        as_of=AS_OF,
    )
