"""How we judge what was seen of the licences: who owns, who pays, and whether there is room."""

from dataclasses import replace

from app.steps.licensing import capacity, clock, entitlement, person, room
from app.steps.licensing.capacity import Paid
from app.steps.licensing.entitlement import NOT_SEEN, Owned
from app.steps.licensing.facts import CAPACITY, ENTITLEMENT, HAVE, STORAGE, LicensingFacts
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level
from app.wizard.subject import resting_on


def supply_chain_is_owned(facts: LicensingFacts) -> list[Finding]:
    """The portal belongs to Supply Chain Management. Dual-write has no licence of its own."""
    verdict = entitlement.verdict_on(facts)
    said = facts.said.get(ENTITLEMENT)
    names = {"names": ", ".join(verdict.names)}
    ours = replace(OWNED[verdict.owned], evidence=verdict.evidence, details=names)
    if verdict.owned in NOT_SEEN:
        return [_as_said(said) or ours]
    seen = [ours]
    if verdict.differ:
        seen.append(Finding("licensing.sources_differ", Level.WARNING))
    if said and (said.value == HAVE) is (verdict.owned in (Owned.MISSING, Owned.OTHER_APP)):
        seen.append(_otherwise(said))
    return seen


def licences_suffice(facts: LicensingFacts) -> list[Finding]:
    """More people have the licence than were bought."""
    counted = entitlement.given_too_often(facts)
    if counted is None:
        return []
    details = {"used": str(counted[0]), "owned": str(counted[1])}
    return [Finding("licensing.scm_given_too_often", Level.WARNING, details=details)]


def nothing_looks_alike(facts: LicensingFacts) -> list[Finding]:
    """Products nobody here knows are named, never left out in silence."""
    names = ", ".join(entitlement.look_alikes(facts))
    if not names:
        return []
    return [Finding("licensing.possible_match", Level.WARNING, names, Evidence.LIKELY)]


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
    Owned.BY_TEMPLATE: Finding("licensing.scm_by_template", Level.WARNING),
    Owned.OTHER_APP: Finding("licensing.scm_other_app", Level.WARNING),
    Owned.MISSING: Finding("licensing.scm_missing", Level.BLOCKER),
    Owned.REFUSED: Finding("licensing.scm_refused", Level.UNKNOWN),
    Owned.UNSEEN: Finding("licensing.scm_unseen", Level.UNKNOWN),
}


def portal_users_are_paid_for(facts: LicensingFacts) -> list[Finding]:
    verdict = capacity.verdict_on(facts)
    said = facts.said.get(CAPACITY)
    if verdict.paid in (Paid.UNSEEN, Paid.PENDING) and said:
        return [_capacity_said(said)]
    seen = [replace(PAID[verdict.paid], details=verdict.numbers)]
    if said and (said.value == HAVE) is (verdict.paid is Paid.NOTHING):
        seen.append(_otherwise(said))
    if capacity.lacks_anonymous(facts):
        seen.append(Finding("licensing.anonymous_none", Level.WARNING))
    return [*seen, *_how_many(verdict.paid, facts.expected)]


def _how_many(paid: Paid, expected: int) -> list[Finding]:
    """What to buy or assign, where something is missing: asked once, by people expected."""
    if paid not in capacity.MISSING:
        return []
    if not expected:
        return [Finding("licensing.users_not_said", Level.WARNING)]
    details = {"expected": str(expected), "packs": str(capacity.packs(expected))}
    return [Finding("licensing.users_expected", Level.OK, "", Evidence.ATTESTED, details)]


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
    Paid.UNIT_UNCLEAR: Finding("licensing.capacity_unit_unclear", Level.WARNING),
    Paid.TOO_SMALL: Finding("licensing.capacity_too_small", Level.WARNING),
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
    seen = facts.storage.value
    if seen is None:
        return [_storage_said(facts.said.get(STORAGE))]
    found = []
    if over := room.said(seen, room.OVER):
        found.append(Finding("licensing.storage_over", Level.WARNING, ", ".join(over)))
    elif tight := room.tight_spaces(seen) or room.said(seen, room.TIGHT):
        found.append(Finding("licensing.storage_tight", Level.WARNING, ", ".join(tight)))
    elif covered := room.said(seen, room.COVERED):
        found.append(Finding("licensing.storage_covered", Level.OK, ", ".join(covered)))
    if new := room.unheard_of(seen):
        found.append(Finding("licensing.storage_word", Level.WARNING, ", ".join(new)))
    return found or [Finding("licensing.storage_free", Level.OK)]


def there_is_room_for_apps(facts: LicensingFacts) -> list[Finding]:
    seen = facts.storage.value
    return [
        Finding("licensing.room_for_no_app", Level.WARNING, name, details={"free": f"{free:.0f}"})
        for name, free in (room.below_floor(seen).items() if seen else ())
    ]


def _storage_said(said: Fact[str] | None) -> Finding:
    if said is None:
        return Finding("licensing.storage_unseen", Level.UNKNOWN, "", Evidence.UNKNOWN)
    return _stated(
        STORAGE,
        said,
        Finding("licensing.storage_attested", Level.OK),
        Finding("licensing.storage_said_missing", Level.WARNING),
    )


def _otherwise(said: Fact[str]) -> Finding:
    """The person's word stands beside what was seen, and does not count against it."""
    details = {"name": said.source}
    return Finding("licensing.said_otherwise", Level.WARNING, "", said.evidence, details)


CHECKS = (
    supply_chain_is_owned,
    licences_suffice,
    nothing_looks_alike,
    portal_users_are_paid_for,
    clock.trial_runs,
    there_is_storage,
    there_is_room_for_apps,
    person.person_holds,
)
