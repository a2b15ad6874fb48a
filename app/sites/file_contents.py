"""The bytes of a site's web files, one piece each."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from app.exports import Limits, Row
from app.microsoft.dataverse import Dataverse, Place, StoredFile
from app.microsoft.errors import UnexpectedReply
from app.sites.shelf import Shelf

WEB_FILE = "adx_webfile"
_LARGEST = Limits().file_bytes * 3 // 4  # it travels in letters, four for three bytes
_STORED = TypeAdapter(dict[str, StoredFile])
_THERE, _NOT_THERE = b"+", b"-"


async def with_contents(
    shelf: Shelf, dataverse: Dataverse, files: Sequence[Row]
) -> AsyncIterator[Row]:
    """The web files with their bytes, and where the site has them.

    One whose bytes are nowhere, or more than an export may hold, stays without.
    """

    async def stored() -> bytes:
        return _STORED.dump_json(await _stored(dataverse, files))

    places = _STORED.validate_json(await shelf.get("files", stored))
    for row in files:
        place = places.get(row.id, StoredFile(Place.NOWHERE))

        async def content(row: Row = row, place: StoredFile = place) -> bytes:
            data = await _content(dataverse, row.id, place)
            return _NOT_THERE if data is None else _THERE + data

        data = await shelf.get(f"file/{row.id}", content)
        yield replace(
            row,
            content=data[1:] if data[:1] == _THERE else None,
            meta={**row.meta, **_about(place)},
        )


async def _stored(dataverse: Dataverse, files: Sequence[Row]) -> dict[str, StoredFile]:
    shape = await dataverse.shape(WEB_FILE)
    has_column = shape is not None and shape.has("adx_filecontent")
    moved = [
        row.id
        for row in files
        if has_column and row.columns.get("adx_migratedtofilecontent") == "true"
    ]
    in_notes = await dataverse.stored_files([row.id for row in files if row.id not in moved])
    return {**in_notes, **dict.fromkeys(moved, StoredFile(Place.COLUMN))}


async def _content(dataverse: Dataverse, file_id: str, place: StoredFile) -> bytes | None:
    if (place.size or 0) > _LARGEST:
        return None
    try:
        data = await dataverse.content(file_id, place)
    except UnexpectedReply as refusal:
        if refusal.code == "too_large":
            return None
        raise
    return data if data is None or len(data) <= _LARGEST else None


def _about(place: StoredFile) -> Mapping[str, str]:
    known = {
        "content_place": place.place.value,
        "note_id": place.note_id,
        "note_version": place.version,
        "note_name": place.name,
        "note_type": place.media_type,
    }
    return {name: value for name, value in known.items() if value or name == "content_place"}
