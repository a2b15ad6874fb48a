"""Sending one write, conditional on the version that was seen. Nothing is decided here."""

import mimetypes
from dataclasses import dataclass

from app.merge.plan import CREATES, Operation, Write
from app.merge.snapshot import Record
from app.microsoft.dataverse import Dataverse, StoredFile
from app.microsoft.errors import UnexpectedReply
from app.sites.writing.fitting import sendable
from app.sites.writing.looking import Looking, association_of
from app.sites.writing.typed import body_of, of_website

_ANY = "application/octet-stream"


@dataclass(frozen=True)
class Sending:
    dataverse: Dataverse
    looking: Looking
    website_id: str

    async def row(self, write: Write, version: str) -> None:
        """Make, change or delete a row. `version` of a row that is to be made is empty."""
        shape = await self.looking.shape(write.table)
        if write.operation is Operation.DELETE:
            await self.dataverse.delete(shape.entity_set, write.record_id, version=version)
            return
        values = body_of(shape, sendable(shape, write))
        if write.operation in CREATES and not version:
            known = {name: value for name, value in values.items() if value is not None}
            new = {**known, **of_website(shape, self.website_id)}
            await self.dataverse.create(shape.entity_set, write.record_id, new)
        elif values:
            await self.dataverse.update(shape.entity_set, write.record_id, values, version=version)

    async def link(self, write: Write) -> None:
        shape = await self.looking.shape(write.table)
        association = association_of(shape, write.association)
        if association is None:
            raise UnexpectedReply("link two rows", code="no_association")
        send = (
            self.dataverse.associate
            if write.operation is Operation.LINK
            else self.dataverse.disassociate
        )
        await send(
            shape.entity_set,
            write.record_id,
            association.navigation,
            association.target_set,
            write.far_end,
        )

    async def content(self, write: Write, stored: StoredFile, record: Record | None) -> None:
        """The bytes go to where the file has them, under the name it has or gets."""
        data = write.content_after
        if not isinstance(data, bytes):
            return
        columns = record.columns if record else {}
        name = write.value("filename") or stored.name or columns.get("adx_partialurl")
        name = name or columns.get("adx_name") or write.title
        kind = write.value("mimetype") or stored.media_type or mimetypes.guess_type(name)[0]
        await self.dataverse.put_content(
            write.record_id, data, name=name, media_type=kind or _ANY, version=stored.version or "*"
        )
