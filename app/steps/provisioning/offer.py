"""What the form and the check page offer: whether it may be sent, and in which languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Response

from app.i18n.languages import language_name
from app.steps.provisioning import STEP
from app.steps.provisioning.intent import Problem, Typed
from app.steps.provisioning.portal import find_portal
from app.steps.provisioning.screen import address_of, gate_of, read_step, reasons
from app.steps.provisioning.texts import TEXTS
from app.steps.provisioning.words import PROBLEMS
from app.web.screen import Screen
from app.wizard.finding import Finding


@dataclass(frozen=True)
class Offer:
    """`languages` is empty where it could not be seen which are enabled."""

    is_open: bool
    reasons: Sequence[Finding]
    waits_for_maps: bool
    has_portal: bool
    is_making: bool
    languages: tuple[int, ...]
    person: str


async def offer_of(screen: Screen) -> Offer:
    read, closed = await read_step(screen), gate_of(screen)
    facts = read.facts
    has_portal = facts is not None and find_portal(facts) is not None
    return Offer(
        is_open=closed.is_open and not has_portal and not read.is_making,
        reasons=reasons(closed),
        waits_for_maps="maps" in closed.steps,
        has_portal=has_portal,
        is_making=read.is_making,
        languages=(facts.languages.value or ()) if facts else (),
        person=facts.person if facts else "",
    )


def form_page(
    screen: Screen,
    offer: Offer,
    typed: Typed,
    problems: Mapping[str, Problem] | None = None,
) -> Response:
    found = problems or {}
    return screen.show(
        "steps/provisioning/form.html",
        step=STEP.slug,
        status=422 if found else 200,
        address=address_of(screen),
        offer=offer,
        typed=typed,
        problems={field: PROBLEMS[problem] for field, problem in found.items()},
        texts=TEXTS,
        domain=screen.product.connections.cloud.sites,
        language_name=language_name,
    )


def check_page(screen: Screen, offer: Offer, typed: Typed, *, status: int = 200) -> Response:
    return screen.show(
        "steps/provisioning/check.html",
        step=STEP.slug,
        status=status,
        address=address_of(screen),
        offer=offer,
        typed=typed,
        texts=TEXTS,
        domain=screen.product.connections.cloud.sites,
        language_name=language_name,
    )
