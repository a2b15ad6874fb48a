"""What the pages of this step are shown with. They read nothing but our own store."""

from fastapi import Response

from app.steps.maps import STEP
from app.steps.maps.expert_texts import CAUSES
from app.steps.maps.known import Known, known
from app.steps.maps.words import PAGE_WORDS
from app.web.render import wants_fragment
from app.web.screen import Screen


async def read_known(screen: Screen) -> Known:
    environment_id = screen.environment.id
    return await screen.product.database(lambda s: known(s, environment_id), ro=True)


async def maps_page(screen: Screen) -> Response:
    """The whole page, or only its block when htmx asks again."""
    fragment = wants_fragment(screen.request)
    return show(
        screen, "steps/maps/page.html", await read_known(screen),
        block="looked" if fragment else None, fragment=fragment,
    )  # fmt: skip


def show(
    screen: Screen, template: str, seen: Known, *, status: int = 200, block: str | None = None,
    **context: object,
) -> Response:  # fmt: skip
    """Any page of this step."""
    return screen.show(
        template,
        step=STEP.slug,
        block=block,
        status=status,
        address=f"/environments/{screen.environment.id}/maps",
        known=seen,
        words=PAGE_WORDS,
        causes=CAUSES,
        **context,
    )
