"""Starting table maps through the gateway: expert mode's one action.

Prerequisites first, one map at a time unless several were confirmed, and only those that somebody
confirmed. A map that runs is left alone; one that is paused is left to people. Nothing here stops,
resets or discards anything.
"""

from collections.abc import Sequence
from datetime import timedelta

from app.jobs.job import Again, Context, Done, Outcome, job
from app.microsoft.errors import Refused, Unavailable
from app.microsoft.gateway_shapes import GatewayMap, Request
from app.steps.maps.careful import carefully
from app.steps.maps.looking import look_and_keep
from app.steps.maps.patience import bear, turned_down
from app.steps.maps.starting_progress import tell
from app.steps.maps.taking_turns import RUNNING, Order, order_of, whose_turn

SHORTLY, WHILE_SYNCING = timedelta(seconds=5), timedelta(seconds=15)
_PAUSED = "5"
_MOVING = ("2", "3")
_START, _SET_UP = "1", "8"


@job("maps.start")
async def start_maps(ctx: Context) -> Outcome:
    """Bring the confirmed maps to Running, none before what it waits for runs."""
    try:
        return await _bring(ctx)
    except Unavailable as error:
        if turned_down(error):
            await bear(ctx, error.retry_after or timedelta(0))
        raise


async def _bring(ctx: Context) -> Outcome:
    order = await order_of(ctx)
    if order is None:
        await bear(ctx)
        return Again(after=WHILE_SYNCING)
    open_ = [key for key in order.keys if order.is_open(key)]
    turn = await whose_turn(ctx, order, open_)
    pauses = [await _move_on(ctx, order, order.maps[key]) for key in turn]
    await tell(ctx, order.gateway, order.keys, order.maps, turn)
    if pauses:
        return Again(after=min(pauses))
    await look_and_keep(ctx)
    return Done()


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
        each.name for each in before if each.detail.state != RUNNING and each.key not in settled
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
    errors = await tell(
        ctx, order.gateway, order.keys, order.maps, [one.key], failed={one.key: failed.error}
    )
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
