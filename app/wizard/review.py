"""What has to be said again, and when: before an action that depends on it, and never else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.wizard.facts import Evidence
from app.wizard.journey import Stop
from app.wizard.statement import Statement
from app.wizard.subject import SAID, Subject


@dataclass(frozen=True, slots=True)
class Again:
    """A statement past its date of review, on which an action depends."""

    step: str
    subject: Subject
    statement: Statement


def asked_again(stops: Iterable[Stop], now: datetime, action: str) -> Sequence[Again]:
    """Only what counts: where the thing itself was seen, nobody has to vouch for it."""
    return [
        Again(stop.step.slug, subject, said)
        for stop in stops
        for subject in stop.step.subjects
        if (said := stop.said.get(subject.code))
        and action in subject.before
        and said.is_old(now)
        and _counts(stop, subject)
    ]


def _counts(stop: Stop, subject: Subject) -> bool:
    return any(
        finding.evidence is Evidence.ATTESTED and finding.details.get(SAID) == subject.code
        for finding in stop.findings
    )
