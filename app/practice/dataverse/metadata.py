"""`EntityDefinitions`: what tables and columns the organization has, in Dataverse's words."""

import re

from app.practice.dataverse.answers import listing, only
from app.practice.dataverse.calls import Body, Json
from app.practice.dataverse.descriptions import SHAPES, definition, is_named, parts_of_tables
from app.practice.dataverse.faults import Fault, bad_request, not_simulated
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.queries import Query
from app.practice.dataverse.relations import every_relationship
from app.practice.dataverse.tables import Table

_ONE = re.compile(r"(\w+)\((?:LogicalName='(\w+)'|([0-9a-fA-F-]{36}))\)")
_OF_TYPES = frozenset({"OptionSet", "GlobalOptionSet"})  # said of a column when it is asked for


class Metadata:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._parts = parts_of_tables(organization)

    def find(self, path: str, query: Query) -> Body | None:
        """The answer, or None when the path means something else."""
        if path == "EntityDefinitions":
            rows = [self._row(table, query) for table in self._organization.tables.values()]
            return listing(self._context(path), rows, query, _known(rows))
        if related := every_relationship(self._organization.tables, path):
            return listing(self._context(path), related, query, _known(related))
        one, _, part = path.partition("/")
        found = _ONE.fullmatch(one)
        if not found or found.group(1) != "EntityDefinitions":
            return None
        table = self.table(found.group(2), found.group(3))
        if not part:
            row = self._row(table, query)
            context = self._context("EntityDefinitions/$entity")
            return {"@odata.context": context, **only(row, query, _known([row]))}
        return self._part(table, part, query)

    def table(self, name: str | None, its_id: str | None) -> Table:
        """By its name or by its id."""
        for table in self._organization.tables.values():
            if is_named(table, name, its_id):
                return table
        raise Fault(404, "0x80060888", f"Could not find an entity with name {name or its_id}.")

    def _part(self, table: Table, path: str, query: Query) -> Body:
        """Its columns, relationships or keys, or one of them."""
        name, _, rest = path.partition("/")
        one = _ONE.fullmatch(name)
        part = one.group(1) if one else name
        rows_of = self._parts.get(f"{part}/{rest}" if rest else part)
        if not rows_of:
            raise not_simulated(f"EntityDefinitions(...)/{path}")
        rows = [_expanded(row, query) for row in rows_of(table)]
        known = _known(rows) | frozenset(SHAPES.get(part, ()))
        context = self._context(f"EntityDefinitions('{table.name}')/{part}")
        if not one:
            return listing(context, rows, query, known)
        for row in rows:
            if row["LogicalName"] == one.group(2) or row["MetadataId"] == one.group(3):
                return {"@odata.context": f"{context}/$entity", **only(row, query, known)}
        raise Fault(404, "0x80060888", f"Could not find '{one.group(2) or one.group(3)}'.")

    def _row(self, table: Table, query: Query) -> Body:
        row = definition(table)
        for navigation, inner in query.expand:
            if navigation not in self._parts:
                raise bad_request(f"Could not find a property named '{navigation}'.")
            rows = self._parts[navigation](table)
            known = _known(rows) | frozenset(SHAPES.get(navigation, ()))
            values: list[Json] = [only(one, inner, known) for one in rows]
            row[navigation] = values
        return row

    def _context(self, path: str) -> str:
        return f"{self._organization.root}$metadata#{path}"


def _expanded(row: Body, query: Query) -> Body:
    """A column, with the option sets that were asked for and no others."""
    kept: Body = {name: value for name, value in row.items() if name not in _OF_TYPES}
    for name, inner in query.expand:
        if name not in row:
            raise bad_request(f"Could not find a property named '{name}'.")
        value = row[name]
        kept[name] = only(value, inner, frozenset(value)) if isinstance(value, dict) else value
    return kept


def _known(rows: list[Body]) -> frozenset[str]:
    return frozenset(key for row in rows for key in row)
