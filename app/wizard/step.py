from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

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

    def judge(self, facts: F | None) -> list[Finding]:
        if facts is None:
            return [Finding(f"{self.slug}.never_checked", Level.UNKNOWN)]
        return [finding for check in self.checks for finding in check(facts)]
