"""The made-up people who can sign in here, and the tenants they belong to. None of them exists."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

TENANT_ID = "aaaaaaaa-1111-4aaa-8aaa-aaaaaaaaaaaa"
OTHER_TENANT_ID = "bbbbbbbb-2222-4bbb-8bbb-bbbbbbbbbbbb"


@dataclass(frozen=True, slots=True)
class Person:
    """`part` is what the person can show in a rehearsal; its words live in words.py."""

    oid: str
    name: str
    login: str
    part: str
    roles: tuple[str, ...] = ()
    tenant_id: str = TENANT_ID
    organization_member: bool = True

    @property
    def is_tenant_administrator(self) -> bool:
        """Power Platform administrator, assigned directly."""
        return "Wizard.Admin" in self.roles

    @property
    def is_system_administrator(self) -> bool:
        """In every environment here, without any role in the tenant."""
        return bool({"Wizard.Admin", "Wizard.Operator"} & set(self.roles))

    def subject(self, client_id: str) -> str:
        """Entra gives each application another `sub` for the same person."""
        return uuid5(NAMESPACE_URL, f"{client_id}/{self.oid}").hex


PEOPLE = (
    Person(
        "a0000000-0000-4000-8000-000000000001",
        "Avery Example",
        "avery@contoso.example",
        "admin",
        ("Wizard.Admin",),
    ),
    Person(
        "a0000000-0000-4000-8000-000000000002",
        "Minji Example",
        "minji@contoso.example",
        "operator",
        ("Wizard.Operator",),
    ),
    Person(
        "a0000000-0000-4000-8000-000000000003",
        "Sam Example",
        "sam@contoso.example",
        "reader",
        ("Wizard.Reader",),
    ),
    Person(
        "a0000000-0000-4000-8000-000000000004",
        "Robin Example",
        "robin@contoso.example",
        "no_role",
        organization_member=False,
    ),
    Person(
        "b0000000-0000-4000-8000-000000000005",
        "Jordan Example",
        "jordan@fabrikam.example",
        "stranger",
        ("Wizard.Admin",),
        OTHER_TENANT_ID,
        organization_member=False,
    ),
)


APPLICATION = Person(
    "a0000000-0000-4000-8000-0000000000aa",
    "Customer portal setup",
    "",
    "application",
    organization_member=False,
)
"""The wizard itself, where it asks without a person: it was given no role and no environment."""


def find_person(oid: str) -> Person | None:
    return next((person for person in PEOPLE if person.oid == oid), None)
