"""Reading rows, as they were given."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from http import HTTPStatus

from app.microsoft.dataverse.replies import OneRow, Row, Rows
from app.microsoft.dataverse.service import Service, at
from app.microsoft.errors import NotThere, UnexpectedReply
from app.microsoft.transport import read_answer

_LARGEST_PAGE = 5000
_COUNTED_UP_TO = 5000
_VERSION = "versionnumber"
NO_SUCH_ROW = "0x80040217"


class Reading(Service):
    async def rows(
        self,
        entity_set: str,
        *,
        select: Sequence[str],
        filter: str = "",  # noqa: A002  (the option's own name)
        order_by: str = "",
        expand: str = "",
        page_size: int = _LARGEST_PAGE,
    ) -> AsyncIterator[Row]:
        """Every row, page after page. A page that fails raises: what came before is not all.

        With a `page_size` of 0 the service decides: what is expanded then comes whole.
        """
        call = self._call(
            f"read {entity_set}",
            entity_set,
            prefer=f"odata.maxpagesize={page_size}" if page_size else "",
            select=",".join(select),
            filter=filter,
            orderby=order_by,
            expand=expand,
        )
        seen = {call.url}
        while True:
            page = await self._read(call, Rows)
            for row in page.value:
                yield row
            if page.next is None:
                return
            if page.next in seen:
                raise UnexpectedReply(call.operation, code="next_link_repeats")
            seen.add(page.next)
            call = call.follow(page.next)

    async def row(self, entity_set: str, row_id: str, select: Sequence[str]) -> Row | None:
        """One row with its `@odata.etag`, or None if it is not there. A missing table raises."""
        call = self._call(f"read {entity_set}", at(entity_set, row_id), select=",".join(select))
        try:
            answer = await self._transport.send("GET", call)
        except NotThere as absent:
            if absent.code.lower() == NO_SUCH_ROW:
                return None
            raise
        return read_answer(call, answer, OneRow).root

    async def is_unchanged(self, entity_set: str, row_id: str, *, version: str) -> bool:
        """Whether the row is as it was when its `@odata.etag` was `version`. Gone is changed."""
        if not version:
            msg = "a question about a version names it"
            raise ValueError(msg)
        call = self._call(f"look at {entity_set}", at(entity_set, row_id), select=_VERSION)
        headers = {**call.headers, "If-None-Match": version}
        call = replace(call, headers=headers, also=(HTTPStatus.NOT_MODIFIED,))
        try:
            answer = await self._transport.send("GET", call)
        except NotThere as absent:
            if absent.code.lower() == NO_SUCH_ROW:
                return False
            raise
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return True
        return read_answer(call, answer, OneRow).root.get("@odata.etag") == version

    async def count(self, entity_set: str, filter: str = "") -> int | None:  # noqa: A002
        """How many rows there are, or None for more than Dataverse counts."""
        call = self._call(f"count {entity_set}", f"{entity_set}/$count", filter=filter)
        answer = await self._transport.send("GET", call)
        text = answer.body.decode("utf-8-sig", "replace").strip()
        if not text.isascii() or not text.isdecimal():
            raise UnexpectedReply(call.operation, status=answer.status, code="unreadable")
        number = int(text[:10])
        return number if number < _COUNTED_UP_TO else None
