from collections.abc import Sequence
from typing import TypeAlias

from app.steps.maps.checks.ground import solutions_are_installed
from app.steps.maps.facts import MapsFacts
from app.steps.maps.packages import PACKAGES, Package

Missing: TypeAlias = Sequence[Package]


def missing_packages(facts: MapsFacts) -> Missing:
    """In the order to install them: a solution of theirs is surely not there."""
    codes = _missing_solutions(facts)
    return [
        one
        for one in PACKAGES
        if codes & set(one.solutions) or (not one.solutions and facts.core_table.value is False)
    ]


def _missing_solutions(facts: MapsFacts) -> set[str]:
    return {f.subject for f in solutions_are_installed(facts) if f.code == "maps.solution_missing"}
