"""Companies that dual-write carries, and what the teams that own their rows may read."""

from app.steps.maps.ground_facts import SeenReach
from app.steps.maps.ground_rows import Standing
from app.steps.maps.requirements import Requirement
from app.wizard.facts import Evidence
from tests.steps.requirement_rows import ground, look, rows, seen


def test_companies_that_are_enabled_are_told_by_their_codes_and_the_others_too():
    (_, enabled) = rows(look())[Requirement.COMPANIES].findings
    assert (enabled.code, enabled.subject) == ("maps.companies_enabled", "DEMF, USMF")
    partly = {"USMF": True, "DEMF": False, "USRT": False, " ": False}
    bad = look(ground=ground(enabled=seen(dict[str, bool | None], partly)))
    (off,) = rows(bad)[Requirement.COMPANIES].told
    assert (off.subject, off.details["others"]) == ("DEMF, USRT", "USMF")
    assert off.evidence is Evidence.EXACT
    assert off.details["link"].startswith("https://dataintegrator.trafficmanager.net/dualWrite")


def test_a_team_that_may_not_read_is_told_with_table_privilege_and_page():
    lost = {"account": "prvReadAccount", "salesorder": "prvReadSalesOrder"}
    tables = ["account", "contact", "salesorder"]
    seen_ = [SeenReach(team="A", tables=tables), SeenReach(team="B", tables=tables, missing=lost)]
    bad = look(platform_id="e1", ground=ground(reach=seen(list[SeenReach], seen_)))
    row = rows(bad)[Requirement.TEAM_ROLES]
    (finding,) = row.told
    assert (row.standing, finding.subject) == (Standing.WARNING, "B")
    assert finding.details["tables"] == "account (prvReadAccount), salesorder (prvReadSalesOrder)"
    assert finding.details["link"].endswith("/environment/e1/hub")


def test_a_look_that_did_not_ask_for_privileges_says_nothing_of_them():
    codes = {one.code for one in rows(look(ground=ground(reach=None)))[Requirement.TEAM_ROLES].told}
    assert codes == {"maps.teams"}
