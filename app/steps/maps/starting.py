"""Starting table maps through the gateway: expert mode's one action.

One map at a time, prerequisites first, and only those that somebody confirmed. A map that runs is
left alone; one that is paused is left to people. Nothing here stops, resets or discards anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.jobs.job import Again, Context, Done, Outcome, job
from app.microsoft.errors import Refused, TokenNeeded
from app.microsoft.gateway import Gateway, Master, Parts
from app.microsoft.gateway_shapes import GatewayMap, Request
from app.steps.maps.careful import carefully
from app.steps.maps.looking import look_and_keep
from app.steps.maps.observe.gateway import by_key
from app.steps.maps.starting_progress import tell

SHORTLY, WHILE_SYNCING = timedelta(seconds=5), timedelta(seconds=15)
_OPERATION = "start table maps"
_RUNNING, _PAUSED = "4", "5"
_MOVING = ("2", "3")
_START, _SET_UP = "1", "8"


@dataclass(frozen=True)
class Order:
    """What was confirmed: the keys of maps, in order, and how to start them.

    `left_out` are prerequisites that must not run here, though the gateway names them.
    """

    gateway: Gateway
    cid: str
    keys: Sequence[str]
    master: Master
    initial_sync: bool
    maps: Mapping[str, GatewayMap]
    left_out: Sequence[str] = ()

    def parts(self, one: GatewayMap) -> Parts:
        return Parts(one.name, self.cid, one.template_id, one.detail.pid)


@job("maps.start")
async def start_maps(ctx: Context) -> Outcome:
    """Bring the confirmed maps to Running, the first that does not run before the next."""
    order = await _order(ctx)
    if order is None:
        return Again(after=WHILE_SYNCING)
    for number, key in enumerate(order.keys):
        one = order.maps.get(key)
        if one is None:
            raise Refused(_OPERATION, code="not_listed", reason=key)
        if one.detail.state != _RUNNING:
            pause = await _move_on(ctx, order, one)
            await tell(ctx, order.gateway, order.keys, number, one)
            return Again(after=pause)
    await tell(ctx, order.gateway, order.keys, len(order.keys), None)
    await look_and_keep(ctx)
    return Done()


async def _order(ctx: Context) -> Order | None:
    """None when the gateway shows no maps: under load it answers with an empty list."""
    gateway = ctx.microsoft.gateway
    if gateway is None:
        raise TokenNeeded(_OPERATION, code="no_token")
    finance = await ctx.microsoft.dataverse.integration_details()
    link = await gateway.link(finance.url) if finance.url else None
    if link is None:
        raise Refused(_OPERATION, code="not_linked")
    found = await gateway.maps(link.cid)
    if not found:
        return None
    named, args = by_key(found), ctx.args
    shared = [key for key in args["keys"] if len(named.get(key, ())) > 1]
    if shared:
        raise Refused(_OPERATION, code="name_is_shared", reason=shared[0])
    maps = {key: several[0] for key, several in named.items()}
    return Order(
        gateway, link.cid, args["keys"], Master(args["master"]), args["initial_sync"] is True,
        maps, args["left_out"],
    )  # fmt: skip


async def _move_on(ctx: Context, order: Order, one: GatewayMap) -> timedelta:
    """Do the next thing that the map needs. Gives when to look again."""
    if one.detail.state in _MOVING:
        return WHILE_SYNCING
    if one.detail.state == _PAUSED:
        raise Refused(f"start {one.name}", code="paused", reason=one.name)
    asked = await ctx.record.find(f"start {one.template_id}")
    if asked is not None:
        await _look_at(ctx, order, one, str(asked.out))
    elif not one.allows(_START if one.detail.pid else _SET_UP):
        return SHORTLY  # something that was asked before is being done
    elif not one.detail.pid:
        parts = order.parts(one)
        await carefully(ctx, f"set up {one.template_id}", order.gateway.initialise, parts)
    else:
        await _check_first(order, one)
        await _ask(ctx, order, one)
    return SHORTLY


async def _check_first(order: Order, one: GatewayMap) -> None:
    """What is known to fail is not begun, and nothing is started that nobody confirmed."""
    ids = await order.gateway.sequence(order.cid, one.template_id)
    by_id = {each.template_id: each for each in order.maps.values()}
    before = [by_id[each] for each in ids if each in by_id and each != one.template_id]
    settled = {*order.keys, *order.left_out}
    open_ = [
        each.name for each in before if each.detail.state != _RUNNING and each.key not in settled
    ]
    if open_:
        raise Refused(f"start {one.name}", code="prerequisites", reason=", ".join(open_))
    fields = await order.gateway.fields(one.detail.pid)
    if fields.keys_differ:
        raise Refused(f"start {one.name}", code="integration_key", reason="integration key")
    if fields.issues:
        words = "; ".join(str(issue)[:200] for issue in fields.issues[:3])
        raise Refused(f"start {one.name}", code="validation", reason=words)


async def _ask(ctx: Context, order: Order, one: GatewayMap) -> None:
    """Send the start, unless the map shows that one of ours has arrived already."""
    name = one.template_id
    known = await ctx.once(f"before {name}", _ids, one.requests)
    arrived = [r.id for r in one.requests if r.action == _START and r.id and r.id not in known]
    if arrived:
        await ctx.once(f"start {name}", _same, arrived[-1])
        return
    await carefully(
        ctx, f"start {name}", order.gateway.start, order.parts(one),
        master=order.master, initial_sync=order.initial_sync,
    )  # fmt: skip


async def _look_at(ctx: Context, order: Order, one: GatewayMap, request_id: str) -> None:
    """Our start was sent and the map stands still: has it failed, or not begun yet?"""
    known = await ctx.once(f"before {one.template_id}", _ids, [])
    mine = [r for r in one.requests if r.id == request_id or _is_new(r, request_id, known)]
    if not mine and request_id and (found := await order.gateway.request(request_id)):
        mine = [found]
    failed = next((request for request in mine if request.has_failed), None)
    if failed is None:
        return
    number = list(order.keys).index(one.key)
    errors = await tell(ctx, order.gateway, order.keys, number, one, failed=failed.error)
    await look_and_keep(ctx)
    words = failed.error or next(iter(errors), "")
    raise Refused(
        f"start {one.name}", code="start_failed", reason=words, request_id=failed.activity_id
    )


def _is_new(request: Request, request_id: str, known: Sequence[str]) -> bool:
    """Where the gateway gave no id, ours is the start that was not there before."""
    return not request_id and request.action == _START and request.id not in known


async def _ids(requests: Sequence[Request]) -> list[str]:
    return [request.id for request in requests]


async def _same(request_id: str) -> str:
    return request_id
