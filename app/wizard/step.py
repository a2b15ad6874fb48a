from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.finding import Finding, Level
from app.wizard.statement import Statement
from app.wizard.subject import Subject

F = TypeVar("F", bound=Facts)

NOTHING_SAID: Mapping[str, Statement] = {}


def as_seen(facts: F, _said: Mapping[str, Statement]) -> F:
    """What people said changes nothing."""
    return facts


@dataclass(frozen=True)
class Step(Generic[F]):
    """One step of the wizard: the facts it needs, the checks that judge them, its next action.

    `with_said` puts what people said in the place of what could not be seen. It never replaces
    what was seen, and keeps its evidence as attested. `subjects` is what people may vouch for.
    """

    slug: str
    title: str
    facts: type[F]
    checks: tuple[Callable[[F], list[Finding]], ...]
    next_action: Action
    by_hand: bool = False  # this version only explains the step: it neither looks nor acts
    goal_missing: str = ""  # the finding that says only the action itself is left to do
    with_said: Callable[[F, Mapping[str, Statement]], F] = as_seen
    subjects: tuple[Subject, ...] = ()

    def subject(self, code: str) -> Subject | None:
        return next((one for one in self.subjects if one.code == code), None)

    def read(self, stored: Mapping[str, object]) -> F | None:
        """Facts as they were stored. None for those of a shape that this version cannot read."""
        try:
            return self.facts.model_validate(stored)
        except ValidationError:
            return None

    def judge(self, facts: F | None, said: Mapping[str, Statement] = NOTHING_SAID) -> list[Finding]:
        """`said` holds the newest statement on each subject."""
        if facts is None:
            return [Finding(f"{self.slug}.never_checked", Level.UNKNOWN)]
        known = self.with_said(facts, said)
        return [finding for check in self.checks for finding in check(known)]
