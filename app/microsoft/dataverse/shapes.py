"""What a table is made of, read from its definition: nothing about it is taken for granted."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from app.microsoft.dataverse.reading import Reading
from app.microsoft.dataverse.replies import Reply, TableDefinition, Tables
from app.microsoft.dataverse.service import quoted
from app.microsoft.transport import Transport

_LOOKUPS = frozenset({"Lookup", "Customer", "Owner"})
_DEFINITION = "LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute"
_ATTRIBUTE = "LogicalName,AttributeType,AttributeTypeName,AttributeOf"
_VALID = "IsValidForRead,IsValidForCreate,IsValidForUpdate"
_EXPAND = (
    f"Attributes($select={_ATTRIBUTE},{_VALID}),"
    "ManyToOneRelationships($select=ReferencingAttribute,ReferencedEntity,"
    "ReferencingEntityNavigationPropertyName),"
    "ManyToManyRelationships($select=SchemaName,Entity1LogicalName,Entity2LogicalName,"
    "Entity1NavigationPropertyName,Entity2NavigationPropertyName)"
)
_TEXTS = ("String", "Memo")


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is Microsoft's word: String, Memo, Integer, Boolean, Lookup, MultiSelectPicklist, ...

    `longest` is None for what has no length. `part_of` names the column that this one only
    accompanies (the name of a lookup, say): such columns are never read or written by themselves.
    """

    name: str
    kind: str
    can_read: bool
    can_create: bool
    can_update: bool
    longest: int | None = None
    part_of: str = ""

    @property
    def is_lookup(self) -> bool:
        return self.kind in _LOOKUPS

    @property
    def property(self) -> str:
        """Its name in a query and in a row: the value of a lookup has another name than it."""
        return f"_{self.name}_value" if self.is_lookup else self.name


@dataclass(frozen=True, slots=True)
class Lookup:
    """One table that a lookup column may lead to. To set it: `{navigation}@odata.bind`."""

    column: str
    navigation: str
    target: str
    target_set: str


@dataclass(frozen=True, slots=True)
class Association:
    """A many-to-many relationship as seen from one table, with the navigation on its side."""

    name: str
    navigation: str
    target: str
    target_set: str
    target_id: str


@dataclass(frozen=True)
class TableShape:
    """`lookups` by column, one for each table it may lead to; `associations` by their name."""

    table: str
    entity_set: str
    primary_id: str
    primary_name: str
    columns: Mapping[str, Column]
    lookups: Mapping[str, tuple[Lookup, ...]]
    associations: Mapping[str, Association]

    def has(self, *columns: str) -> bool:
        return all(name in self.columns for name in columns)


class _Kind(Reply):
    value: str = Field(alias="Value")


class _Attribute(Reply):
    name: str = Field(alias="LogicalName")
    type: str = Field(alias="AttributeType")
    kind: _Kind | None = Field(alias="AttributeTypeName", default=None)
    part_of: str | None = Field(alias="AttributeOf", default=None)
    can_read: bool = Field(alias="IsValidForRead")
    can_create: bool = Field(alias="IsValidForCreate")
    can_update: bool = Field(alias="IsValidForUpdate")


class _ManyToOne(Reply):
    column: str = Field(alias="ReferencingAttribute")
    target: str = Field(alias="ReferencedEntity")
    navigation: str = Field(alias="ReferencingEntityNavigationPropertyName")


class _ManyToMany(Reply):
    name: str = Field(alias="SchemaName")
    one: str = Field(alias="Entity1LogicalName")
    other: str = Field(alias="Entity2LogicalName")
    one_navigation: str | None = Field(alias="Entity1NavigationPropertyName", default=None)
    other_navigation: str | None = Field(alias="Entity2NavigationPropertyName", default=None)


class _Definition(TableDefinition):
    primary_name: str | None = Field(alias="PrimaryNameAttribute", default=None)
    attributes: list[_Attribute] = Field(alias="Attributes")
    many_to_one: list[_ManyToOne] = Field(alias="ManyToOneRelationships")
    many_to_many: list[_ManyToMany] = Field(alias="ManyToManyRelationships")


class _Length(Reply):
    name: str = Field(alias="LogicalName")
    longest: int | None = Field(alias="MaxLength", default=None)


class _Lengths(Reply):
    value: list[_Length]


class Shapes(Reading):
    """Remembers what it has read: tables do not change while somebody is at work."""

    def __init__(self, transport: Transport, origin: str) -> None:
        super().__init__(transport, origin)
        self._known: Mapping[str, TableDefinition] | None = None
        self._shapes: dict[str, TableShape] = {}

    async def shape(self, table: str) -> TableShape | None:
        """The table as its definition says, or None if the organization has none of that name."""
        if table not in await self._tables():
            return None
        if table not in self._shapes:
            self._shapes[table] = await self._define(table)
        return self._shapes[table]

    async def _tables(self) -> Mapping[str, TableDefinition]:
        if self._known is None:
            call = self._call(
                "list tables",
                "EntityDefinitions",
                select="LogicalName,EntitySetName,PrimaryIdAttribute",
            )
            found = (await self._transport.get(call, Tables)).value
            self._known = {table.logical_name: table for table in found}
        return self._known

    async def _define(self, table: str) -> TableShape:
        operation = f"read the definition of {table}"
        path = f"EntityDefinitions(LogicalName={quoted(table)})"
        call = self._call(operation, path, select=_DEFINITION, expand=_EXPAND)
        read = await self._transport.get(call, _Definition)
        longest: dict[str, int | None] = {}
        for kind in _TEXTS:
            cast = f"{path}/Attributes/Microsoft.Dynamics.CRM.{kind}AttributeMetadata"
            lengths = self._call(operation, cast, select="LogicalName,MaxLength")
            found = (await self._transport.get(lengths, _Lengths)).value
            longest.update({one.name: one.longest for one in found})
        return _shape(read, longest, await self._tables())


def _shape(
    read: _Definition, longest: Mapping[str, int | None], known: Mapping[str, TableDefinition]
) -> TableShape:
    columns = {one.name: _column(one, longest.get(one.name)) for one in read.attributes}
    lookups: dict[str, tuple[Lookup, ...]] = {}
    for one in read.many_to_one:
        target_set = known[one.target].entity_set if one.target in known else ""
        lookup = Lookup(one.column, one.navigation, one.target, target_set)
        lookups[one.column] = (*lookups.get(one.column, ()), lookup)
    return TableShape(
        table=read.logical_name,
        entity_set=read.entity_set,
        primary_id=read.primary_id,
        primary_name=read.primary_name or "",
        columns=columns,
        lookups=lookups,
        associations={
            one.name: found
            for one in read.many_to_many
            if (found := _association(read.logical_name, one, known))
        },
    )


def _column(one: _Attribute, longest: int | None) -> Column:
    """`AttributeType` says no more than Virtual of the newer kinds; their name says it."""
    kind = one.kind.value.removesuffix("Type") if one.kind and one.type == "Virtual" else one.type
    valid = one.can_read, one.can_create, one.can_update
    return Column(one.name, kind, *valid, longest=longest, part_of=one.part_of or "")


def _association(
    here: str, one: _ManyToMany, known: Mapping[str, TableDefinition]
) -> Association | None:
    is_first = one.one == here
    target = known.get(one.other if is_first else one.one)
    navigation = one.one_navigation if is_first else one.other_navigation
    if target is None or not navigation:
        return None
    return Association(
        one.name, navigation, target.logical_name, target.entity_set, target.primary_id
    )
