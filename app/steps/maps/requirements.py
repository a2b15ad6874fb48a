"""What Microsoft asks for before dual-write: every point of its pages, and who can vouch for it."""

from enum import StrEnum
from typing import Final


class Requirement(StrEnum):
    """In the order of Microsoft's own lists."""

    FINANCE_VERSION = "r1"
    DATAVERSE_VERSION = "r2"
    TENANT = "r3"
    REGION = "r4"
    LINK = "r5"
    TRIAL = "r6"
    PROSPECT = "r7"
    CORE = "r8"
    SOLUTIONS = "r9"
    COMPANIES = "r10"
    COMPANY_NAMES = "r11"
    OWNERS = "r12"
    TEAM_ROLES = "r13"
    USERS = "r14"
    APPLICATIONS = "r15"
    CONSENT = "r16"
    PLUG_INS = "r17"
    ENTITIES = "r18"
    LINKER = "r19"
    EDITORS = "r20"
    LICENCES = "r21"
    SHARING = "r22"
    SEQUENCES = "r23"
    SALES = "r24"


class Group(StrEnum):
    PARTS = "parts"
    ENVIRONMENTS = "environments"
    COMPANIES = "companies"
    ACCESS = "access"
    DATA = "data"


R = Requirement
GROUPS: Final = {
    Group.PARTS: (R.CORE, R.SOLUTIONS, R.PLUG_INS, R.PROSPECT),
    Group.ENVIRONMENTS: (
        R.LINK, R.TENANT, R.REGION, R.FINANCE_VERSION, R.DATAVERSE_VERSION, R.TRIAL,
    ),
    Group.COMPANIES: (R.COMPANIES, R.COMPANY_NAMES, R.OWNERS, R.TEAM_ROLES),
    Group.ACCESS: (
        R.USERS, R.APPLICATIONS, R.CONSENT, R.LINKER, R.EDITORS, R.LICENCES,
    ),
    Group.DATA: (R.SALES, R.ENTITIES, R.SHARING, R.SEQUENCES),
}  # fmt: skip
"""What is looked at together."""

YES, NO = "yes", "no"

VOUCHED_FOR: Final = (
    R.FINANCE_VERSION, R.REGION, R.TRIAL, R.APPLICATIONS, R.CONSENT, R.ENTITIES, R.LINKER,
    R.EDITORS, R.LICENCES, R.SHARING, R.SEQUENCES,
)  # fmt: skip
"""Where a person may say what no call shows."""

ONLY_SAID: Final = frozenset({R.ENTITIES, R.EDITORS, R.LICENCES, R.SEQUENCES})
"""What no look shows, nor anything that runs: looking again changes nothing."""

APPLICATIONS: Final = (
    "33976c19-1db5-4c02-810e-c243db79efde",
    "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b",
)
"""The applications that finance and operations has to list, and the tenant to agree to."""

OLDEST_DATAVERSE: Final = "9.1.0000.11732"
ASSEMBLIES: Final = ("DualWriteRegistration.Plugins", "DualWriteRuntime.Plugins")
"""As their names end: what stands before it was seen in an error text only."""
ROLES: Final = ("Dual-write runtime user", "Dual-write app user")
PROSPECT: Final = "Prospect to cash"
"""How the older integration is called; the unique name of its solution is not known."""


def subject_of(requirement: Requirement) -> str:
    """What a statement about this requirement is filed under. It stands in addresses."""
    return f"requirement.{requirement.value}"
