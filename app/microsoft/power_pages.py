"""The Power Pages admin API: the sites of an environment. Only a signed-in person may use it.

Status words are Microsoft's and stay as they are: one we do not know is no error. What a reply
leaves out is empty here; only a site without an id cannot be read.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from urllib.parse import quote

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import Refused, UnexpectedReply
from app.microsoft.refusals import Answer, one_line, retry_after
from app.microsoft.transport import Call, Content, Transport

CUSTOMER_PORTAL: Final = "CustomerPortal"

_VERSION = "2024-10-01"
_NEVER = 1


def _as_text(value: object) -> object:
    return "" if value is None else value


def _as_number(value: object) -> object:
    try:
        return None if value is None or value == "" else int(float(str(value)))
    except ValueError:
        return None


def _as_time(value: object) -> object:
    """Microsoft means UTC where it names no zone, and "never" by the year 1."""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    if time.year == _NEVER:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _as_list(value: object) -> object:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


Text = Annotated[str, BeforeValidator(_as_text)]
Number = Annotated[int | None, BeforeValidator(_as_number)]
Time = Annotated[datetime | None, BeforeValidator(_as_time)]
Texts = Annotated[list[str], BeforeValidator(_as_list)]


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Website(_Reply):
    """`id` is the host's; `record_id` is the row in Dataverse. The two are never the same."""

    id: str = Field(min_length=1)
    record_id: Text = Field(alias="websiteRecordId", default="")
    name: Text = ""
    template: Text = Field(alias="templateName", default="")
    url: Text = Field(alias="websiteUrl", default="")
    subdomain: Text = ""
    host_names: Texts = Field(alias="customHostNames", default=[])
    environment_id: Text = Field(alias="environmentId", default="")
    created_on: Time = Field(alias="createdOn", default=None)
    language: Number = Field(alias="selectedBaseLanguage", default=None)
    kind: Text = Field(alias="type", default="")
    trial_days: Number = Field(alias="trialExpiringInDays", default=None)
    deleting_days: Number = Field(alias="suspendedWebsiteDeletingInDays", default=None)
    status: Text = ""
    package_status: Text = Field(alias="packageInstallStatus", default="")
    package_version: Text = Field(alias="packageVersion", default="")
    visibility: Text = Field(alias="siteVisibility", default="")
    data_model: Text = Field(alias="dataModel", default="")


class NewWebsite(BaseModel):
    """`organization_id` is Dataverse's own, not the environment's. `language` is an LCID that is
    enabled there. With `record_id`, an inactive site is given a host instead.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    name: str
    subdomain: str
    template: str = Field(alias="templateName", default=CUSTOMER_PORTAL)
    language: int = Field(alias="selectedBaseLanguage")
    organization_id: str = Field(alias="dataverseOrganizationId")
    record_id: str | None = Field(alias="websiteRecordId", default=None)


class Operation(_Reply):
    """What the address of an operation answers is not documented: words to show, no more."""

    status: str = ""
    reason: str = ""
    retry_after: timedelta | None = None


class _Websites(_Reply):
    value: list[Website]
    next: str | None = Field(
        default=None,
        validation_alias=AliasChoices("@odata.nextLink", "@odata.nextlink", "nextLink"),
    )


class PowerPages:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def websites(self, environment_id: str) -> list[Website]:
        """All of them or an error: a list that ends early would hide a site.

        The service documents a number to skip and a next link, but not when it sends the link: a
        page without one is followed by a look behind it.
        """
        call, seen = self._call("list the sites", environment_id), set[str]()
        found: dict[str, Website] = {}
        while call.url not in seen:
            seen.add(call.url)
            page = await self._page(call, is_first=not found)
            fresh = {site.id: site for site in page.value if site.id not in found}
            found |= fresh
            if page.next:
                call = call.follow(page.next)
            elif fresh:
                call = self._call("list the sites", environment_id, skip=str(len(found)))
            else:
                return list(found.values())
        raise UnexpectedReply(call.operation, code="next_link_repeats")

    async def _page(self, call: Call, *, is_first: bool) -> _Websites:
        """A service that refuses to look behind what it gave has no more."""
        try:
            return await self._transport.get(call, _Websites)
        except Refused:
            if is_first or "skip=" not in call.url:
                raise
            return _Websites(value=[])

    async def website(self, environment_id: str, website_id: str) -> Website:
        call = self._call("read the site", environment_id, website_id)
        return await self._transport.get(call, Website)

    async def create(self, environment_id: str, wish: NewWebsite) -> str:
        """Ask for a site. Gives the address of the operation, or nothing: the list of sites tells
        how it goes. After Unavailable it may be under way: look before asking again.
        """
        call = self._call("provision the site", environment_id)
        answer = await self._transport.send("POST", call, Content.json_of(wish))
        return answer.headers.get("operation-location", "")

    async def operation(self, environment_id: str, address: str) -> Operation:
        """How an operation stands. Only an address of the same host is asked."""
        call = self._call("follow the provisioning", environment_id).follow(address)
        answer = await self._transport.send("GET", call)
        said = _object(answer)
        status, error = said.get("status"), said.get("error")
        reason = error.get("message") if isinstance(error, dict) else said.get("message")
        return Operation(
            status=status if isinstance(status, str) else "",
            reason=one_line(reason) if isinstance(reason, str) else "",
            retry_after=retry_after(answer.headers),
        )

    async def restart(self, environment_id: str, website_id: str) -> None:
        """Also what clears the cache of the site. Visitors wait a moment."""
        await self._act("restart the site", environment_id, f"{website_id}/restart")

    async def start(self, environment_id: str, website_id: str) -> None:
        await self._act("start the site", environment_id, f"{website_id}/start")

    async def stop(self, environment_id: str, website_id: str) -> None:
        await self._act("stop the site", environment_id, f"{website_id}/stop")

    async def _act(self, operation: str, environment_id: str, path: str) -> None:
        await self._transport.send("POST", self._call(operation, environment_id, path))

    def _call(self, operation: str, environment_id: str, path: str = "", **query: str) -> Call:
        if not environment_id:
            raise Refused(operation, code="no_environment_id", reason="nothing was sent")
        place = f"/powerpages/environments/{quote(environment_id, safe='')}/websites"
        options = {"api-version": _VERSION, **query}
        return Call(
            operation,
            f"https://{self._cloud.power_platform}{place}"
            + (f"/{quote(path)}" if path else "")
            + "?"
            + "&".join(f"{name}={quote(value)}" for name, value in options.items()),
            self._cloud.power_platform_scope,
        )


def _object(answer: Answer) -> dict[str, JsonValue]:
    try:
        said: JsonValue = json.loads(answer.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
