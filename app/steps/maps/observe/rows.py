"""Counting what dual-write has brought: cheap, and proof of nothing but itself."""

from datetime import datetime

from app.microsoft.dual_write import COUNTED_UP_TO
from app.microsoft.errors import RemoteError
from app.steps.maps.observe.asking import Place, readable
from app.wizard.facts import Fact

_COUNTED = {
    "accounts": ("accounts", "_msdyn_company_value ne null"),
    "accounts_without_company": ("accounts", "_msdyn_company_value eq null"),
    "contacts": ("contacts", "_msdyn_company_value ne null"),
    "products": ("products", "msdyn_productnumber ne null"),
    "order_headers": ("salesorders", "msdyn_salesordernumber ne null"),
    "order_lines": ("salesorderdetails", ""),
}
_BROUGHT_IN = "products"


async def counts(place: Place) -> dict[str, Fact[int]]:
    return {name: await _count(place, *how) for name, how in _COUNTED.items()}


async def _count(place: Place, entity_set: str, only: str) -> Fact[int]:
    source = f"Dataverse: {entity_set}"
    found = await readable(lambda: place.microsoft.dual_write.count(entity_set, only))
    if isinstance(found, RemoteError):
        return Fact[int].unknown(source=source, reason=str(found), at=place.at)
    if found >= COUNTED_UP_TO:
        return Fact[int].likely(found, source=source, reason="or_more", at=place.at)
    return Fact[int].exact(found, source=source, at=place.at)


async def last_write(place: Place, writer: str) -> Fact[datetime]:
    """When finance and operations last wrote a product: proof that rows came, no more."""
    source = f"Dataverse: {_BROUGHT_IN}"
    if not writer:
        return Fact[datetime].unknown(source=source, reason="writer_not_seen", at=place.at)
    found = await readable(lambda: place.microsoft.dual_write.last_change(_BROUGHT_IN, writer))
    if isinstance(found, RemoteError):
        return Fact[datetime].unknown(source=source, reason=str(found), at=place.at)
    if found is None:
        return Fact[datetime].unknown(source=source, reason="never", at=place.at)
    return Fact[datetime].exact(found, source=source, at=place.at)
