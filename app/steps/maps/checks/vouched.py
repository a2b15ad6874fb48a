"""What no call shows: seen from its effects, said by a person, or told to be open.

A point that nobody looked at or vouched for is a warning and no obstacle: asking for a dozen
signatures before anything may be done would only make people sign.
"""

from dataclasses import replace
from typing import NamedTuple

from app.steps.maps.checks.environments import environment_is_no_trial, regions_fit
from app.steps.maps.checks.ground import about
from app.steps.maps.facts import WORKING, MapsFacts
from app.steps.maps.links import (
    applications_page,
    consent_page,
    data_management_page,
    finance_page,
)
from app.steps.maps.needs import all_met
from app.steps.maps.requirements import APPLICATIONS, NO, Requirement, subject_of
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level
from app.wizard.subject import SAID

R = Requirement
_OPEN = Evidence.UNKNOWN


class Answers(NamedTuple):
    met: Finding
    denied: Finding
    unsaid: Finding


_ANSWERS = {
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


def vouched(facts: MapsFacts) -> list[Finding]:
    return [finding for requirement in _ANSWERS for finding in _about(requirement, facts)]


def _about(requirement: Requirement, facts: MapsFacts) -> list[Finding]:
    seen = _seen(requirement, facts)
    return [_answer(requirement, facts)] if seen is None else seen


def _seen(requirement: Requirement, facts: MapsFacts) -> list[Finding] | None:
    match requirement:
        case Requirement.REGION:
            return regions_fit(facts)
        case Requirement.TRIAL:
            return environment_is_no_trial(facts)
        case Requirement.CONSENT:
            return _agreed(facts)
        case _:
            return None


def _agreed(facts: MapsFacts) -> list[Finding] | None:
    """An application that the tenant knows and lets in was agreed to, at some time."""
    fact = facts.ground.principals
    if fact is None or fact.value is None:
        return None
    known = fact.value
    if all(known.get(one) for one in APPLICATIONS):
        details = about(R.CONSENT)
        return [Finding("maps.principals", Level.OK, "", Evidence.LIKELY, details)]
    missing = [one for one in APPLICATIONS if not known.get(one)]
    details = about(R.CONSENT, consent_page(missing[0]))
    subject = ", ".join(missing)
    return [Finding("maps.principals_missing", Level.BLOCKER, subject, fact.evidence, details)]


def _answer(requirement: Requirement, facts: MapsFacts) -> Finding:
    answers, said = _ANSWERS[requirement], facts.vouched.get(requirement.value)
    details = about(requirement, _page(requirement, facts))
    if said is not None and said.value is not None:
        told = answers.denied if said.value == NO else answers.met
        named = {**details, "name": said.source, SAID: subject_of(requirement)}
        return replace(told, evidence=said.evidence, details=named)
    if requirement in _SHOWN_BY_MAPS and _have_run(facts):
        return replace(answers.met, evidence=Evidence.LIKELY, details=about(requirement))
    return replace(answers.unsaid, details=details)


def _have_run(facts: MapsFacts) -> bool:
    """A map was seen to be set up and on; that somebody said so does not count."""
    seen = (Evidence.EXACT, Evidence.LIKELY)
    return any(one.state in WORKING and one.seen.state.evidence in seen for one in all_met(facts))


def _page(requirement: Requirement, facts: MapsFacts) -> str:
    linked_to = facts.linked_to.value
    match requirement:
        case Requirement.APPLICATIONS:
            return applications_page(linked_to)
        case Requirement.ENTITIES | Requirement.SHARING:
            return data_management_page(linked_to)
        case Requirement.CONSENT:
            return consent_page(APPLICATIONS[0])
        case _:
            return finance_page(linked_to)
