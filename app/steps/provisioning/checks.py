from app.steps.provisioning.facts import READ_WRITE, ProvisioningFacts
from app.steps.provisioning.portal import Portal, Stage, find_portal, is_production, is_unseen
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level


def portal_is_there(facts: ProvisioningFacts) -> list[Finding]:
    """Its state, if it is there; else nothing: what is to be made is no fault."""
    portal = find_portal(facts)
    if portal:
        return [_about(portal)]
    if is_unseen(facts):
        return [Finding("provisioning.sites_not_seen", Level.UNKNOWN, "", facts.sites.evidence)]
    return []


def _about(portal: Portal) -> Finding:
    name, evidence = portal.name, portal.evidence
    site = portal.site
    words = {"status": site.status, "package": site.package} if site else {}
    match portal.stage:
        case Stage.READY:
            address = {"address": site.address if site else ""}
            return Finding("provisioning.site_there", Level.OK, name, evidence, address)
        case Stage.BEING_MADE:
            return Finding("provisioning.being_made", Level.UNKNOWN, name, evidence, words)
        case Stage.UNCLEAR:
            return Finding("provisioning.state_not_known", Level.UNKNOWN, name, evidence, words)
        case Stage.SUSPENDED:
            deleted = {"date": _day(portal)}
            return Finding("provisioning.suspended", Level.BLOCKER, name, Evidence.LIKELY, deleted)
        case Stage.FAILED:
            return Finding("provisioning.install_failed", Level.BLOCKER, name, evidence, words)
        case Stage.INACTIVE:
            return Finding("provisioning.site_inactive", Level.BLOCKER, name, evidence)


def _day(portal: Portal) -> str:
    """The day on which the host is deleted, or a question mark where Microsoft does not say."""
    return portal.host_deleted.date().isoformat() if portal.host_deleted else "?"


def trial_is_running(facts: ProvisioningFacts) -> list[Finding]:
    portal = find_portal(facts)
    if portal is None or portal.site is None or portal.stage is not Stage.READY:
        return []
    if is_production(portal.site):
        return [Finding("provisioning.converted", Level.OK, portal.name)]
    ends = portal.trial_ends
    if ends is None:
        return []
    details = {"date": ends.date().isoformat(), "days": str(portal.site.trial_days)}
    return [Finding("provisioning.trial_ends", Level.WARNING, portal.name, details=details)]


def baseline_is_kept(facts: ProvisioningFacts) -> list[Finding]:
    portal = find_portal(facts)
    if portal is None or portal.stage not in (Stage.READY, Stage.SUSPENDED):
        return []
    if facts.baseline is None:
        return [Finding("provisioning.baseline_missing", Level.WARNING, portal.name)]
    said = Evidence.ATTESTED if facts.baseline.note else Evidence.EXACT
    day = {"date": facts.baseline.taken_at.date().isoformat()}
    return [Finding("provisioning.baseline_kept", Level.OK, portal.name, said, day)]


def person_may(facts: ProvisioningFacts) -> list[Finding]:
    """Whether the one who looked may make a site. Asked only while there is none."""
    if find_portal(facts):
        return []
    return [*_rights(facts), *_restriction(facts), *_place(facts)]


def _rights(facts: ProvisioningFacts) -> list[Finding]:
    who, role, mode = facts.person, facts.is_administrator, facts.access_mode
    if role.value is None or mode.value is None:
        return [Finding("provisioning.rights_not_seen", Level.UNKNOWN, who, Evidence.UNKNOWN)]
    found = []
    if not role.value:
        found.append(Finding("provisioning.no_rights", Level.BLOCKER, who, role.evidence))
    if mode.value != READ_WRITE:
        found.append(Finding("provisioning.access_mode", Level.BLOCKER, who, mode.evidence))
    return found


def _restriction(facts: ProvisioningFacts) -> list[Finding]:
    restricted = facts.is_restricted
    match restricted.value:
        case None:
            return [
                Finding("provisioning.restriction_not_seen", Level.UNKNOWN, "", restricted.evidence)
            ]
        case True:
            return [
                Finding("provisioning.restricted", Level.WARNING, facts.person, restricted.evidence)
            ]
        case False:
            return []


def _place(facts: ProvisioningFacts) -> list[Finding]:
    if facts.platform_id.value:
        return []
    if facts.platform_id.value is None:
        return [Finding("provisioning.place_not_seen", Level.UNKNOWN, "", Evidence.UNKNOWN)]
    return [Finding("provisioning.not_listed", Level.BLOCKER, "", facts.platform_id.evidence)]


def nothing_stands_in_the_way(facts: ProvisioningFacts) -> list[Finding]:
    """As far as this step can see: the steps before it have findings of their own."""
    if find_portal(facts) or is_unseen(facts):
        return []
    if any(found.level is Level.BLOCKER for found in person_may(facts)):
        return []
    return [Finding("provisioning.ready", Level.OK, facts.person, facts.sites.evidence)]
