"""Step 2 in expert mode: a token is pasted, and maps are started from here."""

from tests.gallery import Shown, Stage, page
from tests.journeys.pages.maps import by_hand, maps
from tests.journeys.test_maps import GATEWAY

SLIP = "nothing like a token"


@page("expert mode: nobody has looked yet")
async def unready(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await maps(stage)}/expert")


@page("expert mode: off")
async def off(stage: Stage) -> Shown:
    await by_hand(stage, "stop-map", map="products - CDS released distinct products")
    await stage.look(await maps(stage))
    return await stage.avery.get(f"{await maps(stage)}/expert")


@page("expert mode: for an operator")
async def for_an_operator(stage: Stage) -> Shown:
    return await (await stage.person("operator")).get(f"{await maps(stage)}/expert")


@page("expert mode: not understood")
async def not_understood(stage: Stage) -> Shown:
    return await send(stage, "/expert/enable")


@page("start maps: expert mode is off")
async def no_start(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await maps(stage)}/start")


@page("expert mode: on, without a token")
async def on(stage: Stage) -> Shown:
    return await send(stage, "/expert/enable", understood="yes")


@page("expert mode: not a gateway")
async def no_gateway(stage: Stage) -> Shown:
    return await send(stage, "/expert/token", gateway="https://evil.example", token=SLIP)


@page("expert mode: not a token")
async def no_token(stage: Stage) -> Shown:
    return await send(stage, "/expert/token", gateway=GATEWAY, token=SLIP)


@page("expert mode: a token is held")
async def held(stage: Stage) -> Shown:
    token = stage.practice.tenant.gateway_token()
    await send(stage, "/expert/token", gateway=GATEWAY, token=token)
    return await stage.avery.get(f"{await maps(stage)}/expert")


@page("maps: every state is exact")
async def exact(stage: Stage) -> Shown:
    return await stage.avery.get(await maps(stage))


@page("start maps: the check page")
async def check(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await maps(stage)}/start")


@page("start maps: not understood")
async def start_refused(stage: Stage) -> Shown:
    return await send(stage, "/start", page="/start")


@page("maps: being started")
async def starting(stage: Stage) -> Shown:
    await send(stage, "/start", page="/start", master="AX", understood="yes")
    return await stage.avery.get(await maps(stage))


@page("maps: the start needs a token")
async def needs_token(stage: Stage) -> Shown:
    stage.app.state.gateways.forget_all((await stage.environment()).rpartition("/")[2])
    await stage.later(20)
    return await stage.avery.get(await maps(stage))


@page("maps: a start has failed")
async def failed(stage: Stage) -> Shown:
    token = stage.practice.tenant.gateway_token()
    await send(stage, "/expert/token", gateway=GATEWAY, token=token)
    await stage.later(20, times=10)
    await by_hand(stage, "stop-map", map="accounts - Customers V3")
    stage.practice.tenant.plot.choose("syncing", "many")
    await stage.look(await maps(stage))
    order = {"master": "CRM", "understood": "yes", "need": "accounts"}
    await send(stage, "/start", page="/start", **order)
    await stage.later(20, times=6)
    return await stage.avery.get(await maps(stage))


async def send(stage: Stage, action: str, page: str = "/expert", **fields: str) -> Shown:
    here = await maps(stage)
    return await stage.send(f"{here}{page}", f"{here}{action}", **fields)
