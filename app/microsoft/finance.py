"""The data of finance and operations, as far as it is asked for here: how many rows there are, and
dual-write's own configuration of the maps.

The wire contract is Microsoft's documentation of its OData endpoint ("Open Data Protocol",
"Consuming OData services from a console application"): `/data/<set>/$count`, and
`cross-company=true` for the rows of all companies instead of those of the user's own. How the set
of dual-write's configurations is called is documented nowhere: its name is looked for in the
service document under `/data`. `$metadata` is not asked: it is tens of megabytes.
"""

import re
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import Refused, UnexpectedReply
from app.microsoft.map_names import key_of
from app.microsoft.transport import Call, Transport

_SET = re.compile(r"[A-Za-z]\w*")
_MOST_DIGITS = 12
_CONFIGURATION: Final = "dualwriteprojectconfiguration"
_MOST_PAGES: Final = 20


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Set(_Reply):
    name: str


class _Service(_Reply):
    value: list[_Set]


class _Row(_Reply):
    """What a number in `Status` means is not known: it is kept as it comes."""

    external: str | None = Field(alias="ExternalEntityName", default=None)
    internal: str | None = Field(alias="InternalEntityName", default=None)
    address: str | None = Field(alias="ExternalEnvironmentUrl", default=None)
    status: int | str | None = Field(alias="Status", default=None)
    is_deleted: bool | int | str | None = Field(alias="IsDelete", default=None)


class _Page(_Reply):
    value: list[_Row]
    next_link: str | None = Field(alias="@odata.nextLink", default=None)


@dataclass(frozen=True, slots=True)
class Project:
    """One of the two rows that finance and operations keeps for a map. All in its own words."""

    key: str
    address: str
    status: str
    is_deleted: str


class Finance:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def count(self, host: str, entity_set: str) -> int:
        """Rows of all companies that the person may read. `host` is what Dataverse is linked to."""
        operation = f"count {entity_set}"
        if not self._cloud.is_finance(host) or not _SET.fullmatch(entity_set):
            raise Refused(operation, code="not_finance", reason=host[:100])
        call = Call(
            operation,
            f"https://{host}/data/{entity_set}/$count?cross-company=true",
            f"https://{host}/.default",
        )
        answer = await self._transport.send("GET", call)
        text = answer.body.decode("utf-8-sig", "replace").strip()
        if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
            raise UnexpectedReply(operation, status=answer.status, code="unreadable")
        return int(text)

    async def sets(self, host: str) -> list[str]:
        """The names of all entity sets, as the service document lists them."""
        call = self._call("list what finance and operations offers", host, "data")
        return [one.name for one in (await self._transport.get(call, _Service)).value]

    async def projects(self, host: str, entity_set: str) -> list[Project]:
        """Dual-write's own configuration of the maps, two rows for each, over all pages."""
        operation = "read dual-write's configuration in finance and operations"
        call = self._call(operation, host, f"data/{entity_set}?cross-company=true")
        found: list[Project] = []
        for _ in range(_MOST_PAGES):
            page = await self._transport.get(call, _Page)
            found += [_project(one) for one in page.value if one.external and one.internal]
            if not page.next_link:
                return found
            call = call.follow(page.next_link)
        raise UnexpectedReply(call.operation, code="too_many_pages")

    def _call(self, operation: str, host: str, path: str) -> Call:
        if not self._cloud.is_finance(host):
            raise Refused(operation, code="not_finance", reason=host[:100])
        return Call(operation, f"https://{host}/{path}", f"https://{host}/.default")


def configuration_set(names: list[str]) -> str:
    """The set of dual-write's project configurations, by the beginning of its name."""
    found = (one for one in names if one.lower().startswith(_CONFIGURATION))
    return min(found, key=len, default="")


def _project(row: _Row) -> Project:
    return Project(
        key_of(row.external or "", row.internal or ""),
        (row.address or "").rstrip("/").lower(),
        "" if row.status is None else str(row.status),
        "" if row.is_deleted is None else str(row.is_deleted),
    )
