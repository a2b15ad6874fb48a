"""From a table as Dataverse shows it to rows of an export, and those to bytes and back."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter

from app.exports import Row
from app.microsoft.errors import UnexpectedReply
from app.microsoft.site_configuration import TableRows
from app.sites.values import as_text

_ABOUT = {
    "version": "@odata.etag",
    "createdon": "createdon",
    "modifiedon": "modifiedon",
    "createdby": "_createdby_value",
    "modifiedby": "_modifiedby_value",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one table, or the code that says why there are none to be had."""

    rows: tuple[Row, ...] = ()
    skipped: str = ""

    def to_bytes(self) -> bytes:
        return _PIECE.dump_json(self)

    @classmethod
    def of_bytes(cls, data: bytes) -> "Piece":
        return _PIECE.validate_json(data)


_PIECE = TypeAdapter(Piece)


def rows_of(read: TableRows) -> tuple[Row, ...]:
    return tuple(_row(read, raw) for raw in read.rows)


def _row(read: TableRows, raw: Mapping[str, JsonValue]) -> Row:
    """A value that Dataverse did not give, though it was asked for, is an answer unread."""
    table, identity = read.shape.table, raw.get(read.shape.primary_id)
    try:
        columns = {one.name: as_text(one, raw[one.property]) for one in read.columns}
    except (KeyError, ValueError) as error:
        raise UnexpectedReply(f"read {table}", code="unreadable", reason=str(error)) from None
    if not isinstance(identity, str):
        raise UnexpectedReply(f"read {table}", code="unreadable", reason=read.shape.primary_id)
    links = {name: frozenset(ends.get(identity.lower(), ())) for name, ends in read.links.items()}
    return Row(table, identity.lower(), columns, links, meta=_meta(raw))


def _meta(raw: Mapping[str, JsonValue]) -> dict[str, str]:
    found = {name: raw.get(key) for name, key in _ABOUT.items()}
    return {name: value for name, value in found.items() if isinstance(value, str) and value}
