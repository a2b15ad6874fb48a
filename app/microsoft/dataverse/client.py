from collections.abc import Sequence

from app.microsoft.dataverse.describing import Describing
from app.microsoft.dataverse.files import Files
from app.microsoft.dataverse.replies import (
    Integrated,
    Integration,
    Languages,
    Link,
    Solution,
    Solutions,
    TableDefinition,
    Tables,
    User,
    Version,
    WhoAmI,
)
from app.microsoft.dataverse.service import at, quoted
from app.microsoft.dataverse.together import Together
from app.microsoft.dataverse.tracking import Tracking
from app.microsoft.errors import NotThere, Refused
from app.microsoft.transport import Call

_BAD_REQUEST = 400
_NOT_LINKED = "integrated with finance and operations"


class Dataverse(Files, Together, Tracking, Describing):
    """One organization, in the name of one person.

    Rows are read and changed as they are (`rows`, `row`, `count`; `create`, `update`, `delete`,
    `associate`, `disassociate`), tables are described by `shape`, the bytes of web files are
    `content` and `put_content`. `together` changes several rows or none; `changes` says what became
    of a table since it was read. After Unavailable on a change nobody knows whether it arrived.
    """

    async def who_am_i(self) -> WhoAmI:
        return await self._transport.get(self._call("ask who we are", "WhoAmI"), WhoAmI)

    async def version(self) -> str:
        call = self._call("read the version", "RetrieveVersion()")
        return (await self._transport.get(call, Version)).version

    async def user(self, user_id: str) -> User:
        call = self._call(
            "read the roles of the user",
            at("systemusers", user_id),
            select="systemuserid,fullname,accessmode,isdisabled",
            expand="systemuserroles_association($select=name,_roletemplateid_value)",
        )
        return await self._transport.get(call, User)

    async def languages(self) -> list[int]:
        """The LCIDs of the languages that are enabled."""
        call = self._call("list the languages", "RetrieveProvisionedLanguages()")
        return (await self._transport.get(call, Languages)).lcids

    async def table(self, logical_name: str) -> TableDefinition | None:
        call = self._call(
            f"look for the table {logical_name}",
            "EntityDefinitions",
            select="LogicalName,EntitySetName,PrimaryIdAttribute",
            filter=f"LogicalName eq {quoted(logical_name)}",
        )
        found = (await self._transport.get(call, Tables)).value
        return next((table for table in found if table.logical_name == logical_name), None)

    async def solutions(self, unique_names: Sequence[str]) -> list[Solution]:
        """Those of the named solutions that are installed."""
        if not unique_names:
            return []
        return await self._solutions(
            " or ".join(f"uniquename eq {quoted(name)}" for name in unique_names)
        )

    async def solutions_titled(self, part: str) -> list[Solution]:
        """Those with these words in the title that people see."""
        return await self._solutions(f"contains(friendlyname,{quoted(part)})")

    async def _solutions(self, only: str) -> list[Solution]:
        call: Call | None = self._call(
            "list solutions",
            "solutions",
            select="solutionid,uniquename,friendlyname,version,ismanaged",
            filter=only,
        )
        found: list[Solution] = []
        while call:
            page = await self._read(call, Solutions)
            found += page.value
            call = call.follow(page.next) if page.next else None
        return found

    async def integration_details(self) -> Integration:
        """Whether finance and operations is linked. Too old to be asked is not a no."""
        call = self._call(
            "read the finance and operations link",
            "RetrieveFinanceAndOperationsIntegrationDetails",
        )
        try:
            return await self._transport.get(call, Integrated)
        except NotThere:
            return Integration(link=Link.CANNOT_TELL)
        except Refused as refusal:
            if refusal.status == _BAD_REQUEST and _NOT_LINKED in refusal.reason.lower():
                return Integration(link=Link.NOT_LINKED)
            raise
