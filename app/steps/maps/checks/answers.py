"""What is told of a point that no call shows: it is so, it is not, or nobody has said."""

from dataclasses import replace
from typing import NamedTuple

from app.steps.maps.checks.ground import about
from app.steps.maps.requirements import NO, R, Requirement, subject_of
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level
from app.wizard.subject import SAID

_OPEN = Evidence.UNKNOWN


class Answers(NamedTuple):
    met: Finding
    denied: Finding
    unsaid: Finding


ANSWERS = {
    R.FINANCE_VERSION: Answers(
        Finding("maps.finance_version", Level.OK),
        Finding("maps.finance_version_denied", Level.BLOCKER),
        Finding("maps.finance_version_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.REGION: Answers(
        Finding("maps.region_said", Level.OK),
        Finding("maps.region_denied", Level.WARNING),
        Finding("maps.region_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.TRIAL: Answers(
        Finding("maps.no_trial_said", Level.OK),
        Finding("maps.trial_said", Level.WARNING),
        Finding("maps.trial_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.APPLICATIONS: Answers(
        Finding("maps.applications", Level.OK),
        Finding("maps.applications_denied", Level.BLOCKER),
        Finding("maps.applications_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.CONSENT: Answers(
        Finding("maps.consent", Level.OK),
        Finding("maps.consent_denied", Level.BLOCKER),
        Finding("maps.consent_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.ENTITIES: Answers(
        Finding("maps.entities", Level.OK),
        Finding("maps.entities_denied", Level.WARNING),
        Finding("maps.entities_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.LINKER: Answers(
        Finding("maps.linker", Level.OK),
        Finding("maps.linker_denied", Level.WARNING),
        Finding("maps.linker_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.EDITORS: Answers(
        Finding("maps.editors", Level.OK),
        Finding("maps.editors_denied", Level.WARNING),
        Finding("maps.editors_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.LICENCES: Answers(
        Finding("maps.licences", Level.OK),
        Finding("maps.licences_denied", Level.WARNING),
        Finding("maps.licences_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.SHARING: Answers(
        Finding("maps.sharing", Level.OK),
        Finding("maps.sharing_denied", Level.BLOCKER),
        Finding("maps.sharing_unsaid", Level.WARNING, "", _OPEN),
    ),
    R.SEQUENCES: Answers(
        Finding("maps.sequences", Level.OK),
        Finding("maps.sequences_denied", Level.WARNING),
        Finding("maps.sequences_unsaid", Level.WARNING, "", _OPEN),
    ),
}

_SHOWN_BY_MAPS = frozenset({R.FINANCE_VERSION, R.APPLICATIONS, R.CONSENT, R.LINKER, R.SHARING})
"""Without these no map would ever have run."""


def answer(
    requirement: Requirement, said: Fact[str] | None, link: str, *, has_run: bool
) -> Finding:
    """`has_run`: a map was seen to run here, which some of these points make possible."""
    answers, details = ANSWERS[requirement], about(requirement, link)
    if said is not None and said.value is not None:
        told = answers.denied if said.value == NO else answers.met
        named = {**details, "name": said.source, SAID: subject_of(requirement)}
        return replace(told, evidence=said.evidence, details=named)
    if requirement in _SHOWN_BY_MAPS and has_run:
        return replace(answers.met, evidence=Evidence.LIKELY, details=about(requirement))
    return replace(answers.unsaid, details=details)
