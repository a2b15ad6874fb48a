"""What no call shows: seen from its effects, said by a person, or told to be open.

A point that nobody looked at or vouched for is a warning and no obstacle: asking for a dozen
signatures before anything may be done would only make people sign.
"""

from app.steps.maps.checks.answers import ANSWERS, answer
from app.steps.maps.checks.instead import page_of, seen
from app.steps.maps.facts import WORKING, MapsFacts
from app.steps.maps.needs import all_met
from app.steps.maps.requirements import Requirement
from app.wizard.facts import Evidence
from app.wizard.finding import Finding


def vouched(facts: MapsFacts) -> list[Finding]:
    return [finding for requirement in ANSWERS for finding in _about(requirement, facts)]


def _about(requirement: Requirement, facts: MapsFacts) -> list[Finding]:
    found = seen(requirement, facts)
    if found is not None:
        return found
    said, page = facts.vouched.get(requirement.value), page_of(requirement, facts)
    return [answer(requirement, said, page, has_run=_have_run(facts))]


def _have_run(facts: MapsFacts) -> bool:
    """A map was seen to be set up and on; that somebody said so does not count."""
    known = (Evidence.EXACT, Evidence.LIKELY)
    return any(one.state in WORKING and one.seen.state.evidence in known for one in all_met(facts))
