"""One row of a site as it is now, in the words of the merge."""

from dataclasses import dataclass

from app.merge.plan import Write
from app.merge.snapshot import NOT_READ, Record
from app.microsoft.dataverse import Association, Dataverse, Row, TableShape
from app.microsoft.errors import UnexpectedReply
from app.microsoft.site_configuration import configuration_columns
from app.sites.values import as_text

PAGE = "adx_webpage"


@dataclass(frozen=True, slots=True)
class Seen:
    """A row and its version. Links and bytes are looked at apart."""

    record: Record
    version: str


@dataclass(frozen=True)
class Looking:
    dataverse: Dataverse

    async def shape(self, table: str) -> TableShape:
        """Prechecks have made sure that it is there."""
        shape = await self.dataverse.shape(table)
        if shape is None:
            raise UnexpectedReply(f"look for the table {table}", code="no_table")
        return shape

    async def row(self, table: str, record_id: str) -> Seen | None:
        shape = await self.shape(table)
        row = await self.dataverse.row(shape.entity_set, record_id, self._select(shape))
        return _seen(shape, row) if row else None

    async def content_pages(self, root_id: str) -> list[Seen]:
        """The content pages that a root page has now, by id."""
        shape = await self.shape(PAGE)
        rows = self.dataverse.rows(
            shape.entity_set,
            select=self._select(shape),
            filter=f"_adx_rootwebpageid_value eq {root_id}",
            order_by=shape.primary_id,
        )
        return [seen async for row in rows if (seen := _seen(shape, row)).record.id != root_id]

    async def far_ends(self, write: Write) -> frozenset[str]:
        """What the row of a link is linked with now, by the same association."""
        shape = await self.shape(write.table)
        association = association_of(shape, write.association)
        if association is None:
            raise UnexpectedReply("read links", code="no_association", reason=write.association)
        rows = self.dataverse.rows(
            shape.entity_set,
            select=[shape.primary_id],
            filter=f"{shape.primary_id} eq {write.record_id}",
            expand=f"{association.navigation}($select={association.target_id})",
            page_size=0,
        )
        found: set[str] = set()
        async for row in rows:
            ends = row.get(association.navigation)
            if not isinstance(ends, list) or f"{association.navigation}@odata.nextLink" in row:
                raise UnexpectedReply("read links", code="unreadable")
            found |= {str(e[association.target_id]).lower() for e in ends if isinstance(e, dict)}
        return frozenset(found)

    def _select(self, shape: TableShape) -> list[str]:
        return [shape.primary_id, *(column.property for column in configuration_columns(shape))]


def association_of(shape: TableShape, name: str) -> Association | None:
    """Its name differs in case between versions."""
    return next((a for n, a in shape.associations.items() if n.lower() == name.lower()), None)


def _seen(shape: TableShape, row: Row) -> Seen:
    identity, version = row.get(shape.primary_id), row.get("@odata.etag")
    if not isinstance(identity, str) or not isinstance(version, str):
        raise UnexpectedReply(f"read {shape.table}", code="unreadable", reason=shape.primary_id)
    try:
        columns = {
            column.name: as_text(column, row[column.property])
            for column in configuration_columns(shape)
        }
    except (KeyError, ValueError) as error:
        raise UnexpectedReply(f"read {shape.table}", code="unreadable", reason=str(error)) from None
    return Seen(Record(shape.table, identity.lower(), columns, {}, NOT_READ), version)
