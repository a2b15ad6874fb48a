"""What we look at to say whether the portal is there, and whether this person may make it."""

from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict

from app.wizard.facts import Fact, Facts

CUSTOMER_PORTAL: Final = "CustomerPortal"
"""The template's name in the API. A *solution* of this name belongs to another template."""

READ_WRITE: Final = 0
"""The access mode of a user that may make sites."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Site(_Value):
    """A site with a host. Status, package, kind and visibility are Microsoft's own words.

    `address` is empty unless it is a plain https address that may be linked to.
    """

    host_id: str
    record_id: str = ""
    name: str = ""
    address: str = ""
    subdomain: str = ""
    template: str = ""
    kind: str = ""
    status: str = ""
    package: str = ""
    version: str = ""
    visibility: str = ""
    data_model: str = ""
    created_at: AwareDatetime | None = None
    trial_days: int | None = None
    deleting_days: int | None = None


class Record(_Value):
    """A site's row in Dataverse. `is_bound` tells whether a host has left its names there; None
    if that could not be seen. `markers` are the traces of the Customer portal in its rows.
    """

    id: str
    name: str = ""
    host_names: tuple[str, ...] = ()
    is_bound: bool | None = None
    markers: tuple[str, ...] = ()


class Baseline(_Value):
    """The untouched template as it is kept here. `note` is what somebody said about it."""

    file_id: str
    taken_at: AwareDatetime
    note: str = ""


class ProvisioningFacts(Facts):
    """`platform_id` is empty when the tenant's list does not have this environment.

    `person` is who looked: `access_mode` and `is_administrator` are about that person only.
    """

    person: str
    platform_id: Fact[str]
    sites: Fact[tuple[Site, ...]]
    records: Fact[tuple[Record, ...]]
    organization_id: Fact[str]
    languages: Fact[tuple[int, ...]]
    access_mode: Fact[int]
    is_administrator: Fact[bool]
    is_restricted: Fact[bool]
    baseline: Baseline | None = None
