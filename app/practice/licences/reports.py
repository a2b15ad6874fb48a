"""Licences as the admin API reports them: by currency, by storage and by product."""

from datetime import datetime

from app.practice.admin.asking import moment
from app.practice.environments import Environment
from app.practice.licences.holdings import CURRENCIES, POLICY_ID, Holdings
from app.practice.licences.profiles import Owned
from app.practice.people import PEOPLE, TENANT_ID
from app.practice.plot import Answers, Plot, Room

Json = dict[str, object]
_SINCE = "2026-01-12T09:30:00.1234567Z"
_STORAGE = (
    ("Database", 20_480, 7_301.5),
    ("File", 40_960, 3_120.0),
    ("Log", 4_096, 512.25),
    ("FinOpsDatabase", 61_440, 30_100.0),
    ("FinOpsFile", 61_440, 2_048.0),
)
_SUMMARIES = {
    Room.PLENTY: ("Available", "AllCapacityAvailable"),
    Room.TIGHT: ("Available", "DBCapacityMoreThanEightyFive"),
    Room.COVERED: ("AvailableByOverflow", "FileOverDBCover"),
    Room.FULL: ("NotAvailable", "DBCapacityOver"),
}
_USED = {
    Room.TIGHT: ("Database", 0.96),
    Room.COVERED: ("File", 1.01),
    Room.FULL: ("Database", 1.015),
}
"""The kind of storage that stands out, and how much of it is used."""
_PRODUCTS = {
    "DYN365_SCM": ("supplyChainManagement", "base"),
    "DYN365_SCM_ATTACH": ("supplyChainManagement", "attach"),
    "DYN365_FINANCE": ("finance", "base"),
    "DYN365_TEAM_MEMBERS": ("teamMember", "base"),
    "Dyn365_Operations_Activity": ("activity", "base"),
}
_FULL_USE = frozenset({"supplyChainManagement", "finance"})


def currency_reports(
    holdings: Holdings, now: datetime, *, allocations: bool, consumptions: bool
) -> list[Json]:
    return [
        {
            "currencyType": name,
            "purchased": holdings.profile.bought.get(name, 0),
            "allocated": holdings.assigned_in_all(name) if allocations else None,
            "consumed": {"unitsConsumed": 0, "lastUpdatedDay": now.strftime("%Y-%m-%dT00:00:00Z")}
            if consumptions
            else None,
        }
        for name in CURRENCIES
    ]


def allocations(holdings: Holdings, environment_id: str) -> Json:
    assigned = holdings.assigned(environment_id)
    listed = [{"currencyType": name, "allocated": units} for name, units in assigned.items()]
    return {"environmentId": environment_id, "currencyAllocations": listed}


def policy(plot: Plot) -> Json:
    made = {"id": PEOPLE[0].oid, "type": "User"}
    return {
        "id": POLICY_ID,
        "name": "Contoso pay-as-you-go",
        "type": "TenantOwned",
        "status": "BeingThoughtAbout" if plot.answers is Answers.ODD else "Enabled",
        "location": "europe",
        "billingInstrument": {
            "id": f"/subscriptions/{TENANT_ID}/resourceGroups/contoso",
            "subscriptionId": TENANT_ID,
            "resourceGroup": "contoso",
        },
        "createdOn": _SINCE,
        "createdBy": made,
        "lastModifiedOn": _SINCE,
        "lastModifiedBy": made,
    }


def tenant_capacity(holdings: Holdings, now: datetime, plot: Plot) -> Json:
    room = Room.FULL if plot.answers is Answers.CROWDED else plot.room
    status, code = _SUMMARIES[room]
    full, used = _USED.get(room, ("", 0.0))
    database = [
        _capacity(kind, total, total * used if kind == full else rated, holdings, now)
        for kind, total, rated in _STORAGE
    ]
    return {
        "tenantId": TENANT_ID,
        "licenseModelType": "StorageDriven",
        "capacitySummary": {
            "status": status,
            "statusMessageCode": code,
            "finOpsStatus": "Available",
            "finOpsStatusMessageCode": "FinOpsAllCapacityAvailable",
        },
        "tenantCapacities": database,
    }


