"""Keeping the export of a site: read once to see that it is one, then sealed."""

import hashlib
import re
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
        website_id=export.website_id,
    )


@dataclass(frozen=True, slots=True)
class ReadSite:
    """A site as a run has read it. `id` is the same however often the run puts it together."""

    id: str
    environment_id: str  # whose run it was
    role: str
    source: str
    source_environment_id: str
    run_id: str
    by: str
    at: datetime


def keep_read(read: ReadSite, data: bytes, keys: KeyRing) -> SiteFile:
    """The row that keeps a snapshot, which is read back first: a backup that cannot be is none."""
    export = read_export(data)
    return SiteFile(
        id=read.id,
        environment_id=read.environment_id,
        name=file_name(read),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        site_name=export.name,
        layout=export.layout.value,
        records=len(export.rows),
        blob=keys.seal(data, sealed_as(read.id)),
        added_by=read.by,
        added_at=read.at,
        role=read.role,
        source=read.source,
        source_environment_id=read.source_environment_id,
        website_id=export.website_id,
        run_id=read.run_id,
    )


def file_name(read: ReadSite) -> str:
    """Safe on every file system, and in order of time beside its like."""
    place = re.sub(r"[^A-Za-z0-9]+", "-", read.source).strip("-").lower()[:80] or "environment"
    return f"{place}-{read.role}-{read.at:%Y-%m-%d-%H%M%S}.zip"


def sealed_as(file_id: str) -> str:
    return f"site_file/{file_id}"
