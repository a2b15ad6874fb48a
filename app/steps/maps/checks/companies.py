"""Companies, the teams that own their rows, and what those teams may do."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.steps.maps.checks.ground import about
from app.steps.maps.facts import MapsFacts
from app.steps.maps.ground_facts import SeenTeam
from app.steps.maps.links import dual_write_page, environment_page
from app.steps.maps.requirements import ROLES, Requirement
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level

SYNC_LIMIT = 40
"""Companies in one initial sync, by the documentation of 2022."""


def companies_are_there(facts: MapsFacts) -> list[Finding]:
    fact, details = facts.companies, about(Requirement.COMPANIES)
    if fact.value is None:
        return [Finding("maps.companies_not_seen", Level.UNKNOWN, "", fact.evidence, details)]
    if not fact.value:
        return [Finding("maps.companies_none", Level.BLOCKER, "", fact.evidence, details)]
    codes = _times(fact.value)
    details = {**details, "number": str(len(codes)), "limit": str(SYNC_LIMIT)}
    if len(codes) > SYNC_LIMIT:
        return [Finding("maps.companies_many", Level.WARNING, "", fact.evidence, details)]
    return [Finding("maps.companies", Level.OK, ", ".join(sorted(codes)), fact.evidence, details)]


def companies_are_enabled(facts: MapsFacts) -> list[Finding]:
    """Linked is not enabled: rows of a company that is switched off stay where they are."""
    fact = facts.ground.enabled
    if fact is None or not facts.companies.value:
        return []
    told = {code: on for code, on in (fact.value or {}).items() if code.strip()}
    on, off, silent = (_with(told, answer) for answer in (True, False, None))
    page = dual_write_page(facts.linked_to.value)
    found = []
    if off:
        details = about(Requirement.COMPANIES, page, others=on or "-")
        found.append(Finding("maps.companies_off", Level.WARNING, off, fact.evidence, details))
    if silent or not told:
        details = about(Requirement.COMPANIES, page)
        found.append(
            Finding("maps.companies_enabled_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)
        )
    details = about(Requirement.COMPANIES)
    return found or [Finding("maps.companies_enabled", Level.OK, on, fact.evidence, details)]


def _with(told: Mapping[str, bool | None], answer: object) -> str:
    return ", ".join(sorted(code for code, said in told.items() if said is answer))


def companies_are_sound(facts: MapsFacts) -> list[Finding]:
    """Linking takes each company by its code, and stops at two of the same."""
    fact, details = facts.companies, about(Requirement.COMPANY_NAMES)
    if not fact.value:
        return []
    found = []
    if double := _double(fact.value):
        found.append(
            Finding("maps.companies_double", Level.BLOCKER, double, fact.evidence, details)
        )
    if not all(code.strip() for code in fact.value):
        found.append(Finding("maps.companies_blank", Level.BLOCKER, "", fact.evidence, details))
    names = facts.ground.company_names
    if names and names.value and (double := _double(names.value)):
        found.append(
            Finding("maps.company_names_double", Level.WARNING, double, names.evidence, details)
        )
    sound = Finding("maps.companies_sound", Level.OK, "", fact.evidence, details)
    return found or [sound]


def _times(words: Iterable[str]) -> Counter[str]:
    return Counter(word.strip().upper() for word in words if word.strip())


def _double(words: Iterable[str]) -> str:
    return ", ".join(sorted(word for word, number in _times(words).items() if number > 1))


def companies_have_owners(facts: MapsFacts) -> list[Finding]:
    fact, details = facts.ground.owners, about(Requirement.OWNERS)
    if fact is None or fact.value is None:
        return [Finding("maps.owners_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    without = sorted(code for code, team in fact.value.items() if code.strip() and not team)
    if without:
        subject = ", ".join(without)
        return [Finding("maps.owners_missing", Level.BLOCKER, subject, fact.evidence, details)]
    if not fact.value:
        return []
    return [Finding("maps.owners", Level.OK, "", fact.evidence, details)]


def teams_may_work(facts: MapsFacts) -> list[Finding]:
    """The roles by their names. What they let a team read is looked at for itself."""
    fact, details = facts.ground.teams, about(Requirement.TEAM_ROLES)
    if fact is None or not fact.value:
        return [Finding("maps.teams_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    lacking = [(team, missing) for team in fact.value if (missing := _lacks(team))]
    found = [
        Finding(
            "maps.team_without_role", Level.WARNING, team.name, fact.evidence,
            {**details, "roles": ", ".join(missing)},
        )
        for team, missing in lacking
    ]  # fmt: skip
    names = ", ".join(team.name for team in fact.value)
    return found or [Finding("maps.teams", Level.OK, names, fact.evidence, details)]


def teams_may_read(facts: MapsFacts) -> list[Finding]:
    """Microsoft asks for a role that reads every table dual-write writes in their name."""
    fact = facts.ground.reach
    if fact is None:
        return []
    details = about(Requirement.TEAM_ROLES)
    if not fact.value:
        return [Finding("maps.reach_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    page = environment_page(facts.platform_id)
    found = [
        Finding(
            "maps.team_cannot_read", Level.WARNING, one.team, fact.evidence,
            about(Requirement.TEAM_ROLES, page, tables=_named(one.missing)),
        )
        for one in fact.value
        if one.missing
    ]  # fmt: skip
    tables = ", ".join(fact.value[0].tables)
    return found or [Finding("maps.teams_read", Level.OK, tables, fact.evidence, details)]


def _named(missing: Mapping[str, str]) -> str:
    return ", ".join(f"{table} ({privilege})" for table, privilege in missing.items())


def _lacks(team: SeenTeam) -> list[str]:
    there = {role.lower() for role in team.roles}
    return [role for role in ROLES if role.lower() not in there]
