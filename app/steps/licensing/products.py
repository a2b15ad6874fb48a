"""Which products and service plans mean what: the project's own table, with the date of its source.

Plans decide, not product names: new products reuse old plans, and the published list lags behind.
The table is shipped; `portal-setup licences update` may have laid a newer one beside the database.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("skus.csv")
COLUMNS: Final = ("requirement", "product", "part_number", "sku_id", "plan", "plan_id")
TITLE: Final = "# Products and service plans, from the list that Microsoft publishes. As of: "

BASE, ATTACH, LEGACY = "fo_scm_base", "fo_scm_attach", "fo_unified_operations_plan_legacy"
OTHER_APPS: Final = ("fo_finance_base", "fo_commerce_base", "fo_project_operations_base")
PORTAL_USERS: Final = "power_pages_authenticated_capacity"
PORTAL_OLD: Final = ("portal_login_legacy", "portal_addon_legacy")
FOR_PEOPLE: Final = (BASE, ATTACH, LEGACY, *OTHER_APPS, "power_apps_user_right",
                     "power_apps_per_app_right")  # fmt: skip
"""Licences with which a person may work in Dataverse."""


@dataclass(frozen=True)
class Products:
    """The rows of one table, and what they say by requirement, in lower case."""

    as_of: str
    rows: tuple[Mapping[str, str], ...]

    @cached_property
    def plans(self) -> Mapping[str, frozenset[str]]:
        return self._by_requirement("plan_id")

    @cached_property
    def part_numbers(self) -> Mapping[str, frozenset[str]]:
        return self._by_requirement("part_number")

    @cached_property
    def _skus(self) -> frozenset[str]:
        return frozenset(row["sku_id"].lower() for row in self.rows if row["sku_id"])

    def proving(self, requirement: str, *, but_not: str = "") -> frozenset[str]:
        """The plans that only this requirement's products have."""
        return self.plans[requirement] - self.plans.get(but_not, frozenset())

    def any_of(self, requirements: Iterable[str]) -> frozenset[str]:
        """The plans of several requirements together."""
        return frozenset[str]().union(*(self.plans[name] for name in requirements))

    def means(self, requirement: str, part_number: str) -> bool:
        return part_number.lower() in self.part_numbers.get(requirement, frozenset())

    def knows(self, part_number: str, sku_id: str, plans: Iterable[str]) -> bool:
        """Whether the table has the product itself, or a plan of it."""
        named = any(self.means(one, part_number) for one in self.part_numbers)
        known = self.any_of(self.plans)
        return named or sku_id.lower() in self._skus or any(p.lower() in known for p in plans)

    def _by_requirement(self, column: str) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {row["requirement"]: set() for row in self.rows}
        for row in self.rows:
            if row[column]:
                found[row["requirement"]].add(row[column].lower())
        return {name: frozenset(values) for name, values in found.items()}


class _Beside:
    """Where a newer table may lie. Set once, when the program is put together."""

    file: Path | None = None


def look_beside(folder: Path) -> None:
    """Take the table in the data folder, too, from now on."""
    _Beside.file = beside(folder)


def beside(folder: Path) -> Path:
    """Where the table of `licences update` lies in the data folder."""
    return folder / "licences" / "skus.csv"


def products() -> Products:
    """The newer of the two tables: the shipped one, and the one in the data folder."""
    shipped, file = shipped_products(), _Beside.file
    try:
        newer = _read(file, file.stat().st_mtime_ns) if file else shipped
    except (OSError, ValueError, KeyError, csv.Error):  # not there, or no table of ours
        return shipped
    is_whole = shipped.plans.keys() <= newer.plans.keys()
    return newer if is_whole and newer.as_of > shipped.as_of else shipped


def shipped_products() -> Products:
    return _read(TABLE, 0)


def read_table(file: Path) -> Products:
    """Raises ValueError for a file that is not a table of ours."""
    with file.open(encoding="utf-8", newline="") as lines:
        title = lines.readline().rstrip("\r\n")
        rows = csv.DictReader(lines)
        if not title.startswith(TITLE) or tuple(rows.fieldnames or ()) != COLUMNS:
            msg = f"{file} is not a table of products"
            raise ValueError(msg)
        known = tuple({name: row[name] or "" for name in COLUMNS} for row in rows)
    return Products(title.removeprefix(TITLE), known)


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> Products:
    return read_table(file)
