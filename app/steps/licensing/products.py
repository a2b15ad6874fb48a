"""Which products and service plans mean what: the project's own table, with the date of its source.

Plans decide, not product names: new products reuse old plans, and the published list lags behind.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("skus.csv")

BASE, ATTACH, LEGACY = "fo_scm_base", "fo_scm_attach", "fo_unified_operations_plan_legacy"
OTHER_APPS: Final = ("fo_finance_base", "fo_commerce_base", "fo_project_operations_base")
PORTAL_USERS: Final = "power_pages_authenticated_capacity"
PORTAL_OLD: Final = ("portal_login_legacy", "portal_addon_legacy")


@dataclass(frozen=True, slots=True)
class Products:
    """`plans` and `part_numbers` by requirement, in lower case."""

    as_of: str
    plans: Mapping[str, frozenset[str]]
    part_numbers: Mapping[str, frozenset[str]]

    def proving(self, requirement: str, *, but_not: str = "") -> frozenset[str]:
        """The plans that only this requirement's products have."""
        return self.plans[requirement] - self.plans.get(but_not, frozenset())

    def means(self, requirement: str, part_number: str) -> bool:
        return part_number.lower() in self.part_numbers.get(requirement, frozenset())


@cache
def products() -> Products:
    """The table as it was shipped."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        as_of = file.readline().rpartition(":")[2].strip()
        rows = list(csv.DictReader(file))
    names = {row["requirement"] for row in rows}
    return Products(
        as_of,
        plans={name: _column(rows, name, "plan_id") for name in names},
        part_numbers={name: _column(rows, name, "part_number") for name in names},
    )


def _column(rows: list[dict[str, str]], requirement: str, column: str) -> frozenset[str]:
    return frozenset(
        row[column].lower() for row in rows if row["requirement"] == requirement and row[column]
    )
