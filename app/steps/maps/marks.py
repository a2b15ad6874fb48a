"""What is worth remembering of dual-write from look to look. Pure."""

from collections.abc import Mapping

from app.steps.maps.facts import MapsFacts
from app.wizard.drift import Marks


def marks(facts: MapsFacts) -> Marks:
    """Versions of solutions and maps, the companies, and what the environment is linked to."""
    linked = facts.linked_to.value
    companies = facts.companies.value
    return {
        "maps.solution": _solutions(facts),
        "maps.map_version": {one.title: one.version for one in facts.maps.values() if one.version},
        "maps.company": (
            None if companies is None else {code.strip().upper(): "+" for code in companies}
        ),
        "maps.link": None if linked is None else {"": linked},
    }


def _solutions(facts: MapsFacts) -> Mapping[str, str] | None:
    """None while one of them could not be seen: it would look as if it were gone."""
    seen = {name: fact.value for name, fact in facts.solutions.items()}
    if None in seen.values():
        return None
    return {name: version for name, version in seen.items() if version}
