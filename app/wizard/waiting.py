"""Somebody else was asked, and everything that works without the answer goes on."""

from dataclasses import dataclass
from datetime import datetime

from app.wizard.finding import Finding, Level


@dataclass(frozen=True, slots=True)
class Waiting:
    """`code` and `subject` are those of the finding that somebody was asked to help with."""

    step: str
    code: str
    subject: str
    who: str
    since: datetime
    note: str = ""
    by: str = ""
    by_id: str = ""
    id: str = ""

    def days(self, now: datetime) -> int:
        return max((now - self.since).days, 0)

    def is_about(self, finding: Finding) -> bool:
        return (
            finding.level is not Level.OK
            and finding.code == self.code
            and finding.subject == self.subject
        )
