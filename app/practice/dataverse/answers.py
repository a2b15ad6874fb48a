"""The body of an answer to a query: filtered, sorted, cut to a page, with what was expanded."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from app.practice.dataverse.faults import bad_request, no_such_property, not_simulated
from app.practice.dataverse.filters import Entity, Scope, Value, parse_filter
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.paging import page_from
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tables import Table

Json = Value | list["Json"] | dict[str, "Json"]
Body = dict[str, Json]
COUNT_LIMIT = 5000


def rows_for(rows: Sequence[Entity], query: Query, scope: Scope, primary_id: str) -> list[Entity]:
    """Filtered and in order; the primary key is the last word on order, as in the service."""
    test = parse_filter(query.filter, scope) if query.filter else None
    found = [row for row in rows if not test or test(row)]
    found.sort(key=lambda row: str(row[primary_id]))
    for name, descending in reversed(query.order):
        getter = scope(name)
        found.sort(key=lambda row, read=getter: _rank(read(row)), reverse=descending)  # type: ignore[misc]
    return found


def _rank(value: Value) -> tuple[bool, float, str]:
    if isinstance(value, str):
        return True, 0, value.casefold()
    return value is not None, float(value or 0), ""


def collection(
    organization: Organization, table: Table, query: Query, size: tuple[int, bool], here: str
) -> Body:
    """A page of rows. `here` is the request's address, from which the next link is made."""
    check_columns(organization, table, query)
    rows = rows_for(
        organization.rows.get(table.name, ()), query, organization.scope(table), table.primary_id
    )
    limit, was_asked = size
    if query.top is not None and not was_asked:
        page, cookie = rows[: query.top], ""
    else:
        ids = [str(row[table.primary_id]) for row in rows]
        page, cookie = page_from(rows, ids, query.skiptoken, limit)
    chosen = ",".join(query.select)
    context = f"{organization.origin}/api/data/v9.2/$metadata#{table.entity_set}"
    body: Body = {"@odata.context": f"{context}({chosen})" if chosen else context}
    if query.count:
        body["@odata.count"] = min(len(rows), COUNT_LIMIT)
    body["value"] = [shown(organization, table, row, query) for row in page]
    if cookie:
        body["@odata.nextLink"] = f"{here}$skiptoken={quote(cookie, safe='')}"
    return body


def shown(organization: Organization, table: Table, row: Entity, query: Query) -> Body:
    names = {*query.select, table.primary_id} if query.select else set(table.properties)
    body: Body = {"@odata.etag": etag(row)}
    body.update({name: row.get(name) for name in table.properties if name in names})
    for navigation, inner in query.expand:
        body[navigation] = _expanded(organization, table, row, navigation, inner)
    return body


def etag(row: Entity) -> str:
    return f'W/"{row["versionnumber"]}"'


def check_columns(organization: Organization, table: Table, query: Query) -> None:
    for name in query.select:
        if name not in table.properties:
            raise no_such_property(name, table.name)
    for navigation, inner in query.expand:
        if replace(inner, select=()) != Query():
            raise not_simulated("options other than $select inside $expand")
        target = table.columns.get(navigation)
        if target and target.target in organization.tables:
            check_columns(organization, organization.tables[target.target], inner)


def _expanded(
    organization: Organization, table: Table, row: Entity, navigation: str, inner: Query
) -> Json:
    column = table.columns.get(navigation)
    if column and column.target:
        target = organization.tables.get(column.target)
        found = organization.find(column.target, row.get(column.property))
        return shown(organization, target, found, inner) if target and found else None
    far, rows = organization.related(table, row, navigation)
    check_columns(organization, far, inner)
    return [shown(organization, far, one, inner) for one in rows]


def listing(context: str, rows: Sequence[Body], query: Query, known: frozenset[str]) -> Body:
    """A metadata set: no paging there, and no `$top`, `$orderby` or `$count`."""
    if query.top is not None or query.order or query.count:
        raise bad_request("The query parameter is not supported on metadata.")

    def scope(path: str) -> "_Read":
        if path not in known:
            raise no_such_property(path, "EntityMetadata")
        return _Read(path)

    test = parse_filter(query.filter, scope) if query.filter else None
    plain = [{k: v for k, v in row.items() if not isinstance(v, (list, dict))} for row in rows]
    kept = [row for row, flat in zip(rows, plain, strict=True) if not test or test(flat)]
    return {"@odata.context": context, "value": [only(row, query, known) for row in kept]}


class _Read:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, row: Entity) -> Value:
        return row.get(self._name)


def only(row: Body, query: Query, known: frozenset[str]) -> Body:
    for name in query.select:
        if name not in known:
            raise no_such_property(name, "EntityMetadata")
    expanded = (navigation for navigation, _ in query.expand)
    wanted = {*query.select, *expanded, "MetadataId", "@odata.type"}
    return {k: v for k, v in row.items() if not query.select or k in wanted}
