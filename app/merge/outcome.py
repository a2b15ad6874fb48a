"""What a merge says: per record what happens, and the conflicts only a person can decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from app.merge.site_check import SiteCheck
from app.merge.snapshot import Record, Snapshot, Value

ThreeSides: TypeAlias = tuple[Record | None, Record | None, Record | None]
"""One record as base, site and template have it."""


class Case(StrEnum):
    """What happens with one record."""

    UNCHANGED = "unchanged"  # nothing changed, or both sides hold the same
    UPDATED = "updated"  # takes something from the template
    KEPT = "kept"  # the site's own change stands; the template brings nothing
    CREATED = "created"  # new in the template
    OWN = "own"  # the customer's own record
    ADOPTED = "adopted"  # both sides added the same record
    BOTH_ADDED = "both_added"
    DELETED_HERE = "deleted_here"  # the customer deleted it; it stays deleted
    REMOVED_IN_TEMPLATE = "removed_in_template"  # kept unless chosen
    GONE = "gone"  # neither side has it any more
    AMBIGUOUS = "ambiguous"  # several records claim to be the same
    OTHER_LANGUAGE = "other_language"  # in a language that the site does not have: left out


class ConflictKind(StrEnum):
    VALUE = "value"  # one column, changed on both sides
    TEXT = "text"  # one hunk of a long text
    JSON = "json"  # one key inside a JSON column
    FILE = "file"  # a web file's bytes
    RECORD = "record"  # deleted on one side, changed on the other
    DANGLING = "dangling"  # points to a record that the result does not contain
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"
    PERMISSION = "permission"  # would widen rights
    LOOP = "loop"  # would make a record its own ancestor


class Choice(StrEnum):
    SITE = "site"
    TEMPLATE = "template"
    SITE_THEN_TEMPLATE = "site_then_template"
    TEMPLATE_THEN_SITE = "template_then_site"
    BASE = "base"
    SUGGESTION = "suggestion"
    OWN = "own"
    LATER = "later"  # no answer yet, on purpose: the record stays as it is, with its old base


class Standing(StrEnum):
    OPEN = "open"
    DEFAULTED = "defaulted"  # the table of cases names an answer; a person may change it
    DECIDED = "decided"
    DEFERRED = "deferred"  # a person put it off


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about the merge. `code` gets its words where shown."""

    code: str
    subject: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Referrer:
    """A record that points to another, by a column."""

    table: str
    record_id: str
    title: str
    column: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text for the button, never preselected. `reason` is a code; its words live in texts."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's choice, with the fingerprint of the values it was made for.

    `own_text` is what was written for OWN. For SUGGESTION it names the suggestion's reason; empty
    means the first. For an ambiguous pairing OWN names the site's record to pair with.
    """

    choice: Choice
    fingerprint: str
    own_text: str = ""


class Lines(NamedTuple):
    """The first line of a place of a text on each side, counted from 1."""

    base: int = 1
    site: int = 1
    template: int = 1


FIRST_LINES = Lines()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same thing, differently.

    `id` is stable across runs on the same site, so that a decision finds its conflict again;
    `fingerprint` covers the three values, so that a decision is void when one of them changes.
    For kind RECORD the three values are None or short descriptions, never the whole record.
    """

    id: str
    kind: ConflictKind
    table: str
    record_id: str
    column: str
    base: Value
    site: Value
    template: Value
    fingerprint: str
    before: str = ""  # a few merged lines around the hunk, for orientation
    after: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    choices: tuple[Choice, ...] = ()  # those that make sense here, in the order to show them
    default: Choice | None = None
    resolution: Resolution | None = None
    path: str = ""  # where inside a JSON column
    reason: str = ""  # a code: why this is asked; its words live in texts
    referrers: tuple[Referrer, ...] = ()  # what points to it; if AMBIGUOUS: what it could be
    limit: int | None = None  # the longest text the column takes, where that is the question
    suggested: Choice | None = None  # what the evidence speaks for; may be accepted in bulk
    part: str = ""  # which place of the column, as far as that makes its id
    seen: str = ""  # what else the answer is made for, as far as that makes its fingerprint
    grants: bool = False  # whether the template's side brings, or takes away, a record of rights
    lines: Lines = FIRST_LINES  # where it begins, if it is a place of a text

    @property
    def is_place(self) -> bool:
        """Whether it is one place of a longer text, which begins at `lines`."""
        return self.kind is ConflictKind.TEXT and self.base is not None

    @property
    def widens(self) -> bool:
        """Whether the template's side could let somebody see or do more: never taken in bulk."""
        return self.grants or self.kind is ConflictKind.PERMISSION

    @property
    def standing(self) -> Standing:
        if self.resolution:
            later = self.resolution.choice is Choice.LATER
            return Standing.DEFERRED if later else Standing.DECIDED
        return Standing.DEFAULTED if self.default else Standing.OPEN


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One column (or `links:<association>`, or `content`) that takes a new value."""

    column: str
    before: Value
    after: Value
    close_call: bool = False  # edits of different sides lie within three unchanged lines


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What happens with one record. `record_id` is the site's id; for CREATED the template's."""

    table: str
    record_id: str
    title: str
    case: Case
    changes: tuple[ColumnChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    waits_for: tuple[tuple[str, str], ...] = ()  # undecided records that it links to
    language: str = ""  # code of the language it is in, where it is in one
    path: str = ""  # of the page it is, or belongs to


@dataclass(frozen=True)
class Outcome:
    """The whole merge. `result` holds the site as it will be, with defaults and decisions applied.

    Where a conflict is still open or put off, `result` keeps the site's value.
    """

    records: tuple[RecordOutcome, ...]
    result: Snapshot
    notes: tuple[Note, ...] = ()
    void_decisions: tuple[str, ...] = ()  # ids whose values changed, or that are asked no more
    by_id: Mapping[str, Conflict] = field(default_factory=dict)
    check: SiteCheck = field(default_factory=SiteCheck)
    sides: Mapping[tuple[str, str], ThreeSides] = field(default_factory=dict)  # under one id

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(c for r in self.records for c in r.conflicts)

    @property
    def open(self) -> tuple[Conflict, ...]:
        return tuple(c for c in self.conflicts if c.standing is Standing.OPEN)

    def next_open(self, after: str) -> Conflict | None:
        """The next other conflict that waits for a decision, going round from this one."""
        ids = list(self.by_id)
        here = ids.index(after)
        ahead = (self.by_id[one] for one in ids[here + 1 :] + ids[:here])
        return next((one for one in ahead if one.standing is Standing.OPEN), None)

    @property
    def deferred(self) -> tuple[Conflict, ...]:
        return tuple(c for c in self.conflicts if c.standing is Standing.DEFERRED)
