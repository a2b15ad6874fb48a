from app.steps.update.facts import Model, UpdateFacts
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level


def a_site_is_here(facts: UpdateFacts) -> list[Finding]:
    """One of the standard model can be updated. One of the enhanced model does no harm beside."""
    fact = facts.websites
    if fact.value is None:
        return [Finding("update.site_not_seen", Level.UNKNOWN, evidence=fact.evidence)]
    if not fact.value:
        return [Finding("update.no_site", Level.BLOCKER, evidence=fact.evidence)]
    newer = Level.WARNING if facts.writable else Level.BLOCKER
    return [
        Finding("update.site_found", Level.OK, one.name, fact.evidence)
        if one.model is Model.STANDARD
        else Finding("update.site_enhanced", newer, one.name, fact.evidence)
        for one in fact.value
    ]


def a_baseline_is_kept(facts: UpdateFacts) -> list[Finding]:
    if not facts.writable:
        return []
    if day := facts.baseline.value:
        return [Finding("update.baseline_kept", Level.OK, day, facts.baseline.evidence)]
    return [Finding("update.no_baseline", Level.WARNING, evidence=facts.baseline.evidence)]


def an_update_was_applied(facts: UpdateFacts) -> list[Finding]:
    """Whether there is a newer template cannot be seen anywhere: Microsoft numbers none."""
    if not facts.writable:
        return []
    if day := facts.applied.value:
        return [Finding("update.applied", Level.OK, day, facts.applied.evidence)]
    return [Finding("update.never_applied", Level.UNKNOWN, evidence=Evidence.UNKNOWN)]
