"""What will be written to a site, in order: the plan that a person approves.

Every entry holds what was there and what will be, so that it can be checked before it is sent,
recognised after a crash, and taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.merge.outcome import Note
from app.merge.snapshot import NOT_READ, NotRead, Value

LINKS: Final = "links:"


class Operation(StrEnum):
    CREATE = "create"
    CREATE_PAGE = "create_page"  # a root page: the platform makes its content pages by itself
    FILL_PAGE = "fill_page"  # such a content page: found by its root and language, then filled
    UPDATE = "update"
    CONTENT = "content"  # the bytes of a web file, with their name and type
    CONNECT = "connect"  # lookups of a row that had to be there before they could be set
    LINK = "link"  # one pair of a many-to-many association
    UNLINK = "unlink"
    DEACTIVATE = "deactivate"
    DELETE = "delete"


CREATES: Final = frozenset((Operation.CREATE, Operation.CREATE_PAGE, Operation.FILL_PAGE))

Content = bytes | NotRead | None


@dataclass(frozen=True, slots=True)
class ColumnWrite:
    """One column and its two values; of a link `links:<association>` and the far end."""

    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Write:
    """One write. `record_id` is the site's; `number` is its place, from 1.

    `reason` is the case it comes from, as a code; `conflicts` are the ids of the decisions in it.
    """

    number: int
    operation: Operation
    table: str
    record_id: str
    title: str
    columns: tuple[ColumnWrite, ...] = ()
    content_before: Content = NOT_READ
    content_after: Content = NOT_READ
    reason: str = ""
    conflicts: tuple[str, ...] = ()
    depends_on: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.record_id

    @property
    def association(self) -> str:
        """The many-to-many association of a link, empty for every other write."""
        column = self.columns[0].column if self.columns else ""
        return column.removeprefix(LINKS) if column.startswith(LINKS) else ""

    @property
    def far_end(self) -> str:
        """The id at the other end of a link."""
        return self.columns[0].after or self.columns[0].before or ""

    def value(self, column: str) -> Value:
        """What a column will be, None where the write does not set it."""
        return next((c.after for c in self.columns if c.column == column), None)


class Why(StrEnum):
    """Why a record that differs is not written."""

    OPEN = "open"
    DEFERRED = "deferred"
    NEEDS_ANOTHER = "needs_another"  # it refers to a record that is not written
    STILL_NEEDED = "still_needed"  # a record that stays refers to it, so it is not deleted
    WEBSITE = "website"  # the row of the website itself is never written
    GONE = "gone"  # somebody deleted it since it was written
    ROLE = "role"  # deleting a web role would take it from every customer who has it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that differs and is not written. `because_of` is the title of another record."""

    table: str
    record_id: str
    title: str
    why: Why
    because_of: str = ""


@dataclass(frozen=True)
class Plan:
    """`ids` maps the records that will be created from the template's ids to their new ones."""

    writes: tuple[Write, ...]
    left_out: tuple[LeftOut, ...] = ()
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
