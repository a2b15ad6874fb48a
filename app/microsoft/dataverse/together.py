"""Several changes in one: all of them are done, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import JsonValue

from app.microsoft.dataverse import multipart
from app.microsoft.dataverse.service import Service, at
from app.microsoft.dataverse.writing import json_content, matching
from app.microsoft.errors import UnexpectedReply
from app.microsoft.refusals import Answer, error_for

_MOST = 1000
_JSON = {"Content-Type": "application/json; type=entry", "Accept": "application/json"}


@dataclass(frozen=True)
class Change:
    """One change of a set. `$1` is what the first change made: in `@odata.bind`, or as a path."""

    method: str
    path: str
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def create(cls, entity_set: str, values: Mapping[str, JsonValue], row_id: str = "") -> "Change":
        """With an id of our own, one that is there already fails the set with Changed."""
        if row_id:
            return cls("PATCH", at(entity_set, row_id), values, {"If-None-Match": "*"})
        return cls("POST", entity_set, values)

    @classmethod
    def update(
        cls, entity_set: str, row_id: str, values: Mapping[str, JsonValue], *, version: str
    ) -> "Change":
        return cls("PATCH", at(entity_set, row_id), values, matching(version))

    @classmethod
    def delete(cls, entity_set: str, row_id: str, *, version: str) -> "Change":
        return cls("DELETE", at(entity_set, row_id), headers=matching(version))

    @classmethod
    def link(cls, start: str, navigation: str, end: str) -> "Change":
        """`start` and `end` are paths of rows, or `$1` for one that is made in the same set."""
        return cls("POST", f"{start}/{navigation}/$ref", {"@odata.id": end})


class Together(Service):
    async def together(self, operation: str, changes: Sequence[Change]) -> list[str]:
        """For each change, the address of the row it made or changed, where Dataverse says it.

        Raises the error of the change that failed; then nothing is done. After Unavailable nobody
        knows, as ever: look before the set is sent again.
        """
        if not changes:
            return []
        if len(changes) > _MOST:
            msg = f"a set has at most {_MOST} changes"
            raise ValueError(msg)
        requests = [self._one(change, number) for number, change in enumerate(changes, start=1)]
        found = await self._batch(operation, requests, together=True)
        for answer in found:
            if not answer.is_success:
                raise error_for(operation, answer, f"{self.origin}/user_impersonation")
        if len(found) != len(changes):
            raise UnexpectedReply(operation, code="batch_incomplete")
        return [_place(answer) for answer in found]

    def _one(self, change: Change, number: int) -> multipart.Request:
        root = urlsplit(self._root).path
        url = change.path if change.path.startswith("$") else f"{root}/{change.path}"
        body = json_content(self._named(change.values)).data if change.method != "DELETE" else b""
        headers = {**_JSON, **change.headers} if body else change.headers
        return multipart.Request(change.method, url, headers, body, number)

    def _named(self, values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        """The far end of a link by its whole address, but for one that is made in the same set."""
        end = values.get("@odata.id")
        if isinstance(end, str) and not end.startswith(("$", "https:")):
            return {**values, "@odata.id": f"{self._root}/{end}"}
        return values


def _place(answer: Answer) -> str:
    """Both say the same; an answer that shows the row it made has the second only."""
    return answer.headers.get("odata-entityid") or answer.headers.get("location", "")
