"""The body of an answer to a query: filtered, sorted, cut to a page, with what was expanded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from app.practice.dataverse.annotations import TOTAL, TOTAL_EXCEEDED, annotated, is_preferred
from app.practice.dataverse.calls import Body, Json
from app.practice.dataverse.faults import bad_request, no_such_property
from app.practice.dataverse.filters import Entity, Scope, Value, parse_filter
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.paging import page_from
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tables import Table

COUNT_LIMIT = 5000
MOST_EXPANDED = 15


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


@dataclass(frozen=True)
class Asked:
    """How a page of rows was asked for: `here` is the address that the next link begins with."""

    query: Query
    size: int
    size_was_asked: bool
    here: str


def collection(organization: Organization, table: Table, rows: list[Entity], asked: Asked) -> Body:
    """A page of these rows."""
    query = asked.query
    check_columns(organization, table, query)
    found = rows_for(rows, query, organization.scope(table), table.primary_id)
    if query.top is not None and not asked.size_was_asked:
        page, cookie = found[: query.top], ""
    else:
        ids = [str(row[table.primary_id]) for row in found]
        page, cookie = page_from(found, ids, query.skiptoken, asked.size)
    body: Body = {"@odata.context": context_of(organization, table, query)}
    if query.count:
        body["@odata.count"] = min(len(found), COUNT_LIMIT)
    body.update(_totals(query, len(found)))
    body["value"] = [shown(organization, table, row, query) for row in page]
    if cookie:
        body["@odata.nextLink"] = f"{asked.here}$skiptoken={quote(cookie, safe='')}"
    return body


def context_of(organization: Organization, table: Table, query: Query, end: str = "") -> str:
    chosen = f"({','.join(query.select)})" if query.select else ""
    return f"{organization.root}$metadata#{table.entity_set}{chosen}{end}"


def shown(organization: Organization, table: Table, row: Entity, query: Query) -> Body:
    names = {*query.select, table.primary_id} if query.select else set(table.properties)
    body: Body = {"@odata.etag": etag(row)}
    properties = (name for name in table.properties if name in names)
    body.update(annotated(organization, table, row, properties, query.annotations))
    for navigation, inner in query.expand:
        wanted = replace(inner, annotations=query.annotations)
        body[navigation] = _expanded(organization, table, row, navigation, wanted)
    return body


def _totals(query: Query, count: int) -> Body:
    """What is said about a set as a whole to whoever prefers that. -1: it was not counted."""
    total = min(count, COUNT_LIMIT) if query.count else -1
    told: Body = {TOTAL: total, TOTAL_EXCEEDED: query.count and count > COUNT_LIMIT}
    return {f"@{k}": v for k, v in told.items() if is_preferred(query.annotations, k)}


def etag(row: Entity) -> str:
    return f'W/"{row["versionnumber"]}"'


def check_columns(
    organization: Organization, table: Table, query: Query, *, is_nested: bool = False
) -> None:
    for name in query.select:
        if name not in table.properties:
            raise no_such_property(name, table.name)
    if len(query.expand) > MOST_EXPANDED:
        raise bad_request(f"At most {MOST_EXPANDED} $expand options can be in one query.")
    for navigation, inner in query.expand:
        if navigation in table.navigations:
            _check_lookup(organization, table, navigation, inner)
        else:
            far, _ = organization.far_end(table, navigation)
            if is_nested or inner.expand:
                raise bad_request("A many-to-many relationship cannot be part of a nested $expand.")
            check_columns(organization, far, inner)


def _check_lookup(organization: Organization, table: Table, navigation: str, inner: Query) -> None:
    if replace(inner, select=(), expand=()) != Query():
        message = f"'{navigation}' leads to one row: $select and $expand are all it can have."
        raise bad_request(message)
    for target in table.navigations[navigation][1]:
        if target in organization.tables:
            check_columns(organization, organization.tables[target], inner, is_nested=True)


def _expanded(
    organization: Organization, table: Table, row: Entity, navigation: str, inner: Query
) -> Json:
    if navigation in table.navigations:
        target, found = pointed_at(organization, table, row, navigation)
        return shown(organization, target, found, inner) if target and found else None
    far, rows = organization.related(table, row, navigation)
    kept = rows_for(rows, inner, organization.scope(far), far.primary_id)
    return [shown(organization, far, one, inner) for one in kept[: inner.top]]


def pointed_at(
    organization: Organization, table: Table, row: Entity, navigation: str
) -> tuple[Table | None, Entity | None]:
    """The row behind a lookup; of several tables, the one that the row names."""
    column, targets = table.navigations[navigation]
    name = str(row.get(column.target_key) or targets[0])
    if name not in targets:
        return None, None
    return organization.tables.get(name), organization.find(name, row.get(column.property))


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
