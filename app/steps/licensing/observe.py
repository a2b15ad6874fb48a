"""Looking for licences: each source is asked for itself, the one with the least rights always."""

from datetime import datetime

from app.microsoft.clients import Microsoft
from app.microsoft.licensing import FinanceSummary
from app.steps.licensing.asked import Unseen, asked, asked_of, consented, fact
from app.steps.licensing.facts import Bought, LicensingFacts, Report, Sku
from app.steps.licensing.reading import (
    blank_numbers,
    clocks,
    held,
    offered,
    pools,
    storage,
    summed,
)
from app.wizard.facts import Fact

REPORT = "Power Platform: licensing/FinOpsLicensing/GetLicenseSummaryV2"
POOLS = "Power Platform: licensing/tenantCapacity/currencyReports"
STORAGE = "Power Platform: licensing/tenantCapacity"
POLICY = "Power Platform: licensing/environments/billingPolicy"
ASSIGNED = "Power Platform: licensing/environments/allocations"
SITES = "Power Pages: websites"
TEMPLATES = "Power Platform: environmentmanagement/provisioning/locations/templates"
SKUS = "Microsoft Graph: subscribedSkus"
MINE = "Microsoft Graph: me/licenseDetails"

NO_REPORT = "Microsoft has no report on finance and operations licences for this tenant."
NOT_ASKED = "Microsoft Graph was not asked: it needs a consent of its own."


async def observe(
    microsoft: Microsoft, platform_id: str, at: datetime, *, ask_graph: bool
) -> LicensingFacts:
    """What is seen now. Only the list of all products needs an administrator's consent."""
    admin, graph = microsoft.admin, microsoft.graph
    licensing = admin.licensing
    room = await asked(licensing.storage)
    policy = await asked_of(platform_id, licensing.billing_policy)
    assigned = await asked_of(platform_id, licensing.allocations)
    sites = await asked_of(platform_id, admin.power_pages.websites)
    return LicensingFacts(
        report=_report(await asked(licensing.finance_summary), at),
        skus=await _skus(microsoft, at, ask=ask_graph),
        plans=fact(room, STORAGE, at, lambda seen: seen.plans),
        storage=fact(room, STORAGE, at, storage, lambda seen: blank_numbers(seen.storages)),
        policy=fact(policy, POLICY, at, lambda found: found),
        assigned=fact(assigned, ASSIGNED, at, dict),
        pools=fact(await asked(licensing.currencies), POOLS, at, pools, blank_numbers),
        sites=fact(sites, SITES, at, clocks),
        held=fact(await consented(graph.my_licences), MINE, at, held),
        offered=fact(await asked(admin.licensing.templates.listed), TEMPLATES, at, offered),
    )


def _report(found: FinanceSummary | Unseen | None, at: datetime) -> Fact[Report]:
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
    listed = await consented(microsoft.graph.subscribed_skus)
    return fact(
        listed, SKUS, at, summed, lambda skus: blank_numbers([*skus, *(s.units for s in skus)])
    )
