"""What the dual-write gateway answers, read as tolerantly as it is undocumented.

Nobody has promised these shapes. Numbers come as texts and the reverse, lists come bare or wrapped.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator


def _text(value: object) -> object:
    return "" if value is None else str(value) if isinstance(value, int) else value


def _texts(value: object) -> object:
    return [_text(one) for one in value] if isinstance(value, list) else []


def _list(value: object) -> object:
    return value if isinstance(value, list) else []


def _number(value: object) -> object:
    return 0 if value is None else value


def _maybe_time(value: object) -> object:
    """A time that cannot be read is none: it is only ever shown."""
    if not isinstance(value, str):
        return None
    try:
        return TypeAdapter(datetime).validate_python(value)
    except ValueError:
        return None


Text = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
Number = Annotated[int, BeforeValidator(_number)]
Time = Annotated[datetime | None, BeforeValidator(_maybe_time)]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


S = TypeVar("S", bound=Shape)


class ConnectionSet(Shape):
    """The link as the gateway knows it. `cid` wins over `id`, `cname` over `name`."""

    cid: Text = ""
    cname: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _names(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        return {
            "cid": given.get("cid") or given.get("id"),
            "cname": given.get("cname") or given.get("name"),
        }


class Request(Shape):
    """One thing that was asked of a map: state 1 waits, 2 is done, 3 has failed."""

    id: Text = Field("", alias="requestId")
    action: Text = ""
    state: Text = ""
    error: Text = Field("", alias="errorMessage")
    activity_id: Text = Field("", alias="rootActivityId")
    created: Time = Field(None, alias="createdOn")

    @model_validator(mode="before")
    @classmethod
    def _state(cls, given: object) -> object:
        """`state` wins over `status`, `errorMessage` over `message`."""
        if not isinstance(given, Mapping):
            return given
        known = {key: value for key, value in given.items() if value is not None}
        return {
            **known,
            "state": known.get("state", known.get("status")),
            "errorMessage": known.get("errorMessage", known.get("message")),
        }

    @property
    def is_done(self) -> bool:
        return self.state == "2"

    @property
    def has_failed(self) -> bool:
        return self.state == "3"


class _Version(Shape):
    major: Number = 0
    minor: Number = 0
    build: Number = 0
    revision: Number = 0


def version_text(given: object) -> str:
    """`2.0.1.0`; blank for one that is absent or all zero."""
    if isinstance(given, str):
        return given.strip()
    if not isinstance(given, Mapping):
        return ""
    lower = {str(key).lower(): value for key, value in given.items()}
    read = _Version.model_validate(lower)
    numbers = (read.major, read.minor, read.build, read.revision)
    return ".".join(str(max(number, 0)) for number in numbers) if any(numbers) else ""


class _Template(Shape):
    id: Text = ""
    name: Text = ""
    description: Text = ""
    version: Annotated[str, BeforeValidator(version_text)] = ""


class _Entity(Shape):
    name: Text = ""
    display_name: Text = Field("", alias="displayName")


class _Detail(Shape):
    tid: Text = ""
    tname: Text = Field("", alias="tName")
    template: _Template | None = None
    pid: Text = ""
    state: Text = ""
    actions: Texts = Field(default_factory=list)
    last: Request | None = Field(None, alias="lastRequest")
    requests: Annotated[list[Request], BeforeValidator(_list)] = Field(
        default_factory=list, alias="lastRequests"
    )


class GatewayMap(Shape):
    """One table map as it is now. `state` is the gateway's own code."""

    left: _Entity = Field(default_factory=_Entity, alias="leftEntity")
    right: _Entity = Field(default_factory=_Entity, alias="rightEntity")
    detail: _Detail

    @property
    def name(self) -> str:
        """As the gateway says it: `accounts - Customers V3`."""
        if self.detail.tname:
            return self.detail.tname
        return f"{self.right.name} - {self.left.display_name or self.left.name}"

    @property
    def key(self) -> str:
        table, _, entity = self.name.partition(" - ")
        return f"{table.strip()} - {entity.strip()}".lower()

    @property
    def template_id(self) -> str:
        return self.detail.tid or (self.detail.template.id if self.detail.template else "")

    @property
    def version(self) -> str:
        return self.detail.template.version if self.detail.template else ""

    @property
    def is_for_vendors(self) -> bool:
        """The vendors' twin of a map with the same name; only its description tells."""
        description = self.detail.template.description if self.detail.template else ""
        return "vendor" in description.lower()

    def allows(self, action: str) -> bool:
        """Whether it may be asked now. Where the gateway lists no actions, it may."""
        return not self.detail.actions or action in self.detail.actions

    @property
    def requests(self) -> list[Request]:
        last = self.detail.last
        known = {request.id for request in self.detail.requests}
        return [*self.detail.requests, *([last] if last and last.id not in known else [])]


class _Problem(Shape):
    message: Text = Field("", alias="errorMessage")
    record: Text = Field("", alias="recordId")
    field: Text = Field("", alias="sourceField")


Problems = Annotated[list[_Problem], BeforeValidator(_list)]


class Leg(Shape):
    """One direction of an initial sync in one company."""

    name: Text = Field("", alias="displayName")
    status: Text = ""
    details: Text = ""
    exported: Number = Field(0, alias="exportRecordCount")
    inserted: Number = Field(0, alias="importRecordsInsertedCount")
    updated: Number = Field(0, alias="importRecordsUpdatedCount")
    failed: Number = Field(0, alias="importRecordsErrorCount")
    export_job: Text = Field("", alias="exportJob")
    import_job: Text = Field("", alias="importJob")
    export_details: Text = Field("", alias="exportDetails")
    import_details: Text = Field("", alias="importDetails")
    export_errors: Problems = Field(default_factory=list, alias="exportErrors")
    import_errors: Problems = Field(default_factory=list, alias="importErrors")

    @property
    def errors(self) -> list[str]:
        listed = [problem.message for problem in (*self.export_errors, *self.import_errors)]
        said = (self.details, self.export_details, self.import_details)
        more = [text for text in said if text and "error" in self.status.lower()]
        return [text for text in (*listed, *more) if text]


class _Task(Shape):
    status: Text = ""
    legs: Annotated[list[Leg], BeforeValidator(_list)] = Field(default_factory=list)


class Execution(Shape):
    """The initial sync of one company."""

    company: Text = Field("", alias="legalEntityName")
    status: Text = Field("", alias="executionStatus")
    sync_id: Text = Field("", alias="initialSyncRequestId")
    upserted: Number = Field(0, alias="upsertCount")
    failed: Number = Field(0, alias="errorCount")
    tasks: Annotated[list[_Task], BeforeValidator(_list)] = Field(
        default_factory=list, alias="taskExecutionStatuses"
    )

    @property
    def legs(self) -> list[Leg]:
        return [leg for task in self.tasks for leg in task.legs]

    @property
    def errors(self) -> list[str]:
        return [text for leg in self.legs for text in leg.errors]


class Fields(Shape):
    """What the gateway finds wrong in a map before it is started."""

    name: Text = ""
    keys_differ: bool | None = Field(None, alias="areKeysMismatched")
    issues: Annotated[list[Any], BeforeValidator(_list)] = Field(
        default_factory=list, alias="validationIssues"
    )


def listed(given: object, kind: type[S]) -> list[S]:
    """A bare list, one under `value`, or one thing alone."""
    if isinstance(given, Mapping):
        given = given["value"] if isinstance(given.get("value"), list) else [given]
    return TypeAdapter(list[kind]).validate_python(given)  # type: ignore[valid-type]
