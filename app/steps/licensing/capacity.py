"""Whether somebody pays for the people who will use the portal. Pure.

Never a gate: a new site starts as a trial. So what is missing here is a warning.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.steps.licensing.facts import LicensingFacts, Pool
from app.steps.licensing.products import PORTAL_OLD, PORTAL_USERS, products

_USERS = "PowerPagesAuthenticated"
_OLD = ("PortalLogins", "PortalAddOns")
_SETTLED = ("", "Disabled")


class Paid(StrEnum):
    BILLED = "billed"  # pay as you go
    PENDING = "pending"  # a billing policy that is being set up
    ASSIGNED = "assigned"
    NOT_ASSIGNED = "not_assigned"  # bought, and free to be assigned
    ELSEWHERE = "elsewhere"  # bought, and all of it assigned to other environments
    LEGACY = "legacy"
    BOUGHT = "bought"  # a licence list shows it; the assignment could not be seen
    NOTHING = "nothing"
    UNSEEN = "unseen"


def paid(facts: LicensingFacts) -> Paid:
    """The first rule that applies decides."""
    if facts.policy.value not in (None, *_SETTLED):
        return Paid.BILLED if facts.policy.value == "Enabled" else Paid.PENDING
    assigned = facts.assigned.value
    if assigned is not None and assigned.get(_USERS, 0) > 0:
        return Paid.ASSIGNED
    return _bought(facts, assigned)


def _bought(facts: LicensingFacts, assigned: Mapping[str, float] | None) -> Paid:
    pools = facts.pools.value
    users = (pools or {}).get(_USERS, Pool())
    if users.purchased > 0:
        if assigned is None:
            return Paid.BOUGHT
        return Paid.NOT_ASSIGNED if users.purchased > users.allocated else Paid.ELSEWHERE
    if any((assigned or {}).get(kind, 0) > 0 for kind in _OLD):
        return Paid.LEGACY
    if _listed(facts, (PORTAL_USERS, *PORTAL_OLD)):
        return Paid.BOUGHT
    return Paid.UNSEEN if pools is None else Paid.NOTHING


def _listed(facts: LicensingFacts, requirements: tuple[str, ...]) -> bool:
    wanted = frozenset[str]().union(*(products().plans[name] for name in requirements))
    return any(
        plan in wanted
        for sku in facts.skus.value or ()
        if sku.enabled or sku.grace
        for plan in sku.plans
    )
