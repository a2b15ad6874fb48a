"""Microsoft's words about licences become ours, once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from app.microsoft.graph import HeldLicence, SubscribedSku
from app.microsoft.licensing import Currency, TenantCapacity
from app.microsoft.power_pages import CUSTOMER_PORTAL, Website
from app.microsoft.templates import Template
from app.steps.licensing.facts import (
    Grant,
    Held,
    Offered,
    Pool,
    SiteClock,
    Sku,
    Space,
    StorageSeen,
)

_ENDED = frozenset({"Suspended", "Deleted", "LockedOut"})
_OF_FINANCE = "d365_finops"
_NOT_ENTITLED = "DynamicsEntitlementMissing"


class _WithBlanks(Protocol):
    @property
    def blanks(self) -> tuple[str, ...]: ...


def blank_numbers(read: Iterable[_WithBlanks | None]) -> Iterator[str]:
    """The numbers that Microsoft left empty, and that count as 0."""
    return (name for one in read if one for name in one.blanks)


def summed(listed: Sequence[SubscribedSku]) -> list[Sku]:
    """One entry a product. Units of an ended subscription cannot be used any more."""
    found: dict[str, Sku] = {}
    for one in listed:
        before = found.get(one.sku_id, Sku(part_number=one.part_number, plans=[]))
        units = one.units
        live = one.status not in _ENDED
        found[one.sku_id] = Sku(
            id=one.sku_id.lower(),
            part_number=one.part_number,
            plans=sorted({*before.plans, *one.plans}),
            used=before.used + int(one.consumed if live else 0),
            enabled=before.enabled + int(units.enabled if units and live else 0),
            grace=before.grace + int(units.warning if units and live else 0),
            suspended=before.suspended + int(units.suspended if units else 0),
        )
    return list(found.values())


def pools(found: Sequence[Currency]) -> dict[str, Pool]:
    return {
        one.type: Pool(purchased=one.purchased, allocated=one.allocated, consumed=one.consumed)
        for one in found
    }


def storage(found: TenantCapacity) -> StorageSeen:
    spaces = {
        one.type: Space(
            total=one.total, used=one.used, status=one.status or "", unit=one.unit or ""
        )
        for one in found.storages
    }
    grants = {
        (one.sku, one.plan, one.name): Grant(
            name=one.name or "",
            plan=(one.plan or "").lower(),
            sku=(one.sku or "").lower(),
            status=one.status or "",
            ends=(one.ends or "") if one.is_temporary else "",
        )
        for one in found.licences
        if one.is_live
    }
    return StorageSeen(spaces=spaces, codes=found.codes, grants=list(grants.values()))


def clocks(found: Sequence[Website]) -> list[SiteClock]:
    """Of Customer portals only: other sites of the environment have capacity of their own."""
    return [
        SiteClock(
            name=one.name or one.subdomain,
            kind=one.kind,
            trial_days=one.trial_days,
            deleting_days=one.deleting_days,
        )
        for one in found
        if one.template.lower() == CUSTOMER_PORTAL.lower()
    ]


def held(found: Sequence[HeldLicence]) -> list[Held]:
    return [Held(part_number=one.part_number, plans=one.plans) for one in found]


def offered(found: Sequence[Template]) -> Offered:
    """One that is on offer for any kind of environment is usable."""
    ours = [one for one in found if one.name.lower().startswith(_OF_FINANCE)]
    usable = [one for one in ours if any(not a.is_disabled for a in one.availability or ())]
    refused = [
        one
        for one in ours
        if one not in usable and any(a.reason == _NOT_ENTITLED for a in one.availability or ())
    ]
    return Offered(
        usable=sorted(one.name for one in usable), refused=sorted(one.name for one in refused)
    )
