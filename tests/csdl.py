"""Tables of `wire/schema.txt` as a metadata document, for servers that read one."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from tests.schema import KnownColumn, KnownTable, read_schema

SPACE = "mscrm"
_TYPES = {
    "Integer": "Edm.Int32", "Picklist": "Edm.Int32", "State": "Edm.Int32", "Status": "Edm.Int32",
    "BigInt": "Edm.Int64", "Boolean": "Edm.Boolean", "DateTime": "Edm.DateTimeOffset",
    "Decimal": "Edm.Decimal", "Money": "Edm.Decimal", "Double": "Edm.Double",
    "Uniqueidentifier": "Edm.Guid", "File": "Edm.Guid",
}  # fmt: skip


def metadata(names: Sequence[str]) -> str:
    """With the ways between these tables; ways to others are left out."""
    tables = [read_schema().tables[name] for name in names]
    types = "".join("".join(_type(table, names)) for table in tables)
    sets = "".join("".join(_set(table, names)) for table in tables)
    return (
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
        f'<edmx:DataServices><Schema Namespace="{SPACE}"'
        f' xmlns="http://docs.oasis-open.org/odata/ns/edm">{types}'
        f'<EntityContainer Name="System">{sets}</EntityContainer>'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def _type(table: KnownTable, names: Sequence[str]) -> Iterator[str]:
    yield f"<EntityType Name={quoteattr(table.name)}>"
    yield f"<Key><PropertyRef Name={quoteattr(table.primary_id)}/></Key>"
    for column in table.columns.values():
        yield _property(column, is_key=column.name == table.primary_id)
    for name, target, is_many in _ways(table, names):
        kind = f"Collection({SPACE}.{target})" if is_many else f"{SPACE}.{target}"
        partner = f" Partner={quoteattr(name)}" if is_many else ""
        yield f"<NavigationProperty Name={quoteattr(name)} Type={quoteattr(kind)}{partner}/>"
    yield "</EntityType>"


def _property(column: KnownColumn, *, is_key: bool) -> str:
    kind = "Edm.Guid" if column.is_lookup else _TYPES.get(column.type, "Edm.String")
    length = f' MaxLength="{column.length}"' if column.length and kind == "Edm.String" else ""
    null = ' Nullable="false"' if is_key else ""
    return f"<Property Name={quoteattr(column.property)} Type={quoteattr(kind)}{null}{length}/>"


def _set(table: KnownTable, names: Sequence[str]) -> Iterator[str]:
    kind = quoteattr(f"{SPACE}.{table.name}")
    yield f"<EntitySet Name={quoteattr(table.entity_set)} EntityType={kind}>"
    for name, target, _ in _ways(table, names):
        far = quoteattr(read_schema().tables[target].entity_set)
        yield f"<NavigationPropertyBinding Path={quoteattr(name)} Target={far}/>"
    yield "</EntitySet>"


def _ways(table: KnownTable, names: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    for column in table.columns.values():
        for name, target in zip(column.navigations, column.targets, strict=False):
            if target in names and column.type != "Owner":
                yield name, target, False
    for name, ends in read_schema().links.items():
        if table.name in ends and set(ends) <= set(names):
            yield name, ends[1] if ends[0] == table.name else ends[0], True
