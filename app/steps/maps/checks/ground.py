"""What has to be there before any map can run: packages, the link, users."""

from app.steps.maps.facts import MapsFacts, SeenPackage, SeenUser
from app.steps.maps.links import dual_write_page, environment_page
from app.steps.maps.packages import (
    ANCHORS,
    CORE_TABLE,
    PACKAGE_AT_LEAST,
    PACKAGES,
    PARTY_PACKAGE,
    is_at_least,
    title_of,
)
from app.steps.maps.requirements import Requirement
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level

USERS = {
    "00000015-0000-0000-c000-000000000000": "Microsoft Dynamics ERP",
    "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b": "Data Integrator",
}
"""The two applications that dual-write works as in Dataverse, by application id."""


def about(requirement: Requirement, link: str = "", **details: str) -> dict[str, str]:
    """The details of a finding about one of Microsoft's requirements."""
    return {"requirement": requirement.value, **({"link": link} if link else {}), **details}


def core_is_installed(facts: MapsFacts) -> list[Finding]:
    fact = facts.core_table
    details = about(Requirement.CORE)
    if fact.value is None:
        return [Finding("maps.core_not_seen", Level.UNKNOWN, CORE_TABLE, fact.evidence, details)]
    if fact.value:
        return [Finding("maps.core_installed", Level.OK, CORE_TABLE, fact.evidence, details)]
    details = about(Requirement.CORE, environment_page(facts.platform_id))
    return [Finding("maps.core_missing", Level.BLOCKER, CORE_TABLE, fact.evidence, details)]


def packages_are_new_enough(facts: MapsFacts) -> list[Finding]:
    """By the solution that each package leaves behind; without it nothing is said."""
    found = []
    for name in ANCHORS:
        fact, wanted = facts.solutions.get(name), PACKAGE_AT_LEAST.get(name, "0")
        is_judged = name != PARTY_PACKAGE or facts.has_party
        if fact and fact.value and is_judged and not is_at_least(fact.value, wanted):
            details = about(
                Requirement.SOLUTIONS, environment_page(facts.platform_id),
                version=fact.value, wanted=wanted,
            )  # fmt: skip
            found.append(
                Finding("maps.package_old", Level.WARNING, title_of(name), Evidence.LIKELY, details)
            )
    return found


def packages_are_at_rest(facts: MapsFacts) -> list[Finding]:
    """Only what is on its way or has failed is told: the solutions say what is there."""
    seen = ((package.title, facts.packages.get(package.unique_name)) for package in PACKAGES)
    page = environment_page(facts.platform_id)
    return [said for title, fact in seen if fact and (said := _about_package(title, fact, page))]


def _about_package(title: str, fact: Fact[SeenPackage], page: str) -> Finding | None:
    here = Requirement.CORE if title == PACKAGES[0].title else Requirement.SOLUTIONS
    match fact.value.state if fact.value else "":
        case "on_its_way":
            return Finding("maps.package_on_its_way", Level.WARNING, title, fact.evidence,
                           about(here))  # fmt: skip
        case "failed":
            details = about(here, page, words=fact.value.trouble if fact.value else "")
            return Finding("maps.package_failed", Level.WARNING, title, fact.evidence, details)
        case _:
            return None


def link_stands(facts: MapsFacts) -> list[Finding]:
    fact = facts.linked_to
    here = about(Requirement.LINK, environment_page(facts.platform_id))
    match fact.value:
        case None:
            return [Finding("maps.link_not_seen", Level.UNKNOWN, "", fact.evidence, here)]
        case "":
            return [Finding("maps.not_linked", Level.BLOCKER, "", fact.evidence, here)]
        case address if facts.same_tenant.value is False:
            details = about(Requirement.TENANT, environment_page(facts.platform_id))
            return [
                Finding("maps.linked_elsewhere", Level.BLOCKER, address, fact.evidence, details)
            ]
        case address:
            details = about(Requirement.LINK)
            return [Finding("maps.linked", Level.OK, address, fact.evidence, details)]


def link_is_known_on_both_sides(facts: MapsFacts) -> list[Finding]:
    """Linked is not yet set up: dual-write has a link of its own, which only the gateway shows."""
    if facts.gateway.value is not False:
        return []
    details = about(Requirement.LINK, dual_write_page(facts.linked_to.value))
    return [Finding("maps.not_set_up", Level.BLOCKER, "", facts.gateway.evidence, details)]


def users_may_work(facts: MapsFacts) -> list[Finding]:
    page = environment_page(facts.platform_id)
    return [_about_user(name, facts.users[app], page) for app, name in USERS.items()]


def _about_user(name: str, fact: Fact[SeenUser], page: str) -> Finding:
    details = about(Requirement.USERS, page)
    match fact.value:
        case None:
            return Finding("maps.user_not_seen", Level.UNKNOWN, name, fact.evidence, details)
        case SeenUser(is_there=False):
            return Finding("maps.user_missing", Level.BLOCKER, name, fact.evidence, details)
        case SeenUser(is_enabled=False):
            return Finding("maps.user_disabled", Level.BLOCKER, name, fact.evidence, details)
        case SeenUser(is_administrator=False):
            return Finding("maps.user_without_role", Level.WARNING, name, fact.evidence, details)
        case _:
            return Finding("maps.user", Level.OK, name, fact.evidence, about(Requirement.USERS))
