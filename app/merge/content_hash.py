"""A short name for what a record says, whatever ids it carries."""

import hashlib

from app.merge.snapshot import NOT_READ, Record
from app.merge.table_list import table
from app.merge.tables import Kind
from app.merge.values import normal


def short_hash(*parts: object) -> str:
    """A URL-safe name for a list of values; nothing and an empty text are different."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def content_hash(record: Record) -> str:
    """Equal for records with the same content; references and empty columns do not count."""
    rules = table(record.table)
    columns = [
        (column, str(normal(rules.kind(column), value, column)))
        for column, value in sorted(record.columns.items())
        if value and not rules.skips(column) and rules.kind(column) is not Kind.LOOKUP
    ]
    content = record.content
    size = "" if content is NOT_READ or content is None else hashlib.sha256(content).hexdigest()
    return short_hash(columns, size)
