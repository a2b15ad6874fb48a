"""What we remember. Facts and requests only: where a setup stands is worked out, never stored."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, LargeBinary, Text, TypeDecorator, text
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel
from typing_extensions import override

SQLModel.metadata.naming_convention = {  # so that a later migration can name what it changes
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC times on every database. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            msg = "a naive time was about to be stored"
            raise ValueError(msg)
        return value.astimezone(UTC) if value else None

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    WAITING_FOR_SIGN_IN = "waiting_for_sign_in"
    NEEDS_TOKEN = "needs_token"  # noqa: S105
    STOPPING = "stopping"
    STOPPED = "stopped"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


ACTIVE = (RunState.QUEUED, RunState.RUNNING, RunState.WAITING, RunState.STOPPING)
"""The engine works on these by itself."""
RESUMABLE = (
    RunState.WAITING_FOR_SIGN_IN,
    RunState.NEEDS_TOKEN,
    RunState.STOPPED,
    RunState.FAILED,
)
"""A person or a renewed token resumes these. Never while stopping: the resume would be lost."""
UNDER_WAY = (*ACTIVE, RunState.WAITING_FOR_SIGN_IN, RunState.NEEDS_TOKEN)
"""A second run of the same job is refused while one of these stands."""

_ONE_RUN = text("state IN ({})".format(", ".join(f"'{s.value}'" for s in UNDER_WAY)))


class RunStateText(TypeDecorator[RunState]):
    """Stored as its word, read back as the member."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: RunState | None, dialect: Dialect) -> str | None:
        return RunState(value).value if value is not None else None

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> RunState | None:
        return RunState(value) if value is not None else None


class Environment(SQLModel, table=True):
    """A Power Platform environment that somebody added to the wizard."""

    __tablename__ = "environment"
    id: str = Field(primary_key=True)
    tenant_id: str = Field(index=True)
    organization_id: str
    url: str  # origin of the Dataverse organization, no trailing slash
    name: str
    platform_id: str = ""  # id of the environment in Power Platform; empty if added by address
    added_by: str
    added_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Observation(SQLModel, table=True):
    """What one look saw of one step. The newest counts; older ones tell what changed."""

    __tablename__ = "observation"
    id: int | None = Field(default=None, primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    step: str
    facts: dict[str, Any] = Field(sa_type=JSON)
    seen_at: datetime = Field(sa_type=UtcTime)
    run_id: str | None = None


class Statement(SQLModel, table=True):
    """What a person said, kept apart from what was seen: a look never erases it."""

    __tablename__ = "statement"
    id: str = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    step: str
    subject: str  # what it is about, in the step's own codes
    kind: str  # of app.wizard.statement.Kind
    value: str  # what is said to be so
    note: str = Field(default="", sa_type=Text)
    link: str = Field(default="", sa_type=Text)  # where the evidence lies
    by: str
    by_name: str
    at: datetime = Field(sa_type=UtcTime)
    review_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)
    withdrawn_by: str = ""
    through: str = ""  # id of the one-time link it came by; empty if a person signed in said it


class Run(SQLModel, table=True):
    """One execution of a job, from click to end."""

    __tablename__ = "run"
    __table_args__ = (
        Index(
            "one_run_under_way", "environment_id", "job", unique=True,
            sqlite_where=_ONE_RUN, postgresql_where=_ONE_RUN,
        ),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    environment_id: str = Field(foreign_key="environment.id", index=True)
    job: str
    lane: str  # partition of the queue: one run at a time in each
    args: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: RunState = Field(default=RunState.QUEUED, sa_type=RunStateText, index=True)
    attempt: int = 1
    fence: int = 0  # goes up with every process that takes the run; only the newest may write
    tries: int = 0  # calls in a row that Microsoft did not answer
    stop: bool = False
    progress: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    cause: str = Field(default="", sa_type=Text)  # code of the last cause; words where shown
    detail: str = Field(default="", sa_type=Text)  # Microsoft's own words and request id
    actor: str  # whose token is used
    actor_name: str = ""
    created_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)


class RunEffect(SQLModel, table=True):
    """The journal: one row per finished outside effect of a run."""

    __tablename__ = "run_effect"
    run_id: str = Field(primary_key=True, foreign_key="run.id")
    key: str = Field(primary_key=True)
    out: Any = Field(default=None, sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)


class Executor(SQLModel, table=True):
    """Heartbeat of each process that takes runs."""

    __tablename__ = "executor"
    id: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=UtcTime)


class BrowserSession(SQLModel, table=True):
    """A signed-in browser. The id is a hash: the database never holds the cookie's value."""

    __tablename__ = "browser_session"
    id: str = Field(primary_key=True)
    user_id: str = Field(index=True)  # "<tenant id>/<object id>"
    tenant_id: str
    name: str
    login: str
    role: str
    csrf: str
    created_at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SignInFlow(SQLModel, table=True):
    """A sign-in that left for Entra and has not come back. Used once, within ten minutes."""

    __tablename__ = "sign_in_flow"
    id: str = Field(primary_key=True)  # hash of the browser's flow cookie
    flow: bytes = Field(sa_type=LargeBinary)  # encrypted: holds the code verifier
    next: str
    created_at: datetime = Field(sa_type=UtcTime)


class Draft(SQLModel, table=True):
    """What was typed into a form whose session had ended, kept for the same person."""

    __tablename__ = "draft"
    id: str = Field(primary_key=True)
    user_id: str = Field(index=True)
    path: str
    form: bytes = Field(sa_type=LargeBinary)  # encrypted
    created_at: datetime = Field(sa_type=UtcTime)


class TokenCache(SQLModel, table=True):
    """One user's tokens, encrypted, with the lease that allows one refresh at a time."""

    __tablename__ = "token_cache"
    id: str = Field(primary_key=True)  # "<client id>/<user id>"
    blob: bytes = Field(sa_type=LargeBinary)
    key_id: str
    version: int = 0
    updated_at: datetime = Field(sa_type=UtcTime)
    lease_owner: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)


class ClaimsChallenge(SQLModel, table=True):
    """What Microsoft demands of one user's next sign-in. Gone once a sign-in has carried it."""

    __tablename__ = "claims_challenge"
    user_id: str = Field(primary_key=True)  # "<tenant id>/<object id>"
    claims: str = Field(sa_type=Text)  # JSON, as Entra wants to get it back
    at: datetime = Field(sa_type=UtcTime)


class AuditEntry(SQLModel, table=True):
    """Who did what. Only ever added; each entry carries the hash of the one before."""

    __tablename__ = "audit_entry"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    user_id: str
    user_name: str
    environment_id: str = Field(default="", index=True)
    action: str
    target: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    previous: str
    digest: str
