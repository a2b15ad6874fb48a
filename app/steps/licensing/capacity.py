"""Whether somebody pays for the people who will use the portal. Pure.

Never a gate: a new site starts as a trial. So what is missing here is a warning.
Whether Microsoft counts its units of PowerPagesAuthenticated in people or in packs of 100 is not
documented. Numbers are shown as they are, and where it makes a difference that is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.steps.licensing.facts import LicensingFacts, Pool
from app.steps.licensing.products import PORTAL_OLD, PORTAL_USERS, products

USERS_UNIT, ANONYMOUS_UNIT = "PowerPagesAuthenticated", "PowerPagesAnonymous"
_OLD = ("PortalLogins", "PortalAddOns")
_VIEWS = "PortalViews"
_SETTLED = ("", "Disabled")
_PACK = 100


class Paid(StrEnum):
    BILLED = "billed"  # pay as you go
    PENDING = "pending"  # a billing policy that is being set up
    ASSIGNED = "assigned"
    UNIT_UNCLEAR = "unit_unclear"  # enough in packs, too little in people
    TOO_SMALL = "too_small"
    NOT_ASSIGNED = "not_assigned"  # bought, and free to be assigned
    ELSEWHERE = "elsewhere"  # bought, and all of it assigned to other environments
    LEGACY = "legacy"
    BOUGHT = "bought"  # a licence list shows it; the assignment could not be seen
    NOTHING = "nothing"
    UNSEEN = "unseen"


MISSING = frozenset(
    {Paid.NOTHING, Paid.NOT_ASSIGNED, Paid.ELSEWHERE, Paid.TOO_SMALL, Paid.UNIT_UNCLEAR}
)


def packs(people: int) -> int:
    """Microsoft sells capacity in packs of 100 users for a site and month."""
    return -(-people // _PACK)


@dataclass(frozen=True, slots=True)
class Verdict:
    """With the numbers as Microsoft counts them."""

    paid: Paid
    numbers: Mapping[str, str] = field(default_factory=dict)


def verdict_on(facts: LicensingFacts) -> Verdict:
    """The first rule that applies decides."""
    status = facts.policy.value
    if status not in (None, *_SETTLED):
        paid = Paid.BILLED if status == "Enabled" else Paid.PENDING
        return Verdict(paid, {"status": str(status)})
    assigned = facts.assigned.value
    if assigned is not None and assigned.get(USERS_UNIT, 0) > 0:
        return _assigned(assigned[USERS_UNIT], facts.expected)
    return _bought(facts, assigned)


def lacks_anonymous(facts: LicensingFacts) -> bool:
    """Capacity for people who sign in is assigned, and surely none for those who do not."""
    assigned = facts.assigned.value or {}
    signed_in = assigned.get(USERS_UNIT, 0) or any(assigned.get(kind, 0) for kind in _OLD)
    kept = assigned.get(ANONYMOUS_UNIT, 0) or assigned.get(_VIEWS, 0)
    return bool(signed_in) and not kept and facts.policy.value in _SETTLED


def _assigned(units: float, expected: int) -> Verdict:
    numbers = {"assigned": f"{units:g}", "expected": str(expected), "unit": USERS_UNIT}
    if units >= max(expected, 1):
        return Verdict(Paid.ASSIGNED, numbers)
    enough = units * _PACK >= expected
    return Verdict(Paid.UNIT_UNCLEAR if enough else Paid.TOO_SMALL, numbers)


def _bought(facts: LicensingFacts, assigned: Mapping[str, float] | None) -> Verdict:
    pools = facts.pools.value
    users = (pools or {}).get(USERS_UNIT, Pool())
    numbers = {
        "bought": f"{users.purchased:g}",
        "free": f"{max(0.0, users.purchased - users.allocated):g}",
        "unit": USERS_UNIT,
    }
    if users.purchased > 0:
        if assigned is None:
            return Verdict(Paid.BOUGHT, numbers)
        is_free = users.purchased > users.allocated
        return Verdict(Paid.NOT_ASSIGNED if is_free else Paid.ELSEWHERE, numbers)
    if any((assigned or {}).get(kind, 0) > 0 for kind in _OLD):
        return Verdict(Paid.LEGACY, numbers)
    if _listed(facts, (PORTAL_USERS, *PORTAL_OLD)):
        return Verdict(Paid.BOUGHT, numbers)
    return Verdict(Paid.UNSEEN if pools is None else Paid.NOTHING, numbers)


def _listed(facts: LicensingFacts, requirements: tuple[str, ...]) -> bool:
    wanted = products().any_of(requirements)
    return any(
        plan in wanted
        for sku in facts.skus.value or ()
        if sku.enabled or sku.grace
        for plan in sku.plans
    )
