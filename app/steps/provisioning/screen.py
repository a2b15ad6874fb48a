"""The page of this step: the portal or the way to it, and the runs that are about it."""

from collections.abc import Mapping

from fastapi import Response

from app.steps.provisioning import CREATE, STEP
from app.steps.provisioning.reading import read_step
from app.steps.provisioning.texts import TEXTS
from app.steps.provisioning.words import CAUSES, REFUSALS
from app.web.render import wants_fragment
from app.web.screen import Screen
from app.wizard.action import Action, Gate, gate

ASK = Action(CREATE.name, CREATE.stopped_by | {f"{STEP.slug}.never_checked"})
"""On the page, what nobody has looked at blocks as well."""


async def provisioning_page(screen: Screen, *, status: int = 200, problem: str = "") -> Response:
    """The whole page, or only its block when htmx asks again. Reads nothing but our own store."""
    read, fragment = await read_step(screen), wants_fragment(screen.request)
    return screen.show(
        "steps/provisioning/page.html",
        step=STEP.slug,
        block="state" if fragment else None,
        status=status,
        fragment=fragment,
        address=address_of(screen),
        findings=STEP.judge(read.facts),
        portal=read.portal,
        read=read,
        gate=gate_of(screen),
        obstacles=obstacles(screen),
        texts=TEXTS,
        causes=CAUSES,
        refusals=REFUSALS,
        problem=problem,
    )


def address_of(screen: Screen) -> str:
    return f"/environments/{screen.environment.id}/provisioning"


def gate_of(screen: Screen) -> Gate:
    """By what all steps have found; a portal that is there is no reason to make another."""
    stops = screen.request.state.stops
    return gate(ASK, [finding for stop in stops for finding in stop.findings])


def obstacles(screen: Screen) -> Mapping[str, object]:
    """Those of this step one by one; the other steps have pages of their own."""
    closed = gate_of(screen)
    return {
        "findings": [found for found in closed.blocked_by if found.code in TEXTS],
        "by_maps": "maps" in closed.steps,
    }
