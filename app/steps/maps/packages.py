"""What Microsoft packs dual-write into: the packages in the order to install them."""

from dataclasses import dataclass
from typing import Final

CORE_TABLE: Final = "msdyn_dualwriteentitymap"


@dataclass(frozen=True, slots=True)
class Package:
    unique_name: str
    title: str
    solutions: tuple[str, ...] = ()


CORE: Final = Package("DualWriteCoreAnchor", "Dual-write core solution")
"""Its solution's unique name is not confirmed: the table of the maps tells whether it is there."""

PACKAGES: Final = (
    CORE,
    Package(
        "msdyn_DualWriteAppCoreAnchor",
        "Dual-write Application Core Solutions",
        (
            "Dynamics365Company",
            "Dynamics365FinanceAndOperationsCommon",
            "CurrencyExchangeRates",
            "msdyn_DualWriteAppCoreMaps",
        ),
    ),
    Package("HCMCommonAnchor", "Dynamics 365 HR Common Tables", ("HCMCommon",)),
    Package(
        "msdyn_Dynamics365FinanceExtendedAnchor",
        "Dual Write Finance and Extended Solutions",
        ("Dynamics365FinanceExtended", "msdyn_Dynamics365FinanceExtendedMaps"),
    ),
    Package(
        "msdyn_Dynamics365SupplyChainExtendedAnchor",
        "Dual Write Supply Chain Extended Solution",
        ("Dynamics365SupplyChainExtended", "msdyn_Dynamics365SupplyChainExtendedMaps"),
    ),
)

ALL_IN_ONE: Final = "Dynamics365FinanceAndOperationsDualWriteMaps"
"""The maps of the older package that held everything: stands in for the solutions of maps."""

PARTY: Final = ("Party", "Dynamics365GABExtended")
"""With either of these, contacts come through another map."""

REQUIRED: Final = tuple(name for package in PACKAGES for name in package.solutions)
ASKED_FOR: Final = (*REQUIRED, ALL_IN_ONE, *PARTY)

AT_LEAST: Final = {
    "Dynamics365Company": "2.0.133",
    "Dynamics365FinanceAndOperationsCommon": "2.0.133",
    "CurrencyExchangeRates": "2.0.133",
    "Dynamics365FinanceExtended": "2.0.227",
    "Dynamics365SupplyChainExtended": "2.0.227",
}
"""Versions that Microsoft's own error texts ask for."""

SALES_FAMILY_SINCE: Final = "2.3.4.203"
"""The Supply Chain solution that brings the order maps named after Dynamics 365 Sales."""


def is_at_least(version: str, wanted: str) -> bool:
    """By numbers: 10.0.383 is newer than 2.0. A version that cannot be read is not called old."""
    here, there = _numbers(version), _numbers(wanted)
    return here is None or there is None or here >= there


def _numbers(version: str) -> tuple[int, ...] | None:
    parts = version.strip().split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    return tuple(numbers + [0] * (4 - len(numbers)))


def package_of(solution: str) -> Package:
    return next(package for package in PACKAGES if solution in package.solutions)
