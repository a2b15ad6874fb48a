"""Versions of packages, by number, and the older package that stands in for the newer ones."""

import pytest

from app.steps.maps import STEP
from app.steps.maps.packages import ALL_IN_ONE, ASKED_FOR, PACKAGES, PARTY
from app.wizard.facts import Fact
from app.wizard.finding import Level
from tests.steps.maps_samples import AT, exact, facts


def told_of(seen, code):
    return [finding for finding in STEP.judge(seen) if finding.code == code]


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


def test_missing_solutions_are_told_once_for_each_package_in_the_order_to_install_them():
    bare = facts(solutions=dict.fromkeys(ASKED_FOR, exact("")))
    told = told_of(bare, "maps.solution_missing")
    assert [f.subject for f in told] == [one.title for one in PACKAGES if one.solutions]
    assert [f.details["solutions"].split(", ") for f in told] == [
        list(one.solutions) for one in PACKAGES if one.solutions
    ]


def test_solutions_that_could_not_be_seen_are_told_together():
    unread = dict.fromkeys(ASKED_FOR, Fact[str].unknown(source="t", reason="403", at=AT))
    told = told_of(facts(solutions=unread), "maps.solution_not_seen")
    assert len(told) == 1
    assert "HCMCommon" in told[0].subject


def test_an_old_solution_is_told_with_the_version_that_is_asked_for():
    old = facts(solutions=versions(Dynamics365SupplyChainExtended="2.0.226.1", **{ALL_IN_ONE: ""}))
    (finding,) = told_of(old, "maps.solution_old")
    assert finding.subject == "Dual Write Supply Chain Extended Solution"
    assert finding.level is Level.WARNING
    assert finding.details["solutions"] == "Dynamics365SupplyChainExtended 2.0.226.1"
    assert finding.details["wanted"] == "Dynamics365SupplyChainExtended 2.0.227"


def test_the_maps_of_the_older_package_stand_in_for_those_of_the_newer():
    name = "msdyn_Dynamics365FinanceExtendedMaps"
    with_old = facts(solutions=versions(**{name: ""}))
    assert told_of(with_old, "maps.solution_stood_in")[0].subject == name
    without = facts(solutions=versions(**{name: "", ALL_IN_ONE: ""}))
    assert told_of(without, "maps.solution_missing")[0].details["solutions"] == name
