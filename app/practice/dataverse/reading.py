"""The requests that look at rows: sets, single rows, columns, links and counts."""

from app.practice.dataverse.answers import (
    COUNT_LIMIT,
    Asked,
    check_columns,
    collection,
    context_of,
    pointed_at,
    rows_for,
    shown,
)
from app.practice.dataverse.calls import Body, Call, Reply, said
from app.practice.dataverse.conditions import etag
from app.practice.dataverse.faults import no_such_property, no_such_row, not_simulated
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.paging import page_size
from app.practice.dataverse.places import Place
from app.practice.dataverse.queries import Query, read_query
from app.practice.dataverse.tables import Table
from app.practice.dataverse.tracking import changes_since, tracked, wants_tracking


class Reading:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def answer(self, call: Call, place: Place) -> Reply:
        query = read_query(call.options)
        table = self._organization.table_of(place.set)
        match place.shape:
            case "set":
                return self._many(call, table, query)
            case "count":
                return self._count(table, query)
            case "row":
                return self._one(call, table, place, query)
            case "property" | "value":
                return self._property(call, table, place, query)
            case "ref" if not place.other:
                return self._references(table, place)
        raise not_simulated(call.path)

    def _many(self, call: Call, table: Table, query: Query) -> Reply:
        organization = self._organization
        if query.deltatoken:
            return changes_since(organization, table, query, call)
        limit, was_asked = page_size(call.header("prefer"))
        here = call.address(organization.root, "$skiptoken")
        asked = Asked(query, limit, was_asked, here)
        applied = {"Preference-Applied": f"odata.maxpagesize={limit}"} if was_asked else {}
        if wants_tracking(call, query):
            applied["Preference-Applied"] = call.header("prefer")
            return said(tracked(organization, table, asked), applied)
        rows = organization.rows(table.name)
        return said(collection(organization, table, rows, asked), applied)

    def _row(self, table: Table, row_id: str) -> Entity:
        row = self._organization.find(table.name, row_id)
        if not row:
            raise no_such_row(table.name, row_id)
        return row

    def _one(self, call: Call, table: Table, place: Place, query: Query) -> Reply:
        organization, row = self._organization, self._row(table, place.id)
        check_columns(organization, table, query)
        headers = {"ETag": etag(row)}
        if call.header("if-none-match") == etag(row) and not query.expand:
            return Reply(304, headers=headers)
        context = context_of(organization, table, query, "/$entity")
        return said({"@odata.context": context, **shown(organization, table, row, query)}, headers)

    def _property(self, call: Call, table: Table, place: Place, query: Query) -> Reply:
        """A column's value, or the row or rows behind a navigation."""
        organization, row = self._organization, self._row(table, place.id)
        if place.name in table.properties:
            return self._value(table, row, place)
        if place.shape == "value":
            raise no_such_property(place.name, table.name)
        if place.name in table.navigations:
            target, found = pointed_at(organization, table, row, place.name)
            if not target or not found:
                return Reply(204)
            context = context_of(organization, target, query, "/$entity")
            return said({"@odata.context": context, **shown(organization, target, found, query)})
        far, rows = organization.related(table, row, place.name)
        limit, was_asked = page_size(call.header("prefer"))
        asked = Asked(query, limit, was_asked, call.address(organization.root, "$skiptoken"))
        return said(collection(organization, far, rows, asked))

    def _value(self, table: Table, row: Entity, place: Place) -> Reply:
        value = row.get(place.name)
        if value is None:
            return Reply(204)
        if place.shape == "value":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            return Reply(200, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
        where = f"{table.entity_set}({place.id})/{place.name}"
        context = f"{self._organization.root}$metadata#{where}"
        return said({"@odata.context": context, "value": value})

    def _references(self, table: Table, place: Place) -> Reply:
        organization, row = self._organization, self._row(table, place.id)
        root = organization.root
        if place.name in table.navigations:
            target, found = pointed_at(organization, table, row, place.name)
            if not target or not found:
                return Reply(204)
            at = f"{root}{target.entity_set}({found[target.primary_id]})"
            return said({"@odata.context": f"{root}$metadata#$ref", "@odata.id": at})
        far, rows = organization.related(table, row, place.name)
        body: Body = {
            "@odata.context": f"{root}$metadata#Collection($ref)",
            "value": [
                {"@odata.id": f"{root}{far.entity_set}({one[far.primary_id]})"} for one in rows
            ],
        }
        return said(body)

    def _count(self, table: Table, query: Query) -> Reply:
        organization = self._organization
        rows = organization.rows(table.name)
        found = rows_for(rows, query, organization.scope(table), table.primary_id)
        text = str(min(len(found), COUNT_LIMIT))
        return Reply(200, text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
