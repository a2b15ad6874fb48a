"""The licences of the person who looked. They never decide about the tenant. Pure."""

from app.steps.licensing.facts import LicensingFacts
from app.steps.licensing.products import FOR_PEOPLE, products
from app.wizard.finding import Finding, Level


def person_holds(facts: LicensingFacts) -> list[Finding]:
    """A consultant or guest typically has none in the customer's tenant, which is no fault."""
    if facts.held is None or facts.held.value is None:
        return []
    wanted = products().any_of(FOR_PEOPLE)
    names = [
        one.part_number
        for one in facts.held.value
        if any(plan.lower() in wanted for plan in one.plans)
    ]
    if names:
        return [Finding("licensing.person_holds", Level.OK, ", ".join(sorted(names)))]
    return [Finding("licensing.person_without", Level.OK)]
