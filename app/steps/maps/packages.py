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

ALL_IN_ONE_PACKAGE: Final = "Dynamics365FinanceAndOperationsAnchor"
"""Dual-write application orchestration solution: the older package, instead of the three newer."""

ALL_IN_ONE_BRINGS: Final = (
    "Dynamics365Company",
    "Dynamics365FinanceAndOperationsCommon",
    "CurrencyExchangeRates",
    "Dynamics365FinanceExtended",
    "Dynamics365SupplyChainExtended",
    ALL_IN_ONE,
)
"""The core solution and the tables of Human Resources it does not bring."""

_OTHER_TITLES: Final = {
    ALL_IN_ONE: "Dual-write application orchestration solution",
    ALL_IN_ONE_PACKAGE: "Dual-write application orchestration solution",
    "Dynamics365GABParty_Anchor": "Dual-write Party and Global Address Book Solutions",
}

CORE_SOLUTIONS: Final = ("DualWriteCore", "DualWriteCoreAnchor")
"""What the core solution is called where it was seen. Their absence proves nothing."""

PARTY_PACKAGE: Final = "Dynamics365GABParty_Anchor"
PARTY: Final = ("Party", "Dynamics365GABExtended")
"""With either of these, contacts come through another map."""

REQUIRED: Final = tuple(name for package in PACKAGES for name in package.solutions)
ANCHORS: Final = (
    *(package.unique_name for package in PACKAGES), ALL_IN_ONE_PACKAGE, PARTY_PACKAGE,
)  # fmt: skip
"""A package leaves a solution of its own name behind, whose version is the installed one."""
ASKED_FOR: Final = tuple(dict.fromkeys((*REQUIRED, ALL_IN_ONE, *PARTY, *CORE_SOLUTIONS, *ANCHORS)))

AT_LEAST: Final = {
    "Dynamics365Company": "2.0.133",
    "Dynamics365FinanceAndOperationsCommon": "2.0.133",
    "CurrencyExchangeRates": "2.0.133",
    "Dynamics365FinanceExtended": "2.0.227",
    "Dynamics365SupplyChainExtended": "2.0.227",
}
"""Versions that Microsoft's own error texts ask for."""

PACKAGE_AT_LEAST: Final = {
    "msdyn_Dynamics365SupplyChainExtendedAnchor": "2.3.4.265",
    "Dynamics365GABParty_Anchor": "3.5.1.135",
}
"""Older ones do not know the application that dual-write works as since September 2025."""


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


def title_of(name: str) -> str:
    """As the admin center lists it, by the name of a package or of the old solution of maps."""
    named = {package.unique_name: package.title for package in PACKAGES}
    return {**named, **_OTHER_TITLES}.get(name, name)
