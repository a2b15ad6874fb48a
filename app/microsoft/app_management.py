"""Application packages of an environment: what is installed, and the asking for more.

An install is asked for once. Nobody here sends it again: whether it arrived shows in the list.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import Refused, Unavailable, UnexpectedReply
from app.microsoft.transport import Call, Content, Transport, read_answer

_VERSION = "api-version=2022-03-01-preview"
_CONFLICT = 409
_NO_ROOM = "InsufficientCapacity"


class PackageState(StrEnum):
    """`unknown` is a word of theirs that we do not know: neither there nor absent."""

    INSTALLED = "installed"
    ABSENT = "absent"
    ON_ITS_WAY = "on_its_way"
    FAILED = "failed"
    UNKNOWN = "unknown"


_STATES = {
    "": PackageState.ABSENT,
    "none": PackageState.ABSENT,
    "uninstalled": PackageState.ABSENT,
    "installed": PackageState.INSTALLED,
    "templateinstalled": PackageState.INSTALLED,
    "installrequested": PackageState.ON_ITS_WAY,
    "installing": PackageState.ON_ITS_WAY,
    "installscheduled": PackageState.ON_ITS_WAY,
    "installretrying": PackageState.ON_ITS_WAY,
    "installfailed": PackageState.FAILED,
}


class Progress(StrEnum):
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


_ENDS = {
    "succeeded": Progress.SUCCEEDED,
    "failed": Progress.FAILED,
    "canceled": Progress.FAILED,
}


@dataclass(frozen=True, slots=True)
class ApplicationPackage:
    """`version` is the one that can be had, not the one that is installed."""

    unique_name: str
    title: str
    version: str
    state: PackageState
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class InstallProgress:
    progress: Progress
    message: str = ""
    code: str = ""


def _as_text(value: object) -> object:
    return "" if value is None else str(value)


Text = Annotated[str, BeforeValidator(_as_text)]


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Trouble(_Reply):
    """A text in a recording, a number in a model: either is fine."""

    code: Text = Field("", alias="errorCode")
    name: Text = Field("", alias="errorName")
    message: Text = ""

    @property
    def words(self) -> str:
        return " ".join(word for word in (self.code, self.name, self.message) if word)[:500]


class _Package(_Reply):
    unique_name: str = Field(alias="uniqueName", min_length=1)
    application: Text = Field("", alias="applicationName")
    title: Text = Field("", alias="localizedName")
    version: Text = ""
    state: Text = ""
    trouble: _Trouble | None = Field(
        default=None, validation_alias=AliasChoices("errorDetails", "lastError")
    )


class _Packages(_Reply):
    value: list[_Package]
    next: str | None = Field(
        default=None,
        validation_alias=AliasChoices("@odata.nextLink", "@odata.nextlink", "nextLink"),
    )


class _Operation(_Reply):
    id: Text = Field("", alias="operationId")
    status: Text = ""
    message: Text = Field("", alias="statusMessage")
    error: _Trouble | None = None


class _Accepted(_Reply):
    last: _Operation | None = Field(None, alias="lastOperation")


class AppManagement:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def packages(self, environment_id: str) -> list[ApplicationPackage]:
        """All of them or an error, over every page."""
        call = self._call("list packages", environment_id, "applicationPackages")
        seen, found = {call.url}, list[_Package]()
        while True:
            page = await self._transport.get(call, _Packages)
            found += page.value
            if not page.next:
                return [_ours(one) for one in found]
            if page.next in seen:
                raise UnexpectedReply(call.operation, code="next_link_repeats")
            seen.add(page.next)
            call = call.follow(page.next)

    async def install(self, environment_id: str, unique_name: str) -> str:
        """Ask for a package. Gives the address to watch, or nothing when none came back."""
        what = f"applicationPackages/{quote(unique_name, safe='')}/install"
        call = self._call(f"install {unique_name}", environment_id, what)
        try:
            answer = await self._transport.send("POST", call, Content(b""))
        except Unavailable as error:
            if error.code.startswith(_NO_ROOM):  # a 500, and yet an answer: it stays so
                raise Refused(
                    call.operation, status=error.status, code=error.code, reason=error.reason,
                    request_id=error.request_id,
                ) from error  # fmt: skip
            raise
        watched = answer.headers.get("Operation-Location", "")
        if watched and self._is_ours(watched, environment_id):
            return watched
        return self._operation(environment_id, _operation_id(answer.body))

    async def progress(self, environment_id: str, watched: str) -> InstallProgress:
        """How far an install is. A conflict means that it cannot be told yet."""
        call = self._call("look at the install", environment_id, "operations")
        if not self._is_ours(watched, environment_id):
            raise UnexpectedReply(call.operation, code="foreign_operation")
        call = Call(call.operation, watched, call.scope)
        try:
            answer = await self._transport.send("GET", call)
        except Refused as refusal:
            if refusal.status == _CONFLICT:
                return InstallProgress(Progress.RUNNING)
            raise
        said = read_answer(call, answer, _Operation)
        trouble = said.error.words if said.error else ""
        end = _ENDS.get(said.status.lower(), Progress.RUNNING)
        return InstallProgress(end, trouble or said.message, said.error.code if said.error else "")

    def _operation(self, environment_id: str, operation_id: str) -> str:
        if not operation_id:
            return ""
        return self._call("", environment_id, f"operations/{quote(operation_id, safe='')}").url

    def _is_ours(self, address: str, environment_id: str) -> bool:
        """Only an operation of this environment, at the host that we asked."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return False
        place = f"/appmanagement/environments/{environment_id}/operations/"
        return (
            parts.scheme == "https"
            and parts.hostname == self._cloud.power_platform
            and port in (None, 443)
            and "@" not in parts.netloc
            and parts.path.lower().startswith(place.lower())
        )

    def _call(self, operation: str, environment_id: str, what: str) -> Call:
        if not environment_id:
            msg = "an empty id would mean every environment"
            raise ValueError(msg)
        place = f"appmanagement/environments/{quote(environment_id, safe='')}/{what}"
        return Call(
            operation,
            f"https://{self._cloud.power_platform}/{place}?{_VERSION}",
            self._cloud.power_platform_scope,
        )


def _operation_id(body: bytes) -> str:
    """The answer may be empty, or something else than what is documented."""
    try:
        accepted = _Accepted.model_validate_json(body)
    except ValidationError:
        return ""
    return accepted.last.id if accepted.last else ""


def _ours(theirs: _Package) -> ApplicationPackage:
    state = _STATES.get(theirs.state.lower(), PackageState.UNKNOWN)
    trouble = theirs.trouble.words if theirs.trouble and state is PackageState.FAILED else ""
    title = theirs.application or theirs.title or theirs.unique_name
    return ApplicationPackage(theirs.unique_name, title, theirs.version, state, trouble)
