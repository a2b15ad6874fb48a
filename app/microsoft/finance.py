"""The data of finance and operations, as far as it is asked for here: how many rows there are.

The wire contract is Microsoft's documentation of its OData endpoint ("Open Data Protocol",
"Consuming OData services from a console application"): `/data/<set>/$count`, and
`cross-company=true` for the rows of all companies instead of those of the user's own.
"""

import re

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import Refused, UnexpectedReply
from app.microsoft.transport import Call, Transport

_SET = re.compile(r"[A-Za-z]\w*")
_MOST_DIGITS = 12


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
