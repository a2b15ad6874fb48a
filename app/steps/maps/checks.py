from app.steps.maps.facts import CORE_TABLE, SOLUTIONS, MapsFacts
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level


def core_is_installed(facts: MapsFacts) -> list[Finding]:
    fact = facts.core_table
    if fact.value is None:
        return [Finding("maps.core_not_seen", Level.UNKNOWN, CORE_TABLE, fact.evidence)]
    if fact.value:
        return [Finding("maps.core_installed", Level.OK, CORE_TABLE, fact.evidence)]
    return [Finding("maps.core_missing", Level.BLOCKER, CORE_TABLE, fact.evidence)]


def solutions_are_installed(facts: MapsFacts) -> list[Finding]:
    return [_about(name, facts.solutions[name]) for name in SOLUTIONS]


def _about(name: str, fact: Fact[str]) -> Finding:
    match fact.value:
        case None:
            return Finding("maps.solution_not_seen", Level.UNKNOWN, name, fact.evidence)
        case "":
            return Finding("maps.solution_missing", Level.BLOCKER, name, fact.evidence)
        case version:
            details = {"version": version}
            return Finding("maps.solution_installed", Level.OK, name, fact.evidence, details)


def link_stands(facts: MapsFacts) -> list[Finding]:
    fact = facts.linked_to
    match fact.value:
        case None:
            return [Finding("maps.link_not_seen", Level.UNKNOWN, "", fact.evidence)]
        case "":
            return [Finding("maps.not_linked", Level.BLOCKER, "", fact.evidence)]
        case address:
            return [Finding("maps.linked", Level.OK, address, fact.evidence)]


def maps_are_not_read_yet(_facts: MapsFacts) -> list[Finding]:
    """This version does not look at the five maps themselves, and says so."""
    return [Finding("maps.maps_not_read", Level.UNKNOWN, evidence=Evidence.UNKNOWN)]
