"""Our table of products brought up to date from Microsoft's list: what changes, and how. Pure.

A product belongs to a requirement when the table says so; one that the table does not have, when
it has a plan that only this requirement has. What Microsoft no longer lists is kept: a tenant can
still own it.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.steps.licensing.products import COLUMNS, TITLE, Products
from app.steps.licensing.published import Listed

Row = Mapping[str, str]
_ALIKE = re.compile(r"portal|power.?pages|supply.?chain|(?<![a-z])scm(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """`gone` are rows that Microsoft lists no more, and that are kept. `possible` are products that
    look like ours by name, and that no rule takes.
    """

    added: Sequence[Row]
    gone: Sequence[Row]
    renamed: Sequence[tuple[Row, Row]]
    possible: Sequence[str]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.renamed)


def renew(table: Products, listed: Sequence[Listed], as_of: str) -> tuple[Products, Difference]:
    """The new table, and what is different in it."""
    wanted = _Wanted(table, listed)
    fresh = [row for one in listed for row in wanted.rows(one)]
    new = {_key(row): row for row in fresh}
    old = {_key(row): row for row in table.rows}
    filled = {(row["requirement"], row["product"].casefold()) for row in fresh}
    kept = [
        row
        for key, row in old.items()
        if key not in new and not _is_filled(row, filled)
    ]  # fmt: skip
    rows = sorted([*new.values(), *kept], key=lambda row: tuple(row[name] for name in COLUMNS))
    taken = {row["sku_id"].lower() for row in rows}
    difference = Difference(
        added=[row for key, row in new.items() if key not in old],
        gone=[row for row in kept if row["sku_id"]],
        renamed=[(old[k], row) for k, row in new.items() if k in old and _names(old[k], row)],
        possible=sorted({
            f"{one.product} ({one.part_number})" for one in listed
            if one.sku_id not in taken and (_ALIKE.search(one.product) or
                                            _ALIKE.search(one.part_number))
        }),
    )  # fmt: skip
    return Products(as_of, tuple(rows)), difference


def as_csv(table: Products) -> str:
    """As `read_table` reads it."""
    file = io.StringIO(newline="")
    file.write(f"{TITLE}{table.as_of}\n")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table.rows)
    return file.getvalue()


class _Wanted:
    """Which rows of the list belong to us."""

    def __init__(self, table: Products, listed: Iterable[Listed]) -> None:
        self._table = table
        self._of_sku = _grouped((row["sku_id"].lower(), row["requirement"]) for row in table.rows)
        self._of_plan = _grouped((row["plan_id"].lower(), row["requirement"]) for row in table.rows)
        self._named = {
            row["product"].casefold(): row["requirement"]
            for row in table.rows
            if not row["sku_id"]
        }  # fmt: skip
        self._sold_in = _grouped((one.plan_id, one.product.casefold()) for one in listed)
        self._marked = _grouped(
            (one.sku_id, next(iter(of_plan)))
            for one in listed
            if len(of_plan := self._of_plan.get(one.plan_id, set())) == 1
        )

    def rows(self, one: Listed) -> list[Row]:
        known = self._of_sku.get(one.sku_id, set()) if one.sku_id else set()
        found = [
            _row(requirement, one)
            for requirement in known or self._marked.get(one.sku_id, set())
            if one.plan_id in self._table.plans[requirement]
        ]
        return found or self._by_name(one)

    def _by_name(self, one: Listed) -> list[Row]:
        """A product that we knew by its name alone, by the plans that only it has."""
        name = one.product.casefold()
        requirement = self._named.get(name)
        if requirement is None or self._sold_in[one.plan_id] != {name}:
            return []
        return [_row(requirement, one)]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        if key:
            found[key].add(value)
    return dict(found)


def _row(requirement: str, one: Listed) -> Row:
    values = (requirement, one.product, one.part_number, one.sku_id, one.plan, one.plan_id)
    return dict(zip(COLUMNS, values, strict=True))


def _key(row: Row) -> tuple[str, str, str, str]:
    """Names are no part of it, but where there is nothing else."""
    name = "" if row["sku_id"] else row["product"]
    return row["requirement"], row["sku_id"].lower(), row["plan_id"].lower(), name


def _is_filled(row: Row, filled: set[tuple[str, str]]) -> bool:
    return not row["sku_id"] and (row["requirement"], row["product"].casefold()) in filled


def _names(before: Row, after: Row) -> bool:
    return any(before[name] != after[name] for name in ("product", "part_number", "plan"))
