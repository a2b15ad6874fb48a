"""What a table has, by the names people see, and how much is in it.

The wire contract is Microsoft's documentation of the Web API: "Query table definitions" for labels
and relationships, "Count rows" for `$count` beside a page, and the function
`RetrieveTotalRecordCount`, whose numbers may be a day old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pydantic import Field

from app.microsoft.dataverse.privileges import Privileges
from app.microsoft.dataverse.replies import Reply, Row
from app.microsoft.dataverse.service import quoted
from app.microsoft.dataverse.shapes import Shapes

_MOST = 5000
"""Dataverse counts no further beside a page."""


@dataclass(frozen=True, slots=True)
class Described:
    """Columns with their types and labels; lookups with the tables they may lead to."""

    entity_set: str
    types: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lookups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def called(self, label: str) -> str:
        """The only column of that label in any language; empty when there is none, or several."""
        wanted = label.lower()
        found = [name for name, labels in self.labels.items() if wanted in labels]
        return found[0] if len(found) == 1 else ""

    def leading_to(self, table: str) -> list[str]:
        return sorted(name for name, targets in self.lookups.items() if table in targets)


@dataclass(frozen=True, slots=True)
class Sample:
    """`count` is None for more than Dataverse counts; `rows` are a few of them."""

    count: int | None
    rows: Sequence[Row]


class _Text(Reply):
    label: str | None = Field(alias="Label", default=None)


class _Label(Reply):
    texts: list[_Text] = Field(alias="LocalizedLabels", default=[])


class _Attribute(Reply):
    name: str = Field(alias="LogicalName")
    type: str = Field(alias="AttributeType")
    label: _Label | None = Field(alias="DisplayName", default=None)


class _ManyToOne(Reply):
    column: str = Field(alias="ReferencingAttribute")
    target: str = Field(alias="ReferencedEntity")


class _Definition(Reply):
    entity_set: str = Field(alias="EntitySetName")
    attributes: list[_Attribute] = Field(alias="Attributes")
    many_to_one: list[_ManyToOne] = Field(alias="ManyToOneRelationships")


class _Page(Reply):
    value: list[Row]
    count: int = Field(alias="@odata.count")


class _Counts(Reply):
    keys: list[str] = Field(alias="Keys")
    values: list[int] = Field(alias="Values")


class _Totals(Reply):
    counts: _Counts = Field(alias="EntityRecordCountCollection")


class Describing(Shapes, Privileges):
    async def described(self, table: str) -> Described | None:
        """None when the organization has no table of that name."""
        if table not in await self._tables():
            return None
        call = self._call(
            f"read the columns of {table}",
            f"EntityDefinitions(LogicalName={quoted(table)})",
            select="LogicalName,EntitySetName",
            expand="Attributes($select=LogicalName,AttributeType,DisplayName),"
            "ManyToOneRelationships($select=ReferencingAttribute,ReferencedEntity)",
        )
        read = await self._transport.get(call, _Definition)
        lookups: dict[str, frozenset[str]] = {}
        for one in read.many_to_one:
            lookups[one.column] = lookups.get(one.column, frozenset()) | {one.target}
        return Described(
            read.entity_set,
            types={one.name: one.type for one in read.attributes},
            labels={one.name: _labels(one) for one in read.attributes},
            lookups=lookups,
        )

    async def sample(
        self, entity_set: str, *, select: Sequence[str], only: str, most: int = 5
    ) -> Sample:
        """How many rows meet a condition, and the first few, in one question."""
        call = self._call(
            f"look through {entity_set}",
            entity_set,
            prefer=f"odata.maxpagesize={most}",
            select=",".join(select),
            filter=only,
            count="true",
        )
        page = await self._read(call, _Page)
        return Sample(page.count if page.count < _MOST else None, page.value[:most])

    async def totals(self, entity_sets: Sequence[str]) -> dict[str, int]:
        """Rows of those of the sets that there are, by set. The numbers may be a day old."""
        known = {one.entity_set: name for name, one in (await self._tables()).items()}
        there = {known[one]: one for one in entity_sets if one in known}
        if not there:
            return {}
        names = quote(",".join(quoted(name) for name in there), safe="',")
        path = f"RetrieveTotalRecordCount(EntityNames=%5B{names}%5D)"
        read = await self._transport.get(self._call("count all rows", path), _Totals)
        counted = zip(read.counts.keys, read.counts.values, strict=False)
        return {there[name]: number for name, number in counted if name in there}


def _labels(one: _Attribute) -> frozenset[str]:
    texts = one.label.texts if one.label else []
    return frozenset(text.label.strip().lower() for text in texts if text.label)
