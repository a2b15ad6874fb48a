"""One record on its way into the outcome."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.merge.decisions import Decisions, Questions
from app.merge.match import Entity
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Case, Conflict, Note, Referrer
from app.merge.rights import Rights
from app.merge.snapshot import Record


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cases need to know of the whole merge."""

    has_base: bool
    decisions: Decisions
    rights: Rights
    title: Callable[[str, str], str]  # by table and id
    referrers: Callable[[Record], tuple[Referrer, ...]]


@dataclass(slots=True)
class Draft:
    """`result` is None where the site will not have the record."""

    entity: Entity
    case: Case
    result: Record | None
    questions: Questions
    conflicts: list[Conflict] = field(default_factory=list)
    close_calls: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    waits_for: set[RecordKey] = field(default_factory=set)
