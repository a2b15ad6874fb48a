"""The solutions that the five maps stand on. What is wrong is told once for each package, because
that is what a person installs or updates.
"""

from collections.abc import Iterable, Sequence

from app.steps.maps.checks.ground import about
from app.steps.maps.facts import MapsFacts
from app.steps.maps.links import environment_page
from app.steps.maps.packages import (
    ALL_IN_ONE,
    ALL_IN_ONE_BRINGS,
    AT_LEAST,
    REQUIRED,
    is_at_least,
    package_of,
    title_of,
)
from app.steps.maps.requirements import Requirement
from app.wizard.finding import Finding, Level

_HERE = Requirement.SOLUTIONS


def solutions_are_installed(facts: MapsFacts) -> list[Finding]:
    return [*_missing(facts), *_old(facts), *_not_seen(facts), *_stood_in(facts), *_there(facts)]


def missing_solutions(facts: MapsFacts) -> Sequence[str]:
    """Those that are surely not there, and that nothing stands in for."""
    return [name for name in _absent(facts) if not (name.endswith("Maps") and _older(facts))]


def _missing(facts: MapsFacts) -> list[Finding]:
    page = environment_page(facts.platform_id)
    return [
        Finding("maps.solution_missing", Level.BLOCKER, title, facts.solutions[names[0]].evidence,
                about(_HERE, page, solutions=", ".join(names)))
        for title, names in _by_package(missing_solutions(facts), facts)
    ]  # fmt: skip


def _old(facts: MapsFacts) -> list[Finding]:
    page = environment_page(facts.platform_id)
    old = [name for name in _present(facts) if not _is_new_enough(name, facts)]
    return [
        Finding("maps.solution_old", Level.WARNING, title, facts.solutions[names[0]].evidence,
                about(_HERE, page, solutions=_with_versions(names, facts),
                      wanted=", ".join(f"{name} {AT_LEAST[name]}" for name in names)))
        for title, names in _by_package(old, facts)
    ]  # fmt: skip


def _not_seen(facts: MapsFacts) -> list[Finding]:
    unseen = [name for name in REQUIRED if facts.solutions[name].value is None]
    if not unseen:
        return []
    evidence = facts.solutions[unseen[0]].evidence
    names = ", ".join(unseen)
    return [Finding("maps.solution_not_seen", Level.UNKNOWN, names, evidence, about(_HERE))]


def _stood_in(facts: MapsFacts) -> list[Finding]:
    missing = missing_solutions(facts)
    return [
        Finding("maps.solution_stood_in", Level.OK, name, facts.solutions[name].evidence,
                about(_HERE, other=ALL_IN_ONE))
        for name in _absent(facts)
        if name not in missing
    ]  # fmt: skip


def _there(facts: MapsFacts) -> list[Finding]:
    new = [name for name in _present(facts) if _is_new_enough(name, facts)]
    return [
        Finding("maps.solution_installed", Level.OK, title, facts.solutions[names[0]].evidence,
                about(_HERE, solutions=_with_versions(names, facts)))
        for title, names in _by_package(new, facts)
    ]  # fmt: skip


def _by_package(names: Iterable[str], facts: MapsFacts) -> Iterable[tuple[str, Sequence[str]]]:
    """Under the title of the package that would bring them here."""
    together: dict[str, list[str]] = {}
    for name in names:
        is_older = _older(facts) and name in ALL_IN_ONE_BRINGS
        title = title_of(ALL_IN_ONE) if is_older else package_of(name).title
        together.setdefault(title, []).append(name)
    return together.items()


def _with_versions(names: Iterable[str], facts: MapsFacts) -> str:
    return ", ".join(f"{name} {facts.solutions[name].value}" for name in names)


def _absent(facts: MapsFacts) -> Sequence[str]:
    return [name for name in REQUIRED if facts.solutions[name].value == ""]


def _present(facts: MapsFacts) -> Sequence[str]:
    return [name for name in REQUIRED if facts.solutions[name].value]


def _older(facts: MapsFacts) -> bool:
    """The older package, which held everything, is here."""
    return bool(facts.solutions[ALL_IN_ONE].value)


def _is_new_enough(name: str, facts: MapsFacts) -> bool:
    return is_at_least(facts.solutions[name].value or "", AT_LEAST.get(name, "0"))
