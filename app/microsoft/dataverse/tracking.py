"""What became of a table since it was read, without reading all of it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import Field

from app.microsoft.dataverse.replies import Reply, Row
from app.microsoft.dataverse.service import Service, quoted
from app.microsoft.errors import Forbidden, NotThere, Refused, RemoteError, UnexpectedReply
from app.microsoft.transport import Call

_LARGEST_PAGE = 5000
_STATUS_OF_AN_OLD_LINK = range(400, 500)
_DELETED = "/$deletedEntity"


@dataclass(frozen=True)
class Changes:
    """`is_whole`: these are all rows, not only the changed ones; what is not among them is gone.

    `link` is what to ask with next time; empty where the table keeps no track of its changes.
    """

    rows: tuple[Row, ...]
    deleted: frozenset[str]
    link: str
    is_whole: bool


class _Page(Reply):
    value: list[Row]
    next: str | None = Field(alias="@odata.nextLink", default=None)
    delta: str | None = Field(alias="@odata.deltaLink", default=None)


class _Tracked(Reply):
    is_tracked: bool = Field(alias="ChangeTrackingEnabled", default=False)


class _Tables(Reply):
    value: list[_Tracked]


class Tracking(Service):
    async def changes(self, entity_set: str, *, select: Sequence[str], since: str = "") -> Changes:
        """What changed after `since`, the `link` of an earlier answer; without one, every row.

        A link that is too old, or that Dataverse does not take for another reason, and a table
        that keeps no track are read whole. Filters do not go with tracking: the caller picks.
        """
        if since:
            try:
                return await self._pages(self._first(entity_set, select).follow(since), whole=False)
            except (Refused, NotThere) as refusal:
                if refusal.status not in _STATUS_OF_AN_OLD_LINK:
                    raise
        if await self._keeps_track(entity_set):
            try:
                return await self._pages(self._first(entity_set, select), whole=True)
            except Refused as refusal:
                if not _says_untracked(refusal):
                    raise
        return await self._pages(_untracked(self._first(entity_set, select)), whole=True)

    async def _keeps_track(self, entity_set: str) -> bool:
        """A definition that we may not read says nothing: then the table itself is asked."""
        call = self._call(
            f"look whether {entity_set} keeps track of changes",
            "EntityDefinitions",
            select="LogicalName,ChangeTrackingEnabled",
            filter=f"EntitySetName eq {quoted(entity_set)}",
        )
        try:
            found = (await self._read(call, _Tables)).value
        except Forbidden:
            return True
        return any(table.is_tracked for table in found)

    def _first(self, entity_set: str, select: Sequence[str]) -> Call:
        return self._call(
            f"read the changes of {entity_set}",
            entity_set,
            prefer=f"odata.track-changes,odata.maxpagesize={_LARGEST_PAGE}",
            select=",".join(select),
        )

    async def _pages(self, call: Call, *, whole: bool) -> Changes:
        rows: list[Row] = []
        deleted: set[str] = set()
        seen = {call.url}
        while True:
            page = await self._read(call, _Page)
            for row in page.value:
                if str(row.get("@odata.context", "")).endswith(_DELETED):
                    deleted.add(str(row.get("id", "")).lower())
                else:
                    rows.append(row)
            if page.next is None:
                return Changes(tuple(rows), frozenset(deleted), page.delta or "", whole)
            if page.next in seen:
                raise UnexpectedReply(call.operation, code="next_link_repeats")
            seen.add(page.next)
            call = call.follow(page.next)


def _says_untracked(refusal: RemoteError) -> bool:
    """The code for it is not known; these statuses are what such a request can get."""
    return refusal.status in (400, 501)


def _untracked(call: Call) -> Call:
    prefer = f"odata.maxpagesize={_LARGEST_PAGE}"
    return replace(call, headers={**call.headers, "Prefer": prefer})
