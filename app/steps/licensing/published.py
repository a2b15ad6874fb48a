"""Reading Microsoft's published list of products and plans: from outside, so pure and wary."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.steps.licensing.products import BASE, PORTAL_USERS, shipped_products

COLUMNS: Final = (
    "Product_Display_Name", "String_Id", "GUID", "Service_Plan_Name", "Service_Plan_Id",
    "Service_Plans_Included_Friendly_Names",
)  # fmt: skip
LARGEST: Final = 16 * 1024 * 1024
MOST_ROWS: Final = 100_000
LONGEST_CELL: Final = 500
_WELL_FORMED = 0.95
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_FORMULA = ("=", "+", "-", "@")


class NotTheList(ValueError):
    """Why a file is not taken for the list, ready to be read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan of one product, as Microsoft lists it; ids in lower case."""

    product: str
    part_number: str
    sku_id: str
    plan: str
    plan_id: str


def read_list(data: bytes) -> Sequence[Listed]:
    """All rows whose ids are ids. Raises NotTheList, and never takes a file halfway."""
    if len(data) > LARGEST:
        raise NotTheList(f"It is larger than {LARGEST // 1024 // 1024} MB.")
    try:
        rows = list(_rows(_text(data)))
    except csv.Error as error:
        raise NotTheList(f"It is not readable as CSV ({error}).") from None
    good = [one for one in rows if _ID.fullmatch(one.sku_id) and _ID.fullmatch(one.plan_id)]
    if len(good) < _WELL_FORMED * max(len(rows), 1):
        raise NotTheList("Too many rows have no ids of products and plans.")
    _must_know_ours(good)
    return good


def _text(data: bytes) -> str:
    """Microsoft has published it as UTF-8 and as Windows text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[Listed]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip() for name in next(reader, [])]
    if tuple(header) != COLUMNS:
        raise NotTheList(f"Its columns are not {', '.join(COLUMNS)}.")
    for number, cells in enumerate(reader, start=2):
        if number > MOST_ROWS:
            raise NotTheList(f"It has more than {MOST_ROWS} rows.")
        if cells:
            yield _row(number, [" ".join(cell.split()) for cell in cells])


def _row(number: int, cells: list[str]) -> Listed:
    """Microsoft's own names hold tabs and hard spaces here and there: by now they are spaces."""
    if len(cells) != len(COLUMNS):
        raise NotTheList(f"Row {number} has {len(cells)} cells instead of {len(COLUMNS)}.")
    for cell in cells[:-1]:
        if len(cell) > LONGEST_CELL or not cell.isprintable():
            raise NotTheList(f"Row {number} has a cell that is no name and no id.")
        if cell.startswith(_FORMULA):
            raise NotTheList(f"Row {number} has a cell that a spreadsheet would run.")
    product, part_number, sku_id, plan, plan_id, _ = cells
    return Listed(product, part_number, sku_id.lower(), plan, plan_id.lower())


def _must_know_ours(rows: Sequence[Listed]) -> None:
    """The list that is meant has the products that this wizard is about."""
    found, known = {one.plan_id for one in rows}, shipped_products()
    if not (found & known.plans[BASE] and found & known.plans[PORTAL_USERS]):
        raise NotTheList("It knows neither Supply Chain Management nor Power Pages.")
