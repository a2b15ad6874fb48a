"""What a write answers: nothing but where the row is, or the row itself where that is preferred."""

from app.practice.dataverse.answers import check_columns, context_of, etag, shown
from app.practice.dataverse.calls import Call, Reply, said
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.preferences import applied, query_of
from app.practice.dataverse.tables import Table


class Representation:
    """Made before the write, so that a question that cannot be answered changes nothing."""

    def __init__(self, organization: Organization, table: Table, call: Call) -> None:
        self._organization, self._table, self._call = organization, table, call
        self._query = query_of(call)
        check_columns(organization, table, self._query)

    def of(self, row: Entity, status: int) -> Reply:
        organization, table = self._organization, self._table
        if not self._call.wants_row:
            place = f"{organization.root}{table.entity_set}({row[table.primary_id]})"
            return Reply(204, headers={"OData-EntityId": place, "Location": place})
        body = {
            "@odata.context": context_of(organization, table, self._query, "/$entity"),
            **shown(organization, table, row, self._query),
        }
        headers = {"ETag": etag(row), **applied(self._call, "return")}
        return said(body, headers, status)
