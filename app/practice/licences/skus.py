"""The licences that can be owned here: Microsoft's published names and ids, and two made up."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("skus.csv")


@dataclass(frozen=True, slots=True)
class Sku:
    """`plans` are (name, id)."""

    part: str
    product: str
    id: str
    applies_to: str
    plans: tuple[tuple[str, str], ...]


@cache
def read_skus() -> dict[str, Sku]:
    """By part number."""
    found: dict[str, Sku] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        lines.readline()  # what it is, and as of when
        for row in csv.DictReader(lines):
            before = found[row["part"]].plans if row["part"] in found else ()
            plans = (*before, (row["plan"], row["plan_id"]))
            found[row["part"]] = Sku(
                row["part"], row["product"], row["sku_id"], row["applies_to"], plans
            )
    return found
