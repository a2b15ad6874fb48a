"""Who may do what: every route, for every kind of person."""

import pytest

from app.access.roles import Role
from tests.security.expected import BELOW_OPERATOR, EVERYWHERE, EXPECTED, expectation
from tests.security.house import KINDS, outcome
from tests.security.routes import ROUTES, UNSAFE, Route, each

pytestmark = pytest.mark.anyio

ROLES = ("reader", "operator", "admin")


@each(ROUTES)
def test_a_route_is_told_of(route):
    expectation(route)


def test_nothing_is_told_of_routes_that_are_gone():
    assert EXPECTED.keys() - {route.name for route in ROUTES} == set()


@each(UNSAFE)
def test_what_changes_something_needs_an_operator_at_least(route):
    least = expectation(route).least
    if route.name in BELOW_OPERATOR:
        assert least in (None, Role.READER)
    else:
        assert least in (Role.OPERATOR, Role.ADMIN)


def asking(route: Route) -> list[str]:
    """The services of the practice tenant trust one tenant: a stranger can do nothing there."""
    own = "environment_id" in route.places or route.is_safe
    return [kind for kind in KINDS if own or kind != "stranger"]


def may(kind: str, route: Route) -> str:
    least = expectation(route).least
    if kind == "nobody":
        return "done" if least is None else "sign in"
    if least is None:
        return "done"
    if kind == "stranger":
        return "not there" if "environment_id" in route.places else "done"
    return "done" if Role(kind) >= least else "refused"


@each(ROUTES)
async def test_a_route_opens_for_whom_it_should_and_for_nobody_else(house, route):
    for kind in asking(route):
        places = await house.places(route)
        answer = await house.ask(kind, route, places)
        assert (kind, outcome(answer, expectation(route))) == (kind, may(kind, route)), answer.text


@each([route for route in ROUTES if "environment_id" in route.places])
async def test_an_environment_of_another_tenant_is_as_if_it_were_not_there(house, route):
    places = await house.places(route)
    before = house.digest()
    foreign = await house.ask("stranger", route, places)
    invented = await house.ask("stranger", route, {**places, "environment_id": "0" * 32})
    assert foreign.status_code == invented.status_code == 404
    assert house.digest() == before


@each([r for r in ROUTES if "environment_id" in r.places and set(r.places) - EVERYWHERE])
async def test_what_belongs_to_one_environment_is_not_found_in_another(house, route):
    places = await house.places(route)
    avery = await house.person("admin")
    other = (await avery.add("contoso-new")).rpartition("/")[2]
    before = house.digest()
    answer = await house.ask("admin", route, {**places, "environment_id": other})
    assert answer.status_code == 404
    assert house.digest() == before


async def test_an_export_handed_in_for_one_environment_cannot_be_picked_in_another(house):
    avery = await house.person("admin")
    first = await avery.add("contoso-uat")
    await avery.merge(first)
    await avery.get(f"{first}/update")
    files = [option["value"] for option in avery.soup().select("option[value^='file:']")]
    other = await avery.add("contoso-new")
    await avery.get(f"{other}/update")
    answer = await avery.post(
        f"{other}/update/merges", base="none", site=files[0], template="folder:template.zip"
    )
    assert files
    assert answer.status_code == 422
