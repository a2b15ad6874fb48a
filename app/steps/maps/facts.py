"""What we look at to say whether dual-write is installed in an environment."""

from typing import Final

from app.wizard.facts import Fact, Facts

CORE_TABLE: Final = "msdyn_dualwriteentitymap"

SOLUTIONS: Final = (
    "msdyn_DualWriteAppCoreMaps",
    "HCMCommon",
    "Dynamics365FinanceExtended",
    "Dynamics365SupplyChainExtended",
)
"""One solution of each package the Customer portal needs, in the documented order of installing."""


class MapsFacts(Facts):
    """Whether the map table exists, which solutions are there, and what the environment links to.

    `solutions` maps a unique name to its version, or to an empty text when it is not installed.
    `linked_to` is the address of finance and operations, or an empty text when there is no link.
    """

    core_table: Fact[bool]
    solutions: dict[str, Fact[str]]
    linked_to: Fact[str]
