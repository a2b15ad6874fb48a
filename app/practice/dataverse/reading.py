"""The requests that look at rows: sets, single rows, columns, links and counts."""

from app.practice.dataverse.answers import (
    COUNT_LIMIT,
    check_columns,
    collection,
    context_of,
    etag,
    pointed_at,
    rows_for,
    shown,
)
from app.practice.dataverse.calls import Body, Call, Reply, said
from app.practice.dataverse.faults import not_simulated
from app.practice.dataverse.found import Found
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.preferences import applied, asked_of, query_of
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tracking import changes_since, tracked, wants_tracking

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}


class Reading:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def answer(self, call: Call, found: Found) -> Reply:
        query = query_of(call)
        match found.place.shape:
            case "set":
                return self._many(call, found, query)
            case "count":
                return self._count(found, query)
            case "row":
                return self._one(call, found, query)
            case "property" | "value" if found.place.name in found.table.properties:
                return self._value(found)
            case "property":
                return self._related(call, found, query)
            case "ref" if not found.place.other:
                return self._references(found)
        raise not_simulated(call.path)

    def _many(self, call: Call, found: Found, query: Query) -> Reply:
        organization, table = self._organization, found.table
        if query.deltatoken:
            return said(changes_since(organization, table, query, call))
        asked = asked_of(call, query, self._organization.root)
        if wants_tracking(call, query):
            headers = applied(call, "odata.maxpagesize", "odata.track-changes")
            return said(tracked(organization, table, asked), headers)
        body = collection(organization, table, organization.rows(table.name), asked)
        return said(body, applied(call, "odata.maxpagesize"))

    def _count(self, found: Found, query: Query) -> Reply:
        organization, table = self._organization, found.table
        rows = organization.rows(table.name)
        counted = rows_for(rows, query, organization.scope(table), table.primary_id)
        return Reply(200, str(min(len(counted), COUNT_LIMIT)).encode(), _TEXT)

    def _one(self, call: Call, found: Found, query: Query) -> Reply:
        organization, table, row = self._organization, found.table, found.there
        check_columns(organization, table, query)
        headers = {"ETag": etag(row), **applied(call)}
        if call.header("if-none-match") == etag(row) and not query.expand:
            return Reply(304, headers=headers)
        context = context_of(organization, table, query, "/$entity")
        return said({"@odata.context": context, **shown(organization, table, row, query)}, headers)

    def _value(self, found: Found) -> Reply:
        place, value = found.place, found.there.get(found.place.name)
        if value is None:
            return Reply(204)
        if place.shape == "value":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            return Reply(200, text.encode(), _TEXT)
        where = f"{found.table.entity_set}({found.id})/{place.name}"
        context = f"{self._organization.root}$metadata#{where}"
        return said({"@odata.context": context, "value": value})

    def _related(self, call: Call, found: Found, query: Query) -> Reply:
        """The row or rows behind a navigation."""
        organization, row, name = self._organization, found.there, found.place.name
        if name not in found.table.navigations:
            far, rows = organization.related(found.table, row, name)
            body = collection(
                organization, far, rows, asked_of(call, query, self._organization.root)
            )
            return said(body, applied(call, "odata.maxpagesize"))
        target, other = pointed_at(organization, found.table, row, name)
        if not target or not other:
            return Reply(204)
        check_columns(organization, target, query)
        context = context_of(organization, target, query, "/$entity")
        return said({"@odata.context": context, **shown(organization, target, other, query)})

    def _references(self, found: Found) -> Reply:
        organization, row, name = self._organization, found.there, found.place.name
        root = organization.root
        if name in found.table.navigations:
            target, other = pointed_at(organization, found.table, row, name)
            if not target or not other:
                return Reply(204)
            at = f"{root}{target.entity_set}({other[target.primary_id]})"
            return said({"@odata.context": f"{root}$metadata#$ref", "@odata.id": at})
        far, rows = organization.related(found.table, row, name)
        body: Body = {
            "@odata.context": f"{root}$metadata#Collection($ref)",
            "value": [
                {"@odata.id": f"{root}{far.entity_set}({one[far.primary_id]})"} for one in rows
            ],
        }
        return said(body)
