"""What we look at to say whether the licences are there: each source for itself."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from app.wizard.facts import Fact, Facts

ENTITLEMENT: Final = "entitlement"
CAPACITY: Final = "capacity"
STORAGE: Final = "storage"
REQUIREMENTS: Final = (ENTITLEMENT, CAPACITY, STORAGE)
"""What a person can state, if no source shows it."""

HAVE, LACK = "have", "lack"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bought(_Value):
    """Licences of one finance and operations app."""

    base: int = 0
    attach: int = 0


class Report(_Value):
    """Microsoft's report on finance and operations licences; `refreshed` is when it was made."""

    bought: dict[str, Bought]
    refreshed: str = ""


class Sku(_Value):
    """One product of the tenant, summed over its subscriptions."""

    part_number: str
    plans: list[str]
    enabled: int = 0
    grace: int = 0  # expired, and still usable for a while
    suspended: int = 0


class Pool(_Value):
    """One kind of capacity in the tenant, in Microsoft's unit."""

    purchased: float = 0
    allocated: float = 0


class Space(_Value):
    """Storage in megabytes; `status` is Microsoft's word."""

    total: float = 0
    used: float = 0
    status: str = ""


class StorageSeen(_Value):
    spaces: dict[str, Space]
    codes: list[str] = Field(default_factory=list)


class LicensingFacts(Facts):
    """One fact a source. `policy` is the billing policy's status, empty when there is none.

    `plans` are service plans of the licences that grant storage. `said` is filled when facts are
    judged, never stored: what people state about a requirement.
    """

    report: Fact[Report]
    skus: Fact[list[Sku]]
    plans: Fact[list[str]]
    storage: Fact[StorageSeen]
    policy: Fact[str]
    assigned: Fact[dict[str, float]]
    pools: Fact[dict[str, Pool]]
    said: dict[str, Fact[str]] = Field(default_factory=dict)
