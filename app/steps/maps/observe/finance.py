"""How many rows there are at the other end, where the person's own rights allow to ask."""

from app.microsoft.errors import RemoteError, Unavailable, UnexpectedReply
from app.steps.maps.links import finance_host
from app.steps.maps.observe.asking import Place, elsewhere
from app.steps.maps.portal import Need
from app.wizard.facts import Fact

_SETS = {
    Need.ACCOUNTS: "CustomersV3",
    Need.PRODUCTS: "ReleasedProductsV2",
    Need.ORDER_HEADERS: "SalesOrderHeadersV2",
    Need.ORDER_LINES: "SalesOrderLines",
}
"""Public sets over the same rows as the maps, which have sets of their own. Contacts have none."""


async def rows(place: Place, linked_to: str) -> dict[str, Fact[int]]:
    """Likely: a set counts what its maps carry, with or without a filter of theirs.

    A service that is away does not end the look either: the number can be typed.
    """
    host = finance_host(linked_to)
    return {need.value: await _count(place, host, name) for need, name in _SETS.items() if host}


async def _count(place: Place, host: str, name: str) -> Fact[int]:
    source = f"finance and operations: {name}"
    finance = place.microsoft.admin.finance
    try:
        found = await elsewhere(lambda: finance.count(host, name))
    except (Unavailable, UnexpectedReply) as error:
        found = error
    if isinstance(found, RemoteError):
        return Fact[int].unknown(source=source, reason=str(found), at=place.at)
    return Fact[int].likely(found, source=source, reason="similar_set", at=place.at)
