"""The requests that change rows: POST, PATCH, PUT and DELETE."""

from app.practice.dataverse.answers import shown
from app.practice.dataverse.calls import Body, Call, Reply, said
from app.practice.dataverse.conditions import check_conditions, etag
from app.practice.dataverse.faults import (
    bad_request,
    no_such_property,
    no_such_row,
    not_simulated,
    undeclared,
)
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import Changes, read_changes, reference
from app.practice.dataverse.places import Place
from app.practice.dataverse.queries import Query, read_query
from app.practice.dataverse.tables import SITE, Table
from app.practice.dataverse.users import user_id
from app.practice.dataverse.writer import Writer

_ALSO_WRITABLE = {"annotation": frozenset({"POST", "PATCH", "PUT", "DELETE"})}
_ALSO_WRITABLE["organization"] = frozenset({"PATCH", "PUT"})


class Changing:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def answer(self, call: Call, place: Place) -> Reply:
        table = self._organization.table_of(place.set)
        if table.group != SITE and call.method not in _ALSO_WRITABLE.get(table.name, ()):
            raise not_simulated(f"{call.method} {table.entity_set}")
        match call.method, place.shape:
            case "POST", "set":
                return self._create(call, table, "")
            case "PATCH", "row":
                return self._patch(call, table, place.id)
            case "DELETE", "row":
                return self._delete(call, table, place.id)
            case "PUT" | "DELETE", "property":
                return self._set_property(call, table, place)
            case _, "ref":
                return self._reference(call, table, place)
        raise not_simulated(f"{call.method} {call.path}")

    def _writer(self, call: Call) -> Writer:
        return Writer(self._organization, user_id(self._organization.id, call.person.oid))

    def _create(self, call: Call, table: Table, row_id: str) -> Reply:
        query = read_query(call.options)
        changes = read_changes(self._organization, table, call.json(), creates=True)
        row = self._writer(call).create(table, changes, row_id)
        return self._written(call, table, row, query, 201)

    def _patch(self, call: Call, table: Table, row_id: str) -> Reply:
        row = self._organization.find(table.name, row_id)
        check_conditions(call, table, row, row_id)
        if not row:
            return self._create(call, table, row_id)
        query = read_query(call.options)
        changes = read_changes(self._organization, table, call.json(), creates=False)
        if changes.links:
            raise not_simulated("links to many rows while changing one")
        row = self._writer(call).update(table, row, changes)
        return self._written(call, table, row, query, 200)

    def _delete(self, call: Call, table: Table, row_id: str) -> Reply:
        row = self._row(call, table, row_id)
        self._writer(call).delete(table, row)
        return Reply(204)

    def _set_property(self, call: Call, table: Table, place: Place) -> Reply:
        row = self._row(call, table, place.id)
        if call.method == "DELETE":
            body: Body = {place.name: None}
        elif (body := call.json()).keys() >= {"value"}:
            body = {place.name: body["value"]}
        else:
            raise bad_request('Send the new value as {"value": ...}.', "0x80048d19")
        if place.name not in table.columns:
            raise undeclared(table.name, place.name)
        changes = read_changes(self._organization, table, body, creates=False)
        self._writer(call).update(table, row, changes)
        return Reply(204)

    def _reference(self, call: Call, table: Table, place: Place) -> Reply:
        row = self._row(call, table, place.id)
        if place.name in table.navigations:
            return self._point(call, table, row, place)
        far, _ = self._organization.far_end(table, place.name)
        writer = self._writer(call)
        if call.method == "POST" and not place.other:
            target, other = reference(self._organization, call.json().get("@odata.id"))
            if target.name != far.name:
                raise bad_request(f"'{place.name}' leads to {far.name}, not to {target.name}.")
            writer.link(table, row, place.name, other)
        elif call.method == "DELETE":
            other = place.other or reference(self._organization, call.option("$id"))[1]
            if not writer.unlink(table, row, place.name, other):
                raise no_such_row(place.name, other)
        else:
            raise bad_request(f"{call.method} does not fit a collection of references.")
        return Reply(204)

    def _point(self, call: Call, table: Table, row: Entity, place: Place) -> Reply:
        """Set or clear a lookup by its navigation."""
        if call.method not in ("PUT", "DELETE") or place.other:
            raise bad_request(f"{call.method} does not fit a single reference.")
        target = call.json().get("@odata.id") if call.method == "PUT" else None
        if call.method == "PUT" and target is None:
            raise no_such_property("@odata.id", table.name)
        body: Body = {f"{place.name}@odata.bind": target}
        changes: Changes = read_changes(self._organization, table, body, creates=False)
        self._writer(call).update(table, row, changes)
        return Reply(204)

    def _row(self, call: Call, table: Table, row_id: str) -> Entity:
        row = self._organization.find(table.name, row_id)
        check_conditions(call, table, row, row_id)
        if not row:
            raise no_such_row(table.name, row_id)
        return row

    def _written(self, call: Call, table: Table, row: Entity, query: Query, status: int) -> Reply:
        """Without a body the answer says where the row is; with one it does not."""
        organization = self._organization
        if not call.wants_row:
            place = f"{organization.root}{table.entity_set}({row[table.primary_id]})"
            return Reply(204, headers={"OData-EntityId": place, "Location": place})
        context = f"{organization.root}$metadata#{table.entity_set}/$entity"
        body = {"@odata.context": context, **shown(organization, table, row, query)}
        headers = {"ETag": etag(row), "Preference-Applied": "return=representation"}
        return said(body, headers, status)
