"""What every call of the Web API shares: its address, its headers, its token."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from app.microsoft.transport import Call, Transport

_PLAIN = ",()/'"
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NAME = re.compile(r"\w+")


class Service:
    def __init__(self, transport: Transport, origin: str) -> None:
        self._transport, self.origin = transport, origin

    @property
    def _root(self) -> str:
        return f"{self.origin}/api/data/v9.2"

    def _call(self, operation: str, path: str, *, prefer: str = "", **options: str) -> Call:
        """A call that reads."""
        headers = {"If-None-Match": "null"} | ({"Prefer": prefer} if prefer else {})
        return self._make(operation, path, headers, options)

    def _change(
        self, operation: str, path: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Call:
        """A call that writes; `headers` say what it is conditional on."""
        return self._make(operation, path, headers, {})

    def _make(
        self, operation: str, path: str, headers: Mapping[str, str], options: Mapping[str, str]
    ) -> Call:
        query = "&".join(
            f"${name}={quote(value, safe=_PLAIN)}" for name, value in options.items() if value
        )
        return Call(
            operation,
            f"{self._root}/{path}" + (f"?{query}" if query else ""),
            f"{self.origin}/user_impersonation",
            {"OData-MaxVersion": "4.0", "OData-Version": "4.0", **headers},
        )


def at(entity_set: str, row_id: str) -> str:
    """The path of one row. Anything that is no id is refused here: it would name another thing."""
    if not _NAME.fullmatch(entity_set) or not _GUID.fullmatch(row_id):
        msg = f"this names no row: {entity_set[:100]!r} {row_id[:100]!r}"
        raise ValueError(msg)
    return f"{entity_set}({row_id.lower()})"


def quoted(text: str) -> str:
    """A text in a filter: a quote is doubled, so that no name can end the text early."""
    return "'" + text.replace("'", "''") + "'"
