"""How far an environment is, put into the store: what a deed of a step needs to be possible."""

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import select

from app.microsoft.gateway_token import read_token
from app.practice.people import PEOPLE, TENANT_ID
from app.steps.maps import consents
from app.steps.maps.facts import MapState
from app.steps.maps.needs import subject_of
from app.steps.maps.packages import CORE, CORE_TABLE
from app.steps.maps.portal import PRODUCTS, PRODUCTS_RENAMED, Need
from app.store import observations, one_time_links, runs, statements, waits
from app.store.asking_tables import OneTimeLink
from app.store.tables import UNDER_WAY, Run, RunState
from app.wizard.statement import Kind, Statement
from app.wizard.waiting import Waiting
from tests.steps.maps_samples import exact, facts
from tests.steps.provisioning import made

GATEWAY = "https://projectmanagementservice.weu-il107.gateway.prod.island.powerapps.com"
FINANCE = "https://contoso-uat.operations.eu.dynamics.com/"
WAITING = "maps.watch"


async def all_ended(house, places) -> None:
    """No run of another test is under way in the environment."""
    await house.settled()
    await house.product.database(lambda s: _end_all(s, places["environment_id"]))


async def waiting_run(house, places) -> str:
    """A run that waits for a person: it can be stopped, and it can be gone on with."""
    await house.settled()
    environment_id, at = places["environment_id"], house.clock.now()

    def put(session) -> str:
        _end_all(session, environment_id)
        run = runs.add(
            session, environment_id, WAITING, lane=f"watch {environment_id}", by="-", by_name="-",
            at=at,
        )  # fmt: skip
        run.state = RunState.NEEDS_TOKEN
        return run.id

    return await house.product.database(put)


async def statement(house, places, step: str = "licensing", subject: str = "entitlement") -> str:
    """The one that counts: the operator said it."""
    at, environment_id = house.clock.now(), places["environment_id"]
    said = Statement(subject, Kind.ATTESTED, "have", "-", at, "seen on paper")

    def put(session) -> str:
        for earlier in statements.history(session, environment_id, step, subject):
            statements.withdraw(session, environment_id, earlier.id, by="-", at=at)
        return statements.add(session, environment_id, step, said, by=user_id_of("operator"))

    return await house.product.database(put)


def user_id_of(part: str) -> str:
    return next(f"{TENANT_ID}/{person.oid}" for person in PEOPLE if person.part == part)


async def wait(house, places) -> str:
    """Somebody was asked for something."""
    asked = Waiting("maps", "maps.core_missing", CORE_TABLE, "Dana", house.clock.now())
    return await house.product.database(lambda s: waits.add(s, places["environment_id"], asked))


async def linked(house, places) -> tuple[str, str]:
    """A one-time link that the operator made and somebody has opened: its id and its token."""
    token, at = one_time_links.new_token(), house.clock.now()

    def put(session) -> str:
        link = OneTimeLink(
            environment_id=places["environment_id"], step="licensing", subject="entitlement",
            language="en", by=user_id_of("operator"), by_name="Minji Example", at=at,
            expires_at=at + timedelta(days=7), opened_at=at,
        )  # fmt: skip
        return one_time_links.add(session, token, link)

    return await house.product.database(put), token


async def sealed(house, places) -> Mapping[str, str]:
    """What the form of the page carries."""
    nobody = await house.person("nobody")
    await nobody.get(f"/answer/{places['token']}")
    return {"form_token": nobody.soup().select_one("input[name=form_token]")["value"]}


async def claimed(house, places) -> Mapping[str, str]:
    subject = subject_of(Need.PRODUCTS)
    return {"statement": await statement(house, places, "maps", subject)}


async def lacking(house, places) -> Mapping[str, str]:
    """A package is missing, and everything about it was seen."""
    await _seen(house, places, maps=facts(core_table=exact(value=False)))
    return {"package": CORE.unique_name}


async def askable(house, places) -> Mapping[str, str]:
    """A finding that somebody else can be asked to settle."""
    await lacking(house, places)
    return {"subject": CORE_TABLE}


async def agreed(house, places) -> Mapping[str, str]:
    """Expert mode is on, and somebody's token is there to be pasted."""
    await _seen(house, places, maps=facts(linked_to=exact(FINANCE)))
    await _agree(house, places)
    return {"gateway": GATEWAY, "token": house.practice.tenant.gateway_token()}


async def armed(house, places) -> Mapping[str, str]:
    """Everybody who may has a token here, and one map does not run."""
    stopped = facts(
        {PRODUCTS: MapState.STOPPED, PRODUCTS_RENAMED: MapState.ABSENT},
        linked_to=exact(FINANCE), gateway=exact(value=True),
        sequences={PRODUCTS.key: [PRODUCTS.key]},
    )  # fmt: skip
    await _seen(house, places, maps=stopped)
    await _agree(house, places)
    held = read_token(house.practice.tenant.gateway_token(), GATEWAY, house.clock.now())
    for person in PEOPLE:
        user_id = f"{TENANT_ID}/{person.oid}"
        house.app.state.gateways.put(user_id, places["environment_id"], held)
    return {}


async def ready(house, places) -> Mapping[str, str]:
    """Dual-write stands, and there is no portal yet."""
    await _seen(house, places, maps=facts(), provisioning=made.facts())
    return {}


async def _agree(house, places) -> None:
    environment_id, at = places["environment_id"], house.clock.now()

    await house.product.database(
        lambda s: consents.agree(s, environment_id, consents.EXPERT, "-", by="-", at=at)
    )


async def _seen(house, places, **seen) -> None:
    """These are the newest facts. Nobody says otherwise, and no run is there to see others."""
    await house.settled()
    environment_id, at = places["environment_id"], house.clock.now()

    def put(session) -> None:
        _end_all(session, environment_id)
        for said in statements.history(session, environment_id, "maps"):
            statements.withdraw(session, environment_id, said.id, by="-", at=at)
        for step, found in seen.items():
            observations.save(session, environment_id, step, found, at=at)

    await house.product.database(put)


def _end_all(session, environment_id: str) -> None:
    here = select(Run).where(Run.environment_id == environment_id)
    for run in session.exec(here):
        if run.state in UNDER_WAY:
            run.state = RunState.STOPPED
