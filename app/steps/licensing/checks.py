from dataclasses import replace

from app.steps.licensing.capacity import Paid, paid
from app.steps.licensing.entitlement import Owned, owned
from app.steps.licensing.facts import (
    CAPACITY,
    ENTITLEMENT,
    HAVE,
    STORAGE,
    LicensingFacts,
    Space,
)
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level
from app.wizard.subject import resting_on

_TIGHT = 0.85


def supply_chain_is_owned(facts: LicensingFacts) -> list[Finding]:
    """The portal belongs to Supply Chain Management. Dual-write has no licence of its own."""
    verdict, evidence, differ = owned(facts)
    said = facts.said.get(ENTITLEMENT)
    if verdict is Owned.UNSEEN:
        return [_as_said(said) or replace(OWNED[verdict], evidence=evidence)]
    seen = [replace(OWNED[verdict], evidence=evidence)]
    if differ:
        seen.append(Finding("licensing.sources_differ", Level.WARNING))
    if said and (said.value == HAVE) is (verdict in (Owned.MISSING, Owned.OTHER_APP)):
        seen.append(_otherwise(said))
    return seen


def _stated(subject: str, said: Fact[str], have: Finding, lack: Finding) -> Finding:
    """What a person states, under the person's name."""
    return resting_on(subject, said, have if said.value == HAVE else lack)


def _as_said(said: Fact[str] | None) -> Finding | None:
    if said is None:
        return None
    return _stated(
        ENTITLEMENT,
        said,
        Finding("licensing.scm_attested", Level.OK),
        Finding("licensing.scm_said_missing", Level.BLOCKER),
    )


OWNED = {
    Owned.OWNED: Finding("licensing.scm_owned", Level.OK),
    Owned.ATTACH_ONLY: Finding("licensing.scm_attach_only", Level.WARNING),
    Owned.GRACE: Finding("licensing.scm_grace", Level.WARNING),
    Owned.BY_NAME: Finding("licensing.scm_by_name", Level.WARNING),
    Owned.BY_PLAN: Finding("licensing.scm_by_plan", Level.WARNING),
    Owned.OTHER_APP: Finding("licensing.scm_other_app", Level.WARNING),
    Owned.MISSING: Finding("licensing.scm_missing", Level.BLOCKER),
    Owned.UNSEEN: Finding("licensing.scm_unseen", Level.UNKNOWN),
}


def portal_users_are_paid_for(facts: LicensingFacts) -> list[Finding]:
    verdict = paid(facts)
    said = facts.said.get(CAPACITY)
    if verdict in (Paid.UNSEEN, Paid.PENDING) and said:
        return [_capacity_said(said)]
    seen = [PAID[verdict]]
    if said and (said.value == HAVE) is (verdict is Paid.NOTHING):
        seen.append(_otherwise(said))
    return seen


def _capacity_said(said: Fact[str]) -> Finding:
    return _stated(
        CAPACITY,
        said,
        Finding("licensing.capacity_attested", Level.OK),
        Finding("licensing.capacity_said_missing", Level.WARNING),
    )


PAID = {
    Paid.BILLED: Finding("licensing.capacity_billed", Level.OK),
    Paid.ASSIGNED: Finding("licensing.capacity_assigned", Level.OK),
    Paid.NOT_ASSIGNED: Finding("licensing.capacity_not_assigned", Level.WARNING),
    Paid.ELSEWHERE: Finding("licensing.capacity_elsewhere", Level.WARNING),
    Paid.LEGACY: Finding("licensing.capacity_legacy", Level.WARNING),
    Paid.BOUGHT: Finding("licensing.capacity_bought", Level.WARNING, "", Evidence.LIKELY),
    Paid.NOTHING: Finding("licensing.capacity_nothing", Level.WARNING),
    Paid.PENDING: Finding("licensing.capacity_pending", Level.UNKNOWN, "", Evidence.UNKNOWN),
    Paid.UNSEEN: Finding("licensing.capacity_unseen", Level.UNKNOWN, "", Evidence.UNKNOWN),
}


def there_is_storage(facts: LicensingFacts) -> list[Finding]:
    """Orders, customers and products are copied into Dataverse; existing environments go on."""
    seen, said = facts.storage.value, facts.said.get(STORAGE)
    if seen is None:
        return [_storage_said(said)]
    if over := [code for code in seen.codes if "Over" in code]:
        return [Finding("licensing.storage_over", Level.WARNING, ", ".join(over))]
    tight = [name for name, space in seen.spaces.items() if _is_tight(space)]
    if tight := tight or [code for code in seen.codes if "MoreThanEightyFive" in code]:
        return [Finding("licensing.storage_tight", Level.WARNING, ", ".join(tight))]
    return [Finding("licensing.storage_free", Level.OK)]


def _storage_said(said: Fact[str] | None) -> Finding:
    if said is None:
        return Finding("licensing.storage_unseen", Level.UNKNOWN, "", Evidence.UNKNOWN)
    return _stated(
        STORAGE,
        said,
        Finding("licensing.storage_attested", Level.OK),
        Finding("licensing.storage_said_missing", Level.WARNING),
    )


def _is_tight(space: Space) -> bool:
    unavailable = bool(space.status) and not space.status.startswith("Available")
    return unavailable or (space.total > 0 and space.used >= _TIGHT * space.total)


def _otherwise(said: Fact[str]) -> Finding:
    """The person's word stands beside what was seen, and does not count against it."""
    details = {"name": said.source}
    return Finding("licensing.said_otherwise", Level.WARNING, "", said.evidence, details)
