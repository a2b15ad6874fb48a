from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.wizard.facts import Evidence


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    BLOCKER = "blocker"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check says about an environment. Words for `code` live in the step's texts."""

    code: str
    level: Level
    subject: str = ""
    evidence: Evidence = Evidence.EXACT
    details: Mapping[str, str] = field(default_factory=dict)


def is_clear(findings: Iterable[Finding]) -> bool:
    """Nothing stands in the way, and nothing is left unseen."""
    return not any(f.level in (Level.BLOCKER, Level.UNKNOWN) for f in findings)
