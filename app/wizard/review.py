"""What has to be said again, and when: before an action that depends on it, and never else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.wizard.facts import Evidence
from app.wizard.journey import Stop
from app.wizard.statement import Statement
from app.wizard.subject import SAID, Subject


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement with the question that it answers."""

    step: str
    subject: Subject
    statement: Statement


def stated(stops: Iterable[Stop]) -> Sequence[Stated]:
    """Everything that people vouch for, step by step."""
    return [
        Stated(stop.step.slug, subject, said)
        for stop in stops
        for subject in stop.step.subjects
        if (said := stop.said.get(subject.code))
    ]


def asked_again(stops: Iterable[Stop], now: datetime, action: str) -> Sequence[Stated]:
    """Only what counts: where the thing itself was seen, nobody has to vouch for it."""
    by_slug = {stop.step.slug: stop for stop in stops}
    return [
        one
        for one in stated(by_slug.values())
        if action in one.subject.before
        and one.statement.is_old(now)
        and _counts(by_slug[one.step], one.subject)
    ]


def _counts(stop: Stop, subject: Subject) -> bool:
    return any(
        finding.evidence is Evidence.ATTESTED and finding.details.get(SAID) == subject.code
        for finding in stop.findings
    )
