"""What may be done now. Actions are gated by named findings; pages and steps never are."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.wizard.finding import Finding, Level


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can start, and the finding codes that may stand in its way."""

    name: str
    stopped_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether an action may start; if not, the findings that block it, to be named beside it."""

    action: Action
    blocked_by: tuple[Finding, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.blocked_by

    @property
    def steps(self) -> frozenset[str]:
        """The steps whose findings block it."""
        return frozenset(finding.code.partition(".")[0] for finding in self.blocked_by)


def gate(action: Action, findings: Iterable[Finding]) -> Gate:
    """Only a finding that is named by the action, and is not OK or a warning, blocks it."""
    standing = (Level.BLOCKER, Level.UNKNOWN)
    blocked_by = (f for f in findings if f.code in action.stopped_by and f.level in standing)
    return Gate(action, tuple(blocked_by))
