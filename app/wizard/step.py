from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.finding import Finding, Level

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class Step(Generic[F]):
    """One step of the wizard: the facts it needs, the checks that judge them, its next action."""

    slug: str
    title: str
    facts: type[F]
    checks: tuple[Callable[[F], list[Finding]], ...]
    next_action: Action
    by_hand: bool = False  # this version only explains the step: it neither looks nor acts

    def read(self, stored: Mapping[str, object]) -> F | None:
        """Facts as they were stored. None for those of a shape that this version cannot read."""
        try:
            return self.facts.model_validate(stored)
        except ValidationError:
            return None

    def judge(self, facts: F | None) -> list[Finding]:
        if facts is None:
            return [Finding(f"{self.slug}.never_checked", Level.UNKNOWN)]
        return [finding for check in self.checks for finding in check(facts)]
