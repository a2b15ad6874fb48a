"""What the form and the check page offer: whether it may be sent, and in which languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Response

from app.i18n.languages import language_name
from app.steps.provisioning import STEP
from app.steps.provisioning.intent import Problem, Typed
from app.steps.provisioning.reading import read_step
from app.steps.provisioning.screen import address_of, gate_of, obstacles
from app.steps.provisioning.texts import TEXTS
from app.steps.provisioning.words import PROBLEMS
from app.web.screen import Screen


@dataclass(frozen=True)
class Offer:
    """`languages` is empty where it could not be seen which are enabled."""

    is_open: bool
    has_portal: bool
    is_making: bool
    languages: tuple[int, ...]
    person: str


async def offer_of(screen: Screen) -> Offer:
    read = await read_step(screen)
    facts, has_portal = read.facts, read.portal is not None
    return Offer(
        is_open=gate_of(screen).is_open and not has_portal and not read.is_making,
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
        obstacles=obstacles(screen),
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
        obstacles=obstacles(screen),
        typed=typed,
        texts=TEXTS,
        domain=screen.product.connections.cloud.sites,
        language_name=language_name,
    )
