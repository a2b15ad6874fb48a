"""The bytes of web files: in a note that hangs on the file's row, or in a column of the row."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from app.microsoft.dataverse.file_columns import FileColumns
from app.microsoft.dataverse.replies import Row
from app.microsoft.dataverse.service import at
from app.microsoft.errors import UnexpectedReply

_TABLE, _SET, _COLUMN = "adx_webfile", "adx_webfiles", "adx_filecontent"
_MOVED = "adx_migratedtofilecontent"
_NOTE = ("annotationid", "filename", "mimetype", "filesize", "modifiedon", "_objectid_value")
_AT_ONCE = 20
_SPACE = UUID("8d3f3b0e-6c4c-5f0e-9a39-1d5f3c1f6a11")


class Place(StrEnum):
    """Where the bytes of a web file are."""

    NOTE = "note"
    COLUMN = "column"
    NOWHERE = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a web file's content without its bytes. `version` is that of the note."""

    place: Place
    note_id: str = ""
    version: str = ""
    name: str = ""
    media_type: str = ""
    size: int | None = None


NOTHING_STORED = StoredFile(Place.NOWHERE)


class Files(FileColumns):
    async def content(self, webfile_id: str, stored: StoredFile | None = None) -> bytes | None:
        """The bytes as the site gives them out, or None for a file without any.

        `stored` is what `stored_file` or `stored_files` has said of it, to ask only once.
        """
        stored = stored or await self.stored_file(webfile_id)
        match stored.place:
            case Place.NOWHERE:
                return None
            case Place.COLUMN:
                return await self.column_bytes(_SET, webfile_id, _COLUMN)
            case Place.NOTE:
                return await self._from_note(stored.note_id)

    async def stored_file(self, webfile_id: str) -> StoredFile:
        at(_SET, webfile_id)
        shape = await self.shape(_TABLE)
        if shape and shape.has(_MOVED, _COLUMN):
            row = await self.row(_SET, webfile_id, (_MOVED,))
            if row and row.get(_MOVED) is True:
                return StoredFile(Place.COLUMN)
        return (await self.stored_files([webfile_id])).get(webfile_id.lower(), NOTHING_STORED)

    async def stored_files(self, webfile_ids: Sequence[str]) -> dict[str, StoredFile]:
        """By web file, the newest note that holds a document. For rows that use notes."""
        newest: dict[str, StoredFile] = {}
        for start in range(0, len(webfile_ids), _AT_ONCE):
            group = webfile_ids[start : start + _AT_ONCE]
            any_of = " or ".join(
                f"_objectid_value eq {at(_SET, one)[len(_SET) + 1 : -1]}" for one in group
            )
            notes = self.rows(
                "annotations", select=_NOTE, filter=f"isdocument eq true and ({any_of})",
                order_by="modifiedon desc,annotationid",
            )  # fmt: skip
            async for note in notes:
                newest.setdefault(_word(note, "_objectid_value").lower(), _stored(note))
        return newest

    async def put_content(
        self, webfile_id: str, data: bytes, *, name: str, media_type: str, version: str = "*"
    ) -> None:
        """Write the bytes to where this web file has them; the first time, into a new note.

        `version` guards the note: that of `stored_file`, or `*`. Columns know no such guard.
        """
        stored = await self.stored_file(webfile_id)
        note = {
            "filename": name,
            "mimetype": media_type,
            "documentbody": base64.b64encode(data).decode(),
        }
        match stored.place:
            case Place.COLUMN:
                await self.put_column_bytes(_SET, webfile_id, _COLUMN, data, name)
            case Place.NOTE:
                await self.update("annotations", stored.note_id, note, version=version)
            case Place.NOWHERE:
                owner = {"objectid_adx_webfile@odata.bind": f"/{at(_SET, webfile_id)}"}
                note_id = str(uuid5(_SPACE, webfile_id.lower()))
                await self.create("annotations", note_id, {**note, "isdocument": True, **owner})

    async def _from_note(self, note_id: str) -> bytes | None:
        note = await self.row("annotations", note_id, ("documentbody",))
        if note is None:
            return None
        try:
            return base64.b64decode(_word(note, "documentbody"), validate=True)
        except binascii.Error:
            raise UnexpectedReply("read the content of a web file", code="unreadable") from None


def _stored(note: Row) -> StoredFile:
    size = note.get("filesize")
    return StoredFile(
        place=Place.NOTE,
        note_id=_word(note, "annotationid").lower(),
        version=_word(note, "@odata.etag"),
        name=_word(note, "filename"),
        media_type=_word(note, "mimetype"),
        size=size if isinstance(size, int) else None,
    )


def _word(note: Row, name: str) -> str:
    value = note.get(name)
    return value if isinstance(value, str) else ""
