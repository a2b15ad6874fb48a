"""The three made-up environments of the practice tenant."""

from dataclasses import dataclass
from enum import StrEnum

from app.practice.dataverse.organization import FinanceLink


class Role(StrEnum):
    """What the environment is for in the rehearsal."""

    SITE = "site"
    TEMPLATE = "template"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Environment:
    role: Role
    name: str
    id: str
    organization_id: str
    domain: str
    sku: str = "Sandbox"
    finance: FinanceLink | None = None

    @property
    def host(self) -> str:
        return f"{self.domain}.crm4.dynamics.com"


ENVIRONMENTS = (
    Environment(
        Role.SITE,
        "Contoso UAT",
        "e0000000-0000-4000-8000-0000000000a1",
        "d0000000-0000-4000-8000-0000000000a1",
        "contoso-uat",
        finance=FinanceLink(
            "https://contoso-uat.operations.eu.dynamics.com/",
            "f0000000-0000-4000-8000-0000000000a1",
        ),
    ),
    Environment(
        Role.TEMPLATE,
        "Contoso Template",
        "e0000000-0000-4000-8000-0000000000b2",
        "d0000000-0000-4000-8000-0000000000b2",
        "contoso-template",
        finance=FinanceLink(
            "https://contoso-template.operations.eu.dynamics.com",
            "f0000000-0000-4000-8000-0000000000b2",
            is_unified=True,
        ),
    ),
    Environment(
        Role.EMPTY,
        "Contoso New",
        "e0000000-0000-4000-8000-0000000000c3",
        "d0000000-0000-4000-8000-0000000000c3",
        "contoso-new",  # linked by hand, on the page of the practice tenant
    ),
)
