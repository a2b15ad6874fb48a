"""Looking for dual-write, with the calls of Dataverse that every administrator may make.

What needs more than that (the list of packages, the gateway) adds to the look, and never ends it.
"""

from app.steps.maps.facts import WORKING, MapsFacts
from app.steps.maps.needs import all_met
from app.steps.maps.observe import gateway, ground, maps, rows
from app.steps.maps.observe.asking import Place


async def observe(place: Place) -> MapsFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    core = await ground.core_table(place)
    solutions = await ground.solutions(place)
    linked_to, same_tenant = await ground.link(place)
    users, writer = await ground.users(place)
    platform_id = await ground.platform_id(place)
    here = await maps.in_dataverse(place)
    there = await gateway.at_the_gateway(place, linked_to.value or "")
    facts = MapsFacts(
        core_table=core,
        solutions=solutions,
        packages=await ground.packages(place, platform_id),
        linked_to=linked_to,
        same_tenant=same_tenant,
        companies=await ground.companies(place),
        users=users,
        gateway=there.fact,
        maps=maps.seen_maps(place, here, there),
        counts=await rows.counts(place),
        last_write=await rows.last_write(place, writer),
        platform_id=platform_id,
    )
    wanted = [one.by.key for one in all_met(facts) if one.state not in WORKING]
    return facts.model_copy(update={"sequences": await gateway.sequences(place, there, wanted)})