def _capacity(kind: str, total: int, used: float, holdings: Holdings, now: datetime) -> Json:
    """The licences that grant storage are named with the two databases."""
    grants = [one for one in holdings.profile.owned if one.part.startswith(("DYN365_", "CDS_"))]
    is_over = used > total
    covered = is_over and kind == "File"
    return {
        "capacityType": kind,
        "capacityUnits": "MB",
        "totalCapacity": total,
        "maxCapacity": total,
        "status": "AvailableByOverflow" if covered else "NotAvailable" if is_over else "Available",
        "consumption": {
            "actual": used,
            "rated": used,
            "actualUpdatedOn": moment(now),
            "ratedUpdatedOn": moment(now),
        },
        "capacityEntitlements": [
            {"capacityType": kind, "totalCapacity": total, "licenses": [_grant(one, kind)]}
            for one in grants
            if kind in ("Database", "FinOpsDatabase")
        ],
    }


def _grant(owned: Owned, kind: str) -> Json:
    counts = {"enabled": owned.enabled, "warning": owned.warning, "suspended": owned.suspended}
    return {
        "entitlementCode": kind,
        "displayName": owned.sku.product,
        "servicePlanId": owned.sku.plans[0][1],
        "skuId": owned.sku.id,
        "isTemporaryLicense": False,
        "temporaryLicenseExpiryDate": None,
        "paid": counts,
        "trial": {"enabled": 0, "warning": 0, "suspended": 0},
        "totalCapacity": 0,
        "capabilityStatus": owned.standing,
    }


def finance_summary(holdings: Holdings, now: datetime) -> Json | None:
    """None without a licence for a whole product: the report knows no newer names either."""
    products: dict[str, Json] = {}
    for owned in holdings.profile.owned:
        if owned.part in _PRODUCTS:
            product, kind = _PRODUCTS[owned.part]
            products.setdefault(product, {})[f"{kind}Consumption"] = _counts(owned, kind)
    if not _FULL_USE & set(products):
        return None
    for counts in products.values():
        counts["licenseRequirements"] = {"usersNeedingLicenseCount": 0}
    return {
        "tenantId": TENANT_ID,
        "lastReportRefreshTime": now.strftime("%Y-%m-%dT00:00:00Z"),
        "allUsersCount": 42,
        "underLicensedUsersCount": 0,
        "overLicensedUsersCount": 1,
        "usersWithoutLicensesCount": 2,
        "licensesConsumption": {"commerce": {}, "operations": {}, **products},
    }


def _counts(owned: Owned, kind: str) -> Json:
    name, usable = kind.capitalize(), owned.enabled + owned.warning
    return {
        f"purchased{name}AssignedCount": min(owned.used, usable),
        f"purchased{name}UnassignedCount": max(0, usable - owned.used),
    }


def entitlement(holdings: Holdings, name: str) -> Json:
    """Of the tenant. Only the kinds of currencies above are known here."""
    bought = holdings.profile.bought.get(name, 0)
    capacity = _amounts(holdings, name, holdings.assigned_in_all(name))
    capacity |= {
        "unit": "Count",
        "entitled": {"value": bought},
        "status": "WithinCapacity" if bought else "NotSpecified",
        "licenses": [],
    }
    return {
        "entitlementId": name,
        "productCategories": ["PowerPages"],
        "entitlement": {"unit": "Count", "capacity": capacity, "payGo": None},
    }


def environment_entitlement(holdings: Holdings, name: str, one: Environment) -> Json:
    assigned = holdings.assigned(one.id).get(name, 0)
    capacity = _amounts(holdings, name, assigned)
    capacity |= {
        "enforcementRules": [],
        "status": "WithinCapacity" if assigned else "NotSpecified",
    }
    return {
        "entitlementId": name,
        "environmentId": one.id,
        "environmentName": one.name,
        "productCategories": ["PowerPages"],
        "addons": [],
        "entitlement": {"unit": "Count", "capacity": capacity, "payGo": None},
    }


def _amounts(holdings: Holdings, name: str, allocated: int) -> Json:
    return {
        "allocated": {"value": allocated, "autoAllocated": 0},
        "consumed": {"value": 0},
        "availableQuantity": holdings.free(name),
    }
