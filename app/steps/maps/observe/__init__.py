"""Looking for dual-write, with the calls of Dataverse that every administrator may make.

What needs more than that (the list of packages, the gateway, Graph) adds to the look, and never
ends it.
"""

from dataclasses import dataclass

from app.steps.maps.facts import WORKING, MapsFacts
from app.steps.maps.needs import all_met
from app.steps.maps.observe import configuration, gateway, ground, maps, rows
from app.steps.maps.observe.asking import Place
from app.steps.maps.observe.beside import beside
from app.steps.maps.observe.core import Traces, core_table
from app.steps.maps.twin import with_statuses


@dataclass(frozen=True)
class Wish:
    """`before` is the last look: what is not asked again is taken from it, with its time.

    `rows` is off for a watch, which waits for maps and not for rows. Graph is asked on request, and
    finance and operations for its configuration where somebody has switched that on.
    """

    before: MapsFacts | None = None
    rows: bool = True
    graph: bool = False
    finance: bool = False


async def observe(place: Place, wish: Wish | None = None) -> MapsFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    wish = wish or Wish()
    solutions = await ground.solutions(place)
    linked_to, same_tenant = await ground.link(place)
    users, writer = await ground.users(place)
    platform_id = await ground.platform_id(place)
    packages = await ground.packages(place, platform_id)
    here = await maps.in_dataverse(place)
    there = await gateway.at_the_gateway(place, linked_to.value or "")
    address = linked_to.value or ""
    twin = await configuration.in_finance(place, address if wish.finance else "")
    facts = MapsFacts(
        core_table=await core_table(place, Traces(solutions, packages)),
        solutions=solutions,
        packages=packages,
        linked_to=linked_to,
        same_tenant=same_tenant,
        companies=await ground.companies(place),
        users=users,
        gateway=there.fact,
        maps=with_statuses(maps.seen_maps(place, here, there), twin.statuses),
        counts=await rows.counts(place),
        last_write=await rows.last_write(place, writer),
        platform_id=platform_id,
        origin=place.environment.url,
        finance=twin.fact,
    )
    wanted = [one.by.key for one in all_met(facts) if one.state not in WORKING]
    sequences = await gateway.sequences(place, there, wanted)
    more = await beside(place, linked_to.value or "", wish.before, rows=wish.rows, graph=wish.graph)
    return facts.model_copy(update={"sequences": sequences, **more})
