"""The note that carries a web file's bytes, as the keys that pac puts beside the file's own."""

import uuid
from collections.abc import Mapping

from app.exports.site import Row

_SPACE = uuid.UUID("5c0f9d3a-3f0b-5f6e-9f0e-6a3a7a1d2c55")
_UNKNOWN = "application/octet-stream"
_BY_ENDING = {
    "css": "text/css",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "text/xml",
}


def note_of(row: Row) -> Mapping[str, str]:
    """The note of a new web file. Its id is worked out from the file's, so that it is stable."""
    name = row.columns.get("adx_partialurl") or row.columns.get("adx_name") or row.id
    return {
        "annotationid": str(uuid.uuid5(_SPACE, row.id)),
        "filename": name,
        "isdocument": "true",
        "mimetype": _BY_ENDING.get(name.rpartition(".")[2].lower(), _UNKNOWN),
        "objectid": row.id,
        "objecttypecode": row.table,
    }
