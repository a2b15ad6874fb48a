"""Keeping the export of a site: read once to see that it is one, then sealed."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.access.keys import KeyRing
from app.exports import ExportRefused, read_export
from app.store.site_tables import SiteFile

UPLOAD_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it came, and who brought it."""

    name: str
    data: bytes
    environment_id: str
    by: str
    at: datetime


def take_in(handed_in: HandedIn, keys: KeyRing) -> SiteFile:
    """Read the export and make the row that keeps it. Raises ExportRefused when it is none."""
    if len(handed_in.data) > UPLOAD_LIMIT:
        raise ExportRefused("too_large", handed_in.name)
    export = read_export(handed_in.data)
    file_id = uuid.uuid4().hex
    return SiteFile(
        id=file_id,
        environment_id=handed_in.environment_id,
        name=Path(handed_in.name).name[:200],
        sha256=hashlib.sha256(handed_in.data).hexdigest(),
        size=len(handed_in.data),
        site_name=export.name,
        layout=export.layout.value,
        records=len(export.rows),
        blob=keys.seal(handed_in.data, sealed_as(file_id)),
        added_by=handed_in.by,
        added_at=handed_in.at,
    )


def sealed_as(file_id: str) -> str:
    return f"site_file/{file_id}"
