"""What is seen of points that a person may vouch for; and the page where it can be looked up."""

from app.steps.maps.checks.environments import environment_is_no_trial, regions_fit
from app.steps.maps.checks.ground import about
from app.steps.maps.facts import MapsFacts
from app.steps.maps.links import (
    LICENCES,
    applications_page,
    consent_page,
    data_management_page,
    finance_page,
)
from app.steps.maps.requirements import APPLICATIONS, R, Requirement
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level


def seen(requirement: Requirement, facts: MapsFacts) -> list[Finding] | None:
    """None when nothing was, and somebody's word counts."""
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


def page_of(requirement: Requirement, facts: MapsFacts) -> str:
    linked_to = facts.linked_to.value
    match requirement:
        case Requirement.APPLICATIONS:
            return applications_page(linked_to)
        case Requirement.ENTITIES | Requirement.SHARING:
            return data_management_page(linked_to)
        case Requirement.CONSENT:
            return consent_page(APPLICATIONS[0])
        case Requirement.LICENCES:
            return LICENCES
        case _:
            return finance_page(linked_to)
