"""Looking for licences: each source is asked for itself, and "not allowed" is an answer."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from app.microsoft.clients import Microsoft
from app.microsoft.errors import Forbidden, NotThere, RemoteError, SignInNeeded
from app.microsoft.graph import SubscribedSku
from app.microsoft.licensing import FinanceSummary, TenantCapacity
from app.steps.licensing.facts import (
    Bought,
    LicensingFacts,
    Pool,
    Report,
    Sku,
    Space,
    StorageSeen,
)
from app.wizard.facts import Fact

T = TypeVar("T")
V = TypeVar("V")

REPORT = "Power Platform: licensing/FinOpsLicensing/GetLicenseSummaryV2"
POOLS = "Power Platform: licensing/tenantCapacity/currencyReports"
STORAGE = "Power Platform: licensing/tenantCapacity"
POLICY = "Power Platform: licensing/environments/billingPolicy"
ASSIGNED = "Power Platform: licensing/environments/allocations"
SKUS = "Microsoft Graph: subscribedSkus"

_ENDED = frozenset({"Suspended", "Deleted", "LockedOut"})
NO_REPORT = "Microsoft has no report on finance and operations licences for this tenant."
NOT_ASKED = "Microsoft Graph was not asked: it needs a consent of its own."
NO_ID = "Power Platform does not list this environment for the signed-in account."


async def observe(
    microsoft: Microsoft, platform_id: str, at: datetime, *, ask_graph: bool
) -> LicensingFacts:
    """What is seen now. "Not allowed" and "not offered here" become unknown facts."""
    licensing = microsoft.admin.licensing
    storage = await _asked(licensing.storage)
    return LicensingFacts(
        report=_report(await _asked(licensing.finance_summary), at),
        skus=await _skus(microsoft, at, ask=ask_graph),
        plans=_plans(storage, at),
        storage=_storage(storage, at),
        policy=_fact(
            await _of(platform_id, licensing.billing_policy), POLICY, at, lambda found: found
        ),
        assigned=_fact(await _of(platform_id, licensing.allocations), ASSIGNED, at, dict),
        pools=_fact(
            await _asked(licensing.currencies),
            POOLS,
            at,
            lambda found: {
                one.type: Pool(purchased=one.purchased, allocated=one.allocated) for one in found
            },
        ),
    )


class _Unseen(Exception):
    """Why a source told nothing, in its own words."""


async def _asked(ask: Callable[[], Awaitable[T]]) -> T | _Unseen:
    try:
        return await ask()
    except (Forbidden, NotThere) as refusal:
        return _Unseen(str(refusal))


async def _of(platform_id: str, ask: Callable[[str], Awaitable[T]]) -> T | _Unseen:
    if not platform_id:
        return _Unseen(NO_ID)
    return await _asked(lambda: ask(platform_id))


def _fact(found: T | _Unseen, source: str, at: datetime, value: Callable[[T], V]) -> Fact[V]:
    if isinstance(found, _Unseen):
        return Fact[V].unknown(source=source, reason=str(found), at=at)
    return Fact[V].exact(value(found), source=source, at=at)


def _report(found: FinanceSummary | _Unseen | None, at: datetime) -> Fact[Report]:
    """A tenant without a report may still have licences: other sources decide."""
    if isinstance(found, FinanceSummary):
        bought = {name: Bought(base=b, attach=a) for name, (b, a) in found.bought().items()}
        value = Report(bought=bought, refreshed=found.refreshed or "")
        return Fact[Report].exact(value, source=REPORT, at=at)
    reason = NO_REPORT if found is None else str(found)
    return Fact[Report].unknown(source=REPORT, reason=reason, at=at)


async def _skus(microsoft: Microsoft, at: datetime, *, ask: bool) -> Fact[list[Sku]]:
    if not ask:
        return Fact[list[Sku]].unknown(source=SKUS, reason=NOT_ASKED, at=at)
    try:
        listed = await microsoft.graph.subscribed_skus()
    except (Forbidden, SignInNeeded, NotThere) as refusal:  # no consent is an answer, too
        return Fact[list[Sku]].unknown(source=SKUS, reason=_words(refusal), at=at)
    return Fact[list[Sku]].exact(summed(listed), source=SKUS, at=at)


def summed(listed: Sequence[SubscribedSku]) -> list[Sku]:
    """One entry a product. Units of an ended subscription cannot be used any more."""
    found: dict[str, Sku] = {}
    for one in listed:
        before = found.get(one.sku_id, Sku(part_number=one.part_number, plans=[]))
        units = one.units
        live = one.status not in _ENDED
        found[one.sku_id] = Sku(
            part_number=one.part_number,
            plans=sorted({*before.plans, *one.plans}),
            enabled=before.enabled + int(units.enabled if units and live else 0),
            grace=before.grace + int(units.warning if units and live else 0),
            suspended=before.suspended + int(units.suspended if units else 0),
        )
    return list(found.values())


def _plans(found: TenantCapacity | _Unseen, at: datetime) -> Fact[list[str]]:
    return _fact(found, STORAGE, at, lambda seen: seen.plans)


def _storage(found: TenantCapacity | _Unseen, at: datetime) -> Fact[StorageSeen]:
    return _fact(found, STORAGE, at, _seen)


def _seen(found: TenantCapacity) -> StorageSeen:
    spaces = {
        one.type: Space(total=one.total, used=one.used, status=one.status or "")
        for one in found.storages
    }
    return StorageSeen(spaces=spaces, codes=found.codes)


def _words(error: RemoteError) -> str:
    return str(error)
