"""What has to be there before any map can run: solutions, the link, companies, users."""

from collections import Counter

from app.steps.maps.facts import MapsFacts, SeenPackage, SeenUser
from app.steps.maps.links import dual_write_page, environment_page
from app.steps.maps.packages import (
    ALL_IN_ONE,
    AT_LEAST,
    CORE_TABLE,
    PACKAGES,
    REQUIRED,
    is_at_least,
    package_of,
)
from app.wizard.facts import Fact
from app.wizard.finding import Finding, Level

USERS = {
    "00000015-0000-0000-c000-000000000000": "Microsoft Dynamics ERP",
    "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b": "Data Integrator",
}
"""The two applications that dual-write works as in Dataverse, by application id."""

SYNC_LIMIT = 40
"""Companies in one initial sync, by the documentation of 2022."""


def core_is_installed(facts: MapsFacts) -> list[Finding]:
    fact, details = facts.core_table, {"link": environment_page(facts.platform_id)}
    if fact.value is None:
        return [Finding("maps.core_not_seen", Level.UNKNOWN, CORE_TABLE, fact.evidence)]
    if fact.value:
        return [Finding("maps.core_installed", Level.OK, CORE_TABLE, fact.evidence)]
    return [Finding("maps.core_missing", Level.BLOCKER, CORE_TABLE, fact.evidence, details)]


def solutions_are_installed(facts: MapsFacts) -> list[Finding]:
    return [_about_solution(name, facts) for name in REQUIRED]


def _about_solution(name: str, facts: MapsFacts) -> Finding:
    fact, package = facts.solutions[name], package_of(name)
    match fact.value:
        case None:
            return Finding("maps.solution_not_seen", Level.UNKNOWN, name, fact.evidence)
        case "" if name.endswith("Maps") and facts.solutions[ALL_IN_ONE].value:
            details = {"other": ALL_IN_ONE}
            return Finding("maps.solution_stood_in", Level.OK, name, fact.evidence, details)
        case "":
            details = {"package": package.title, "link": environment_page(facts.platform_id)}
            return Finding("maps.solution_missing", Level.BLOCKER, name, fact.evidence, details)
        case version if not is_at_least(version, AT_LEAST.get(name, "0")):
            details = {"version": version, "wanted": AT_LEAST[name], "package": package.title,
                       "link": environment_page(facts.platform_id)}  # fmt: skip
            return Finding("maps.solution_old", Level.WARNING, name, fact.evidence, details)
        case version:
            details = {"version": version}
            return Finding("maps.solution_installed", Level.OK, name, fact.evidence, details)


def packages_are_at_rest(facts: MapsFacts) -> list[Finding]:
    """Only what is on its way or has failed is told: the solutions say what is there."""
    seen = ((package.title, facts.packages.get(package.unique_name)) for package in PACKAGES)
    return [said for title, fact in seen if fact and (said := _about_package(title, fact))]


def _about_package(title: str, fact: Fact[SeenPackage]) -> Finding | None:
    match fact.value.state if fact.value else "":
        case "on_its_way":
            return Finding("maps.package_on_its_way", Level.WARNING, title, fact.evidence)
        case "failed":
            details = {"words": fact.value.trouble if fact.value else ""}
            return Finding("maps.package_failed", Level.WARNING, title, fact.evidence, details)
        case _:
            return None


def link_stands(facts: MapsFacts) -> list[Finding]:
    fact, details = facts.linked_to, {"link": environment_page(facts.platform_id)}
    match fact.value:
        case None:
            return [Finding("maps.link_not_seen", Level.UNKNOWN, "", fact.evidence, details)]
        case "":
            return [Finding("maps.not_linked", Level.BLOCKER, "", fact.evidence, details)]
        case address if facts.same_tenant.value is False:
            return [Finding("maps.linked_elsewhere", Level.BLOCKER, address, fact.evidence)]
        case address:
            return [Finding("maps.linked", Level.OK, address, fact.evidence)]


def link_is_known_on_both_sides(facts: MapsFacts) -> list[Finding]:
    """Linked is not yet set up: dual-write has a link of its own, which only the gateway shows."""
    if facts.gateway.value is not False:
        return []
    details = {"link": dual_write_page(facts.linked_to.value)}
    return [Finding("maps.not_set_up", Level.BLOCKER, "", facts.gateway.evidence, details)]


def companies_are_sound(facts: MapsFacts) -> list[Finding]:
    fact = facts.companies
    if fact.value is None:
        return [Finding("maps.companies_not_seen", Level.UNKNOWN, "", fact.evidence)]
    codes = [code.strip() for code in fact.value]
    if not codes:
        return [Finding("maps.companies_none", Level.BLOCKER, "", fact.evidence)]
    times = Counter(code.upper() for code in codes if code)
    double = sorted(code for code, number in times.items() if number > 1)
    found: list[Finding] = []
    if double:
        subject = ", ".join(double)
        found.append(Finding("maps.companies_double", Level.BLOCKER, subject, fact.evidence))
    if "" in codes:
        found.append(Finding("maps.companies_blank", Level.BLOCKER, "", fact.evidence))
    details = {"number": str(len(times)), "limit": str(SYNC_LIMIT)}
    if len(times) > SYNC_LIMIT:
        found.append(Finding("maps.companies_many", Level.WARNING, "", fact.evidence, details))
    if not found:
        subject = ", ".join(sorted(times))
        found.append(Finding("maps.companies", Level.OK, subject, fact.evidence, details))
    return found


def users_may_work(facts: MapsFacts) -> list[Finding]:
    return [_about_user(name, facts.users[app]) for app, name in USERS.items()]


def _about_user(name: str, fact: Fact[SeenUser]) -> Finding:
    match fact.value:
        case None:
            return Finding("maps.user_not_seen", Level.UNKNOWN, name, fact.evidence)
        case SeenUser(is_there=False):
            return Finding("maps.user_missing", Level.BLOCKER, name, fact.evidence)
        case SeenUser(is_enabled=False):
            return Finding("maps.user_disabled", Level.BLOCKER, name, fact.evidence)
        case SeenUser(is_administrator=False):
            return Finding("maps.user_without_role", Level.WARNING, name, fact.evidence)
        case _:
            return Finding("maps.user", Level.OK, name, fact.evidence)
