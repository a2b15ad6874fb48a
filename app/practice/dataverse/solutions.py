"""The solutions the practice tenant knows: what they are called, and at which version."""

from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.filters import Entity

PLATFORM = ("Default", "Active", "msdynce_AppCommon", "msdynce_Sales")
DUAL_WRITE = (
    "DualWriteCore",
    "DualWriteCoreAnchor",
    "Dynamics365Company",
    "Dynamics365FinanceAndOperationsCommon",
    "CurrencyExchangeRates",
    "msdyn_DualWriteAppCoreMaps",
    "msdyn_DualWriteAppCoreAnchor",
    "HCMCommon",
    "Dynamics365FinanceExtended",
    "msdyn_Dynamics365FinanceExtendedMaps",
    "msdyn_Dynamics365FinanceExtendedAnchor",
    "FieldServiceCommon",
    "Dynamics365SupplyChainExtended",
    "msdyn_Dynamics365SupplyChainExtendedMaps",
    "msdyn_Dynamics365SupplyChainExtendedAnchor",
)
PORTAL = ("MicrosoftCrmPortalBase", "MicrosoftPortalDependencies")

_SUITE = "2.3.4.265"
_KNOWN = {
    "Default": ("Default Solution", "1.0"),
    "Active": ("Active Solution", "1.0"),
    "msdynce_AppCommon": ("Dynamics 365 App Common", "9.0.4.1100"),
    "msdynce_Sales": ("Sales", "9.0.24034.1003"),
    "DualWriteCore": ("Dual Write Core", "1.0.31.0"),
    "DualWriteCoreAnchor": ("Dual Write Core Anchor", "1.0.31.0"),
    "Dynamics365Company": ("Dynamics 365 Company", _SUITE),
    "Dynamics365FinanceAndOperationsCommon": (
        "Dynamics 365 Finance and Operations Common",
        _SUITE,
    ),
    "CurrencyExchangeRates": ("Currency Exchange Rates", _SUITE),
    "msdyn_DualWriteAppCoreMaps": ("Dual-write application core entity maps", _SUITE),
    "msdyn_DualWriteAppCoreAnchor": ("Dual-write application core", _SUITE),
    "HCMCommon": ("HCM Common", _SUITE),
    "HCMCommonAnchor": ("HCM Common anchor", _SUITE),
    "msdyn_Dynamics365HCMMaps": ("Dynamics 365 HCM entity maps", _SUITE),
    "msdyn_Dynamics365HCMAnchor": ("Dynamics 365 HCM anchor", _SUITE),
    "Dynamics365FinanceExtended": ("Dynamics 365 Finance Extended", _SUITE),
    "msdyn_Dynamics365FinanceExtendedMaps": (
        "Dynamics 365 Finance Extended entity maps",
        _SUITE,
    ),
    "msdyn_Dynamics365FinanceExtendedAnchor": ("Dynamics 365 Finance Extended anchor", _SUITE),
    "FieldServiceCommon": ("Field Service Common", _SUITE),
    "Dynamics365SupplyChainExtended": ("Dynamics 365 Supply Chain Extended", _SUITE),
    "msdyn_Dynamics365SupplyChainExtendedMaps": (
        "Dynamics 365 Supply Chain Extended entity maps",
        _SUITE,
    ),
    "msdyn_Dynamics365SupplyChainExtendedAnchor": (
        "Dynamics 365 Supply Chain Extended anchor",
        _SUITE,
    ),
    "MicrosoftCrmPortalBase": ("Dynamics 365 Portals - Base", "9.3.2405.4"),
    "MicrosoftPortalDependencies": ("Dynamics 365 Portals - Dependencies", "9.3.2405.4"),
}


def solution_id(organization_id: str, name: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{organization_id} {name}"))


def solution_row(organization_id: str, name: str, now: str) -> Entity:
    """Of a solution it does not know, the practice tenant makes up title and version."""
    title, version = _KNOWN.get(name, (name, "1.0.0.0"))
    return {
        "solutionid": solution_id(organization_id, name),
        "uniquename": name,
        "friendlyname": title,
        "version": version,
        "ismanaged": name not in PLATFORM[:2],
        "isvisible": True,
        "installedon": now,
        "createdon": now,
        "modifiedon": now,
    }


def solution_rows(organization_id: str, names: Iterable[str], now: str) -> list[Entity]:
    rows = [solution_row(organization_id, name, now) for name in names]
    return [{**row, "versionnumber": 500_000 + number} for number, row in enumerate(rows)]
