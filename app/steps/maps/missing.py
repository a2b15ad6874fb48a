from collections.abc import Sequence
from typing import TypeAlias

from app.steps.maps.checks.solutions import missing_solutions
from app.steps.maps.facts import MapsFacts
from app.steps.maps.packages import PACKAGES, Package

Missing: TypeAlias = Sequence[Package]


def missing_packages(facts: MapsFacts) -> Missing:
    """In the order to install them: a solution of theirs is surely not there."""
    names = set(missing_solutions(facts))
    return [
        one
        for one in PACKAGES
        if names & set(one.solutions) or (not one.solutions and facts.core_table.value is False)
    ]
