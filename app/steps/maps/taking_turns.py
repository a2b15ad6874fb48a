"""What was confirmed to be started, and which of it may be worked on now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.jobs.job import Context
from app.microsoft.errors import Refused, TokenNeeded
from app.microsoft.gateway import Gateway, Master, Parts
from app.microsoft.gateway_shapes import GatewayMap
from app.steps.maps.observe.gateway import by_key
from app.steps.maps.planning import MOST_AT_ONCE
from app.steps.maps.portal import ACCOUNTS, CDS_CONTACTS, PERSONS

RUNNING = "4"
ONE_AT_A_TIME = frozenset({ACCOUNTS.key, PERSONS.key, CDS_CONTACTS.key})
"""They write the same tables of addresses: together, they slow each other down for hours."""
_OPERATION = "start table maps"


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
    at_once: int = 1

    def is_open(self, key: str) -> bool:
        """Whether it does not run yet. Raises Refused when the gateway does not list it."""
        if key not in self.maps:
            raise Refused(_OPERATION, code="not_listed", reason=key)
        return self.maps[key].detail.state != RUNNING

    def parts(self, one: GatewayMap) -> Parts:
        return Parts(one.name, self.cid, one.template_id, one.detail.pid)


async def order_of(ctx: Context) -> Order | None:
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
        maps, args["left_out"], min(int(args.get("at_once", 1)), MOST_AT_ONCE),
    )  # fmt: skip


async def whose_turn(ctx: Context, order: Order, open_: Sequence[str]) -> list[str]:
    """The first that does not run; and where several at once were confirmed, others that wait for
    none that does not. Never two of those that write the same addresses.
    """
    turn = list(open_[:1])
    for key in open_[1:]:
        if len(turn) >= order.at_once:
            break
        ids = await ctx.once(
            f"sequence {order.maps[key].template_id}", order.gateway.sequence, order.cid,
            order.maps[key].template_id,
        )  # fmt: skip
        known = {one.template_id: name for name, one in order.maps.items()}
        before = {known[each] for each in ids if each in known} - {key}
        is_apart = key not in ONE_AT_A_TIME or not ONE_AT_A_TIME & set(turn)
        if not before & set(open_) and is_apart:
            turn.append(key)
    return turn
