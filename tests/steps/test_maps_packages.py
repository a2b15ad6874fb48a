"""Versions of packages, by number, and the older package that stands in for the newer ones."""

import pytest

from app.steps.maps import STEP
from app.steps.maps.packages import ALL_IN_ONE, ASKED_FOR, PARTY
from tests.steps.maps_samples import exact, facts


def versions(**given):
    sound = {name: exact("" if name in PARTY else "2.3.4.300") for name in ASKED_FOR}
    return {**sound, **{name: exact(version) for name, version in given.items()}}


@pytest.mark.parametrize(
    ("version", "is_old"), [("2.3.4.264", True), ("2.3.4.265", False), ("10.0.0.0", False),
                            ("", False), ("odd", False)],
)  # fmt: skip
def test_a_package_is_judged_by_the_numbers_of_the_solution_it_leaves(version, is_old):
    solutions = versions(msdyn_Dynamics365SupplyChainExtendedAnchor=version)
    codes = {finding.code for finding in STEP.judge(facts(solutions=solutions))}
    assert ("maps.package_old" in codes) is is_old


def test_the_party_package_is_only_judged_where_party_is_there():
    old = {"Dynamics365GABParty_Anchor": "3.5.1.134"}
    assert "maps.package_old" not in {f.code for f in STEP.judge(facts(solutions=versions(**old)))}
    with_party = versions(**old, Party="3.5.1.134")
    assert "maps.package_old" in {f.code for f in STEP.judge(facts(solutions=with_party))}


def test_where_the_older_package_stands_it_is_the_one_to_mend():
    solutions = versions(Dynamics365FinanceExtended="2.0.1", **{ALL_IN_ONE: "2.3.4.200"})
    (finding,) = [
        f for f in STEP.judge(facts(solutions=solutions)) if f.code == "maps.solution_old"
    ]
    assert finding.subject == "Dual-write application orchestration solution"
