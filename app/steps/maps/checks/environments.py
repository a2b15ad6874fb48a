"""The two environments: versions, tenant, region, kind; and what must be in Dataverse, or not."""

from app.steps.maps.checks.ground import about
from app.steps.maps.facts import MapsFacts
from app.steps.maps.links import environment_page, solutions_page
from app.steps.maps.packages import is_at_least
from app.steps.maps.regions import Fit, fit
from app.steps.maps.requirements import ASSEMBLIES, OLDEST_DATAVERSE, Requirement
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level


def dataverse_is_new_enough(facts: MapsFacts) -> list[Finding]:
    fact = facts.ground.version
    details = about(Requirement.DATAVERSE_VERSION, wanted=OLDEST_DATAVERSE)
    if fact is None or fact.value is None:
        return [Finding("maps.version_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    if is_at_least(fact.value, OLDEST_DATAVERSE):
        return [Finding("maps.version", Level.OK, fact.value, fact.evidence, details)]
    return [Finding("maps.version_old", Level.BLOCKER, fact.value, fact.evidence, details)]


def tenant_is_the_same(facts: MapsFacts) -> list[Finding]:
    """That it is another one, the link says."""
    fact, details = facts.same_tenant, about(Requirement.TENANT)
    if fact.value:
        return [Finding("maps.same_tenant", Level.OK, "", fact.evidence, details)]
    if fact.value is None and facts.linked_to.value:
        return [Finding("maps.tenant_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    return []


def regions_fit(facts: MapsFacts) -> list[Finding] | None:
    """By the names of the two hosts: a guess, which never blocks. None when they tell nothing."""
    place = facts.ground.place
    region = place.value.region if place and place.value else ""
    details = about(Requirement.REGION, other=facts.linked_to.value or "", region=region)
    match fit(facts.origin, facts.linked_to.value):
        case Fit.SAME:
            return [Finding("maps.regions", Level.OK, region, Evidence.LIKELY, details)]
        case Fit.DIFFERENT:
            return [Finding("maps.regions_differ", Level.WARNING, region, Evidence.LIKELY, details)]
        case Fit.NOT_TOLD:
            return None


def environment_is_no_trial(facts: MapsFacts) -> list[Finding] | None:
    """Surely only where both are one environment. None when nothing was seen."""
    fact = facts.ground.place
    if fact is None or fact.value is None:
        return None
    evidence = Evidence.EXACT if fact.value.is_one else Evidence.LIKELY
    details = about(Requirement.TRIAL)
    if "trial" in fact.value.kind.lower():
        return [Finding("maps.trial", Level.WARNING, fact.value.kind, evidence, details)]
    return [Finding("maps.no_trial", Level.OK, fact.value.kind, evidence, details)]


def older_integration_is_gone(facts: MapsFacts) -> list[Finding]:
    fact = facts.ground.prospect
    details = about(Requirement.PROSPECT)
    if fact is None or fact.value is None:
        return [Finding("maps.prospect_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    if not fact.value:
        return [Finding("maps.no_prospect", Level.OK, "", Evidence.LIKELY, details)]
    details = about(Requirement.PROSPECT, solutions_page(facts.platform_id))
    subject = ", ".join(fact.value)
    return [Finding("maps.prospect", Level.WARNING, subject, Evidence.LIKELY, details)]


def plug_ins_are_there(facts: MapsFacts) -> list[Finding]:
    """Where the core solution is missing, its plug-ins are as well, and that is told already."""
    if facts.core_table.value is False:
        return []
    fact = facts.ground.plug_ins
    details = about(Requirement.PLUG_INS, environment_page(facts.platform_id))
    if fact is None or fact.value is None:
        return [Finding("maps.plug_ins_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    there = [name.lower() for name in fact.value.assemblies]
    missing = [one for one in ASSEMBLIES if not any(n.endswith(one.lower()) for n in there)]
    if missing:
        subject = ", ".join(missing)
        return [Finding("maps.plug_ins_missing", Level.WARNING, subject, Evidence.LIKELY, details)]
    if fact.value.disabled:
        details = {**details, "examples": "; ".join(fact.value.disabled[:5])}
        number = str(len(fact.value.disabled))
        return [Finding("maps.plug_ins_disabled", Level.BLOCKER, number, fact.evidence, details)]
    details = about(Requirement.PLUG_INS, steps=str(fact.value.steps))
    return [Finding("maps.plug_ins", Level.OK, "", fact.evidence, details)]
