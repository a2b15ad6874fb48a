"""What a person can state about the licences, if no source shows it."""

from collections.abc import Mapping
from typing import Final

from app.i18n import N_
from app.steps.licensing.facts import (
    CAPACITY,
    ENTITLEMENT,
    HAVE,
    LACK,
    STORAGE,
    USERS,
    LicensingFacts,
)
from app.steps.licensing.places import BILLING_ADMIN, LICENCES, PRODUCTS, TENANT_ADMIN
from app.wizard.statement import Statement
from app.wizard.subject import Subject, facts_said

_PORTAL = {"provisioning.create": N_("Provisioning the portal")}
_COPYING = {
    "maps.install": N_("Installing dual-write packages"),
    "maps.start": N_("Starting table maps"),
}

SUBJECTS: Final = (
    Subject(
        ENTITLEMENT,
        N_("Supply Chain Management"),
        {
            HAVE: N_("The tenant owns licences for Supply Chain Management."),
            LACK: N_("The tenant owns none."),
        },
        vouches=N_(
            "Whether the tenant owns licences for Supply Chain Management that have not expired."
            " The list of licences in the Microsoft 365 admin center shows it."
        ),
        who=BILLING_ADMIN,
        link=PRODUCTS,
        before=_PORTAL,
    ),
    Subject(
        CAPACITY,
        N_("People who use the portal"),
        {
            HAVE: N_("Power Pages capacity or pay-as-you-go is there for this environment."),
            LACK: N_("There is none yet."),
        },
        vouches=N_(
            "Whether capacity for portal users or a billing policy is assigned to this environment."
            " The licences page of the Power Platform admin center shows it."
        ),
        who=TENANT_ADMIN,
        link=LICENCES,
        before=_PORTAL,
    ),
    Subject(
        STORAGE,
        N_("Storage"),
        {
            HAVE: N_("There is enough Dataverse storage."),
            LACK: N_("Storage is short."),
        },
        vouches=N_(
            "Whether the tenant has Dataverse storage left, in the capacity report of the Power"
            " Platform admin center."
        ),
        who=TENANT_ADMIN,
        link=LICENCES,
        before={**_COPYING, **_PORTAL},
    ),
)


def with_said(facts: LicensingFacts, said: Mapping[str, Statement]) -> LicensingFacts:
    """What people state, beside what was seen; and how many they expect to use the portal."""
    told = {"said": facts_said(SUBJECTS, said), "expected": expected_users(said)}
    return facts.model_copy(update=told)


def expected_users(said: Mapping[str, Statement]) -> int:
    """How many people are expected to sign in to the portal in a month; 0 if nobody said."""
    value = said[USERS].value if USERS in said else ""
    return int(value) if value.isdecimal() else 0
