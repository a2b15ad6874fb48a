"""One record on its way into the outcome."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.merge.decisions import Decisions, Questions
from app.merge.match import Entity
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Case, Choice, Conflict, Note, Referrer
from app.merge.rights import Rights
from app.merge.snapshot import Record
from app.merge.titles import Titles


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cases need to know of the whole merge."""

    has_base: bool
    decisions: Decisions
    rights: Rights
    titles: Titles
    referrers: Callable[[Record], tuple[Referrer, ...]]

    def title(self, table: str, record_id: str) -> str:
        return self.titles.by_id(table, record_id)

    def questions(
        self, entity: Entity, identity: str, suggested: Choice | None = None
    ) -> Questions:
        return Questions(entity.table, entity.id, identity, self.decisions, suggested)


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
