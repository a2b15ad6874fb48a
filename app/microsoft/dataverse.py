"""The Dataverse Web API of one organization: what is in it, read as it was given."""

from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.microsoft.errors import NotThere, Refused, UnexpectedReply
from app.microsoft.transport import Call, Transport

Row: TypeAlias = dict[str, JsonValue]

_LARGEST_PAGE = 5000
_BAD_REQUEST = 400
_NOT_LINKED = "integrated with finance and operations"


class Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WhoAmI(Reply):
    user_id: str = Field(alias="UserId")
    organization_id: str = Field(alias="OrganizationId")
    business_unit_id: str = Field(alias="BusinessUnitId")


class TableDefinition(Reply):
    logical_name: str = Field(alias="LogicalName")
    entity_set: str = Field(alias="EntitySetName")
    primary_id: str = Field(alias="PrimaryIdAttribute")


class Solution(Reply):
    id: str = Field(alias="solutionid")
    unique_name: str = Field(alias="uniquename")
    friendly_name: str | None = Field(alias="friendlyname")
    version: str
    is_managed: bool = Field(alias="ismanaged")


class Link(StrEnum):
    LINKED = "linked"
    NOT_LINKED = "not_linked"
    CANNOT_TELL = "cannot_tell"


class Integration(Reply):
    """The link with finance and operations. `unified` is None where the service does not say."""

    link: Link = Link.LINKED
    url: str = Field(alias="Url", default="")
    tenant_id: str = Field(alias="TenantId", default="")
    environment_id: str = Field(alias="Id", default="")
    unified: bool | None = Field(alias="IsUnifiedDatabase", default=None)


class _Integrated(Integration):
    url: str = Field(alias="Url", min_length=1)
    environment_id: str = Field(alias="Id", min_length=1)


class _Version(Reply):
    version: str = Field(alias="Version")


class _Tables(Reply):
    value: list[TableDefinition]


class _Solutions(Reply):
    value: list[Solution]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class _Rows(Reply):
    value: list[Row]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class Dataverse:
    def __init__(self, transport: Transport, origin: str) -> None:
        self._transport, self.origin = transport, origin

    async def who_am_i(self) -> WhoAmI:
        return await self._transport.get(self._call("ask who we are", "WhoAmI"), WhoAmI)

    async def version(self) -> str:
        call = self._call("read the version", "RetrieveVersion()")
        return (await self._transport.get(call, _Version)).version

    async def table(self, logical_name: str) -> TableDefinition | None:
        call = self._call(
            f"look for the table {logical_name}",
            "EntityDefinitions",
            select="LogicalName,EntitySetName,PrimaryIdAttribute",
            filter=f"LogicalName eq {_quoted(logical_name)}",
        )
        found = (await self._transport.get(call, _Tables)).value
        return next((table for table in found if table.logical_name == logical_name), None)

    async def solutions(self, unique_names: Sequence[str]) -> list[Solution]:
        """Those of the named solutions that are installed."""
        if not unique_names:
            return []
        call: Call | None = self._call(
            "list solutions",
            "solutions",
            select="solutionid,uniquename,friendlyname,version,ismanaged",
            filter=" or ".join(f"uniquename eq {_quoted(name)}" for name in unique_names),
        )
        found: list[Solution] = []
        while call:
            page = await self._transport.get(call, _Solutions)
            found += page.value
            call = call.follow(page.next) if page.next else None
        return found

    async def rows(
        self,
        entity_set: str,
        *,
        select: Sequence[str] = (),
        filter: str = "",  # noqa: A002  (the option's own name)
        order_by: str = "",
        page_size: int = _LARGEST_PAGE,
    ) -> AsyncIterator[Row]:
        """Every row, page after page. A page that fails raises: what came before is not all."""
        call = self._call(
            f"read {entity_set}",
            entity_set,
            prefer=f"odata.maxpagesize={page_size}",
            select=",".join(select),
            filter=filter,
            orderby=order_by,
        )
        seen = {call.url}
        while True:
            page = await self._transport.get(call, _Rows)
            for row in page.value:
                yield row
            if page.next is None:
                return
            if page.next in seen:
                raise UnexpectedReply(call.operation, code="next_link_repeats")
            seen.add(page.next)
            call = call.follow(page.next)

    async def integration_details(self) -> Integration:
        """Whether finance and operations is linked. Too old to be asked is not a no."""
        call = self._call(
            "read the finance and operations link",
            "RetrieveFinanceAndOperationsIntegrationDetails",
        )
        try:
            return await self._transport.get(call, _Integrated)
        except NotThere:
            return Integration(link=Link.CANNOT_TELL)
        except Refused as refusal:
            if refusal.status == _BAD_REQUEST and _NOT_LINKED in refusal.reason.lower():
                return Integration(link=Link.NOT_LINKED)
            raise

    def _call(self, operation: str, path: str, *, prefer: str = "", **options: str) -> Call:
        query = "&".join(
            f"${name}={quote(value, safe=_PLAIN)}" for name, value in options.items() if value
        )
        headers = {"OData-MaxVersion": "4.0", "OData-Version": "4.0", "If-None-Match": "null"}
        return Call(
            operation,
            f"{self.origin}/api/data/v9.2/{path}" + (f"?{query}" if query else ""),
            f"{self.origin}/user_impersonation",
            {**headers, "Prefer": prefer} if prefer else headers,
        )


_PLAIN = ",()/'"


def _quoted(text: str) -> str:
    """A text in a filter: a quote is doubled, so that no name can end the text early."""
    return "'" + text.replace("'", "''") + "'"
