"""What is worth remembering of the licences from look to look. Pure."""

from app.steps.licensing.capacity import USERS_UNIT
from app.steps.licensing.facts import LicensingFacts
from app.wizard.drift import Marks

_SCM = "supplyChainManagement"


def marks(facts: LicensingFacts) -> Marks:
    """How many licences, how much capacity is assigned here, and the billing policy."""
    report, assigned, policy = facts.report.value, facts.assigned.value, facts.policy.value
    bought = report.bought.get(_SCM) if report else None
    return {
        "licensing.licences": (
            {"Supply Chain Management": str(bought.base + bought.attach)} if bought else None
        ),
        "licensing.capacity": (
            None if assigned is None else {USERS_UNIT: f"{assigned.get(USERS_UNIT, 0):g}"}
        ),
        "licensing.policy": None if policy is None else {"": policy},
    }
