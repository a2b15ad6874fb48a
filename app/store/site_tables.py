"""Sites as they were at one time, what is merged of them, and what is written back."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from app.store.tables import UtcTime

UPLOAD, BASELINE, SITE, TEMPLATE, BACKUP = "upload", "baseline", "site", "template", "backup"
RETIRED = "retired"  # a baseline that a restore has taken back
"""What a kept site is for. An upload was handed in by a person, the others were read by a run."""

PLANNED, SENT, VERIFIED, FAILED, SKIPPED = "planned", "sent", "verified", "failed", "skipped"
NEEDS_DECISION = "needs_decision"
"""How one write to a site stands. Skipped: it was so already, by somebody else's hand."""


class SiteFile(SQLModel, table=True):
    """A whole site in one file. The bytes are encrypted: they can hold secrets."""

    __tablename__ = "site_file"
    id: str = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    name: str
    sha256: str
    size: int
    site_name: str
    layout: str
    records: int
    blob: bytes = Field(sa_type=LargeBinary)
    added_by: str
    added_at: datetime = Field(sa_type=UtcTime)
    role: str = UPLOAD
    source: str = ""  # in words: where it was read
    source_environment_id: str | None = None
    website_id: str = ""
    run_id: str | None = None  # that read it


class SitePart(SQLModel, table=True):
    """A piece of a site that a run is still reading. Gone once the site is whole."""

    __tablename__ = "site_part"
    run_id: str = Field(primary_key=True, foreign_key="run.id")
    key: str = Field(primary_key=True)
    blob: bytes = Field(sa_type=LargeBinary)  # encrypted
    at: datetime = Field(sa_type=UtcTime)


class SiteMerge(SQLModel, table=True):
    """One update of a site: three exports, and the decisions people take about them."""

    __tablename__ = "site_merge"
    id: str = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    base_id: str | None = Field(default=None, foreign_key="site_file.id")
    site_id: str = Field(foreign_key="site_file.id")
    template_id: str = Field(foreign_key="site_file.id")
    created_by: str
    created_at: datetime = Field(sa_type=UtcTime)
    downloaded_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Said(SQLModel):
    """What a person said about one conflict, and how it came here."""

    fingerprint: str  # of the three values it was taken for; another one makes it void
    choice: str = ""  # empty: taken back
    own_text: bytes | None = Field(default=None, sa_type=LargeBinary)  # encrypted
    note: str = Field(default="", sa_type=Text)
    by: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    origin: str = ""  # code: how it came here; empty: by hand
    deed: str = Field(default="", index=False)  # names what was done to many at once
    from_merge: str | None = None  # the merge it was taken in, if that was an earlier one


BY_HAND, IN_BULK, ALL_BACK, FROM_FILE = "", "bulk", "all_back", "file"
CARRIED, BROUGHT_BACK = "carried", "brought_back"
"""How a decision came to stand: the values of `origin`."""


class Decision(Said, table=True):
    """A person's choice about one conflict. `version` guards against two people at once."""

    __tablename__ = "decision"
    merge_id: str = Field(primary_key=True, foreign_key="site_merge.id")
    conflict: str = Field(primary_key=True)
    version: int = 1


class DecisionEvent(Said, table=True):
    """One version of a decision. Only ever added: what was said before can be brought back."""

    __tablename__ = "decision_event"
    merge_id: str = Field(primary_key=True, foreign_key="site_merge.id")
    conflict: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    deed: str = Field(default="", index=True)


class DecisionFile(SQLModel, table=True):
    """A file of decisions that was handed in and is being looked at."""

    __tablename__ = "decision_file"
    id: str = Field(primary_key=True)
    merge_id: str = Field(foreign_key="site_merge.id", index=True)
    name: str = Field(sa_type=Text)
    blob: bytes = Field(sa_type=LargeBinary)  # encrypted
    by: str
    at: datetime = Field(sa_type=UtcTime)


class SiteWrite(SQLModel, table=True):
    """One write of a run to a site: in the run's order, kept from the plan to the proof."""

    __tablename__ = "site_write"
    run_id: str = Field(primary_key=True, foreign_key="run.id")
    number: int = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    merge_id: str | None = Field(default=None, foreign_key="site_merge.id", index=True)
    table_name: str
    record_id: str
    title: str = Field(default="", sa_type=Text)
    operation: str
    state: str = PLANNED
    reason: str = ""  # code
    version: str = ""  # of the row as it was seen
    columns: list[Any] = Field(default_factory=list, sa_type=JSON)  # names only, never values
    blob: bytes | None = Field(default=None, sa_type=LargeBinary)  # encrypted: before and after
    detail: str = Field(default="", sa_type=Text)  # Microsoft's own words and request id
    at: datetime = Field(sa_type=UtcTime)
