"""Which solutions an organization has installed, and what that means for its tables."""

from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.filters import Entity

_PLATFORM = (
    ("Default", "Default Solution", "1.0", False),
    ("Active", "Active Solution", "1.0", False),
    ("msdynce_AppCommon", "Dynamics 365 App Common", "9.0.4.1100", True),
    ("msdynce_Sales", "Sales", "9.0.24034.1003", True),
)
_DUAL_WRITE = (
    ("DualWriteCore", "Dual Write Core", "1.0.31.0", True),
    ("DualWriteCoreAnchor", "Dual Write Core Anchor", "1.0.31.0", True),
    ("Dynamics365Company", "Dynamics 365 Company", "2.3.4.210", True),
    (
        "Dynamics365FinanceAndOperationsCommon",
        "Dynamics 365 Finance and Operations Common",
        "2.3.4.210",
        True,
    ),
    ("CurrencyExchangeRates", "Currency Exchange Rates", "2.3.4.210", True),
    (
        "msdyn_DualWriteAppCoreMaps",
        "Dual-write application core entity maps",
        "2.3.4.210",
        True,
    ),
    ("msdyn_DualWriteAppCoreAnchor", "Dual-write application core", "2.3.4.210", True),
    ("HCMCommon", "HCM Common", "2.3.4.210", True),
    ("Dynamics365FinanceExtended", "Dynamics 365 Finance Extended", "2.3.4.210", True),
    (
        "msdyn_Dynamics365FinanceExtendedMaps",
        "Dynamics 365 Finance Extended entity maps",
        "2.3.4.210",
        True,
    ),
    (
        "msdyn_Dynamics365FinanceExtendedAnchor",
        "Dynamics 365 Finance Extended anchor",
        "2.3.4.210",
        True,
    ),
    ("FieldServiceCommon", "Field Service Common", "2.3.4.210", True),
    (
        "Dynamics365SupplyChainExtended",
        "Dynamics 365 Supply Chain Extended",
        "2.3.4.210",
        True,
    ),
    (
        "msdyn_Dynamics365SupplyChainExtendedMaps",
        "Dynamics 365 Supply Chain Extended entity maps",
        "2.3.4.210",
        True,
    ),
    (
        "msdyn_Dynamics365SupplyChainExtendedAnchor",
        "Dynamics 365 Supply Chain Extended anchor",
        "2.3.4.210",
        True,
    ),
)
_PORTAL = (
    ("MicrosoftPortalBase", "Portal Base", "9.3.2405.4", True),
    ("AdxstudioPortalBase", "Dynamics 365 Portals - Base", "9.3.2405.4", True),
)


def solutions(organization_id: str, *, with_portal: bool) -> list[Entity]:
    """With a portal come the dual-write solutions it needs; without, only what is always there."""
    listed = (*_PLATFORM, *(_DUAL_WRITE + _PORTAL if with_portal else ()))
    return [
        {
            "solutionid": str(uuid5(NAMESPACE_OID, f"{organization_id} {name}")),
            "uniquename": name,
            "friendlyname": title,
            "version": version,
            "ismanaged": is_managed,
            "isvisible": True,
            "installedon": "2026-01-12T09:40:00Z",
            "createdon": "2026-01-12T09:40:00Z",
            "modifiedon": "2026-01-12T09:40:00Z",
            "versionnumber": 500_000 + number,
        }
        for number, (name, title, version, is_managed) in enumerate(listed)
    ]
