"""Is what stands here good enough to provision the portal on?

Microsoft's page asks for dual-write's solutions and for nothing more: without them nothing is
provisioned. Maps that do not run yet leave the portal without orders, customers or products; they
can be started afterwards, so they are a warning and not an obstacle.
"""

from collections.abc import Iterable

from app.steps.maps.checks import (
    companies,
    environments,
    ground,
    running,
    sales,
    solutions,
    vouched,
)
from app.steps.maps.facts import MapsFacts
from app.steps.maps.needs import all_met
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level

GROUND_CHECKS = (ground.core_is_installed, solutions.solutions_are_installed)
REQUIREMENT_CHECKS = (
    ground.packages_are_new_enough,
    environments.dataverse_is_new_enough,
    environments.tenant_is_the_same,
    environments.older_integration_is_gone,
    environments.plug_ins_are_there,
    companies.companies_are_there,
    companies.companies_are_enabled,
    companies.companies_are_sound,
    companies.companies_have_owners,
    companies.teams_may_work,
    companies.teams_may_read,
    sales.sales_is_set_up,
    vouched.vouched,
)
_MORE = (
    ground.link_stands,
    ground.link_is_known_on_both_sides,
    ground.users_may_work,
    *REQUIREMENT_CHECKS,
    running.maps_run,
    running.claims_hold,
    running.one_family_of_order_maps,
    running.contacts_fit_the_party_model,
    running.rows_arrive,
)


def portal_can_be_provisioned(facts: MapsFacts) -> list[Finding]:
    needed = [finding for check in GROUND_CHECKS for finding in check(facts)]
    levels = {finding.level for finding in needed}
    if Level.BLOCKER in levels:
        return [Finding("maps.not_ready", Level.BLOCKER, evidence=_weakest(needed))]
    if Level.UNKNOWN in levels:
        return [Finding("maps.ready_not_known", Level.UNKNOWN, evidence=Evidence.UNKNOWN)]
    more = [finding for check in _MORE for finding in check(facts)]
    needs = all_met(facts)
    working = sum(one.works for one in needs)
    open_ = sum(_is_open(finding) for finding in more)
    details = {"working": str(working), "all": str(len(needs)), "open": str(open_)}
    maps = [finding for finding in more if "requirement" not in finding.details]
    evidence = _weakest(finding for finding in (*needed, *maps) if finding.level is Level.OK)
    if open_:
        return [Finding("maps.ready_with_warnings", Level.WARNING, "", evidence, details)]
    return [Finding("maps.ready", Level.OK, "", evidence, details)]


def _is_open(finding: Finding) -> bool:
    """A requirement that nobody looked at or vouched for is listed, and held against nobody."""
    is_unsaid = finding.level is Level.WARNING and finding.evidence is Evidence.UNKNOWN
    return finding.level is not Level.OK and not is_unsaid


def _weakest(findings: Iterable[Finding]) -> Evidence:
    """A chain is as sure as its weakest part."""
    seen = {finding.evidence for finding in findings}
    order = (Evidence.ATTESTED, Evidence.LIKELY)
    return next((evidence for evidence in order if evidence in seen), Evidence.EXACT)
