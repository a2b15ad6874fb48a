"""Whom somebody asked for help, and the one-time links by which others answer."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from app.store.tables import UtcTime


class Wait(SQLModel, table=True):
    """Somebody was asked to do what a finding needs. `code` and `subject` are the finding's."""

    __tablename__ = "wait"
    id: str = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    step: str
    code: str
    subject: str = Field(default="", sa_type=Text)
    who: str  # a name or a role, as it was typed
    note: str = Field(default="", sa_type=Text)
    by: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)  # by hand
    ended_by: str = ""


class OneTimeLink(SQLModel, table=True):
    """One question to one person, answered once. Of its token only the hash is kept."""

    __tablename__ = "one_time_link"
    id: str = Field(primary_key=True)
    token_hash: str = Field(index=True, unique=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    step: str
    subject: str
    for_whom: str = ""
    language: str
    by: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)

    def is_open(self, now: datetime) -> bool:
        return self.answered_at is None and self.revoked_at is None and now < self.expires_at


class RefusedAnswer(SQLModel, table=True):
    """A try with a token that opens nothing, kept for minutes: so many from one network, then no
    more of them are written down.
    """

    __tablename__ = "refused_answer"
    id: int | None = Field(default=None, primary_key=True)
    network: str = Field(index=True)
    at: datetime = Field(sa_type=UtcTime)
