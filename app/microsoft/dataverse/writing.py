"""Changing rows, one at a time, and only as long as they are as they were seen."""

import json
from collections.abc import Mapping

from pydantic import JsonValue

from app.microsoft.dataverse.reading import NO_SUCH_ROW
from app.microsoft.dataverse.service import at
from app.microsoft.dataverse.shapes import Shapes
from app.microsoft.errors import NotThere, Refused
from app.microsoft.transport import Content

_LINKED_ALREADY = frozenset({"0x80040237", "-2147220937"})


class Writing(Shapes):
    """Every change is safe to send twice.

    A lookup is set with `{navigation}@odata.bind`; only what is in `values` is changed. `version`
    is the `@odata.etag` of the row as it was seen, or `*` on purpose; with another version in the
    organization a change raises Changed and nothing is written. Raises ValueError for what names
    no row, or for no version at all, before anything is sent.
    """

    async def create(self, entity_set: str, row_id: str, values: Mapping[str, JsonValue]) -> None:
        """A new row with an id of our own. One that is there already raises Changed."""
        only_new = {"If-None-Match": "*"}
        call = self._change(f"create a row of {entity_set}", at(entity_set, row_id), only_new)
        await self._transport.send("PATCH", call, json_content(values))

    async def update(
        self, entity_set: str, row_id: str, values: Mapping[str, JsonValue], *, version: str
    ) -> None:
        as_seen = matching(version)
        call = self._change(f"change a row of {entity_set}", at(entity_set, row_id), as_seen)
        await self._transport.send("PATCH", call, json_content(values))

    async def delete(self, entity_set: str, row_id: str, *, version: str) -> None:
        """One that is gone already is as good."""
        as_seen = matching(version)
        call = self._change(f"delete a row of {entity_set}", at(entity_set, row_id), as_seen)
        try:
            await self._transport.send("DELETE", call)
        except NotThere as absent:
            _let_pass(absent)

    async def associate(
        self, entity_set: str, row_id: str, navigation: str, target_set: str, target_id: str
    ) -> None:
        """Link two rows, many to many. Linked already is as good."""
        path = f"{at(entity_set, row_id)}/{navigation}/$ref"
        call = self._change(f"link a row of {entity_set} with one of {target_set}", path)
        target = {"@odata.id": f"{self._root}/{at(target_set, target_id)}"}
        try:
            await self._transport.send("POST", call, json_content(target))
        except Refused as refusal:
            if refusal.code.lower() not in _LINKED_ALREADY:
                raise

    async def disassociate(
        self, entity_set: str, row_id: str, navigation: str, target_set: str, target_id: str
    ) -> None:
        """Take a link away. Not linked is as good."""
        target = at(target_set, target_id).removeprefix(target_set)
        path = f"{at(entity_set, row_id)}/{navigation}{target}/$ref"
        call = self._change(f"unlink a row of {entity_set} from one of {target_set}", path)
        try:
            await self._transport.send("DELETE", call)
        except NotThere as absent:
            _let_pass(absent)


def json_content(values: Mapping[str, JsonValue]) -> Content:
    return Content(json.dumps(values, ensure_ascii=False).encode())


def matching(version: str) -> Mapping[str, str]:
    """An empty version would take the guard away without a word."""
    if not version:
        msg = "a change names the version that was seen"
        raise ValueError(msg)
    return {"If-Match": version}


def _let_pass(absent: NotThere) -> None:
    """Only the row itself may be missing: with no such table, something else is wrong."""
    if absent.code.lower() != NO_SUCH_ROW:
        raise absent
