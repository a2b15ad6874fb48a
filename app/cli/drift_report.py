"""What is not as it was in an environment, as plain values: for JSON and for the terminal."""

from collections.abc import Iterator
from typing import Any

from app.cli.people_report import time_of
from app.cli.words import filled
from app.i18n.translator import Translator
from app.pages.texts import CHANGES
from app.steps.order import TEXTS
from app.wizard.finding import Finding
from app.wizard.journey import Stop

Plain = dict[str, Any]


def not_as_it_was(stop: Stop, to: Translator) -> Iterator[Plain]:
    """What was fine once, then what merely changed; the times are those of looks."""
    for one in stop.drifts:
        yield {
            "step": stop.step.slug,
            "was": "fine",
            "at": time_of(one.fine_at),
            "since": time_of(one.since),
            "code": one.finding.code,
            "subject": one.finding.subject,
            "says": finding_of(one.finding, to)["says"],
        }
    for change in stop.changes:
        places = {"subject": change.subject, "before": change.before, "now": change.now}
        yield {
            "step": stop.step.slug,
            "was": change.before,
            "at": time_of(change.seen_before),
            "since": time_of(change.since),
            "code": change.what,
            "subject": change.subject,
            "says": filled(to, CHANGES[change.what], places),
        }


def finding_of(finding: Finding, to: Translator) -> Plain:
    places = {**finding.details, "subject": finding.subject}
    return {
        "code": finding.code,
        "level": finding.level.value,
        "evidence": finding.evidence.value,
        "subject": finding.subject,
        "says": filled(to, TEXTS[finding.code].says, places),
    }
