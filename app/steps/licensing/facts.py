"""What we look at to say whether the licences are there: each source for itself."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from app.wizard.facts import Fact, Facts

ENTITLEMENT: Final = "entitlement"
CAPACITY: Final = "capacity"
STORAGE: Final = "storage"
REQUIREMENTS: Final = (ENTITLEMENT, CAPACITY, STORAGE)
"""What a person can state, if no source shows it."""

USERS: Final = "users"
"""What is asked once: how many people will sign in to the portal in a month."""

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
    """One product of the tenant, summed over its subscriptions. `used` are given to people."""

    part_number: str
    plans: list[str]
    id: str = ""
    used: int = 0
    enabled: int = 0
    grace: int = 0  # expired, and still usable for a while
    suspended: int = 0


class Pool(_Value):
    """One kind of capacity in the tenant, in Microsoft's unit."""

    purchased: float = 0
    allocated: float = 0
    consumed: float = 0


class Space(_Value):
    """Storage in megabytes, if `unit` names no other; `status` is Microsoft's word."""

    total: float = 0
    used: float = 0
    status: str = ""
    unit: str = ""

    @property
    def free(self) -> float:
        return max(0.0, self.total - self.used)


class Grant(_Value):
    """A licence that grants storage, as Microsoft's storage report names it."""

    name: str = ""
    plan: str = ""
    sku: str = ""
    status: str = ""
    ends: str = ""  # of one that is temporary


class StorageSeen(_Value):
    spaces: dict[str, Space]
    codes: list[str] = Field(default_factory=list)
    grants: list[Grant] = Field(default_factory=list)


class SiteClock(_Value):
    """A Customer portal and its trial, in days from when it was looked at."""

    name: str = ""
    kind: str = ""
    trial_days: int | None = None
    deleting_days: int | None = None


class Held(_Value):
    """A licence of the person who looked."""

    part_number: str
    plans: list[str] = Field(default_factory=list)


class Offered(_Value):
    """Environment templates of finance and operations: on offer, and refused for want of one."""

    usable: list[str] = Field(default_factory=list)
    refused: list[str] = Field(default_factory=list)


class LicensingFacts(Facts):
    """One fact a source. `policy` is the billing policy's status, empty when there is none.

    `plans` are service plans of the licences that grant storage. What is None was not looked for by
    the version that stored it. `said` and `expected` are filled when facts are judged, never
    stored: what people state about a requirement, and how many will use the portal.
    """

    report: Fact[Report]
    skus: Fact[list[Sku]]
    plans: Fact[list[str]]
    storage: Fact[StorageSeen]
    policy: Fact[str]
    assigned: Fact[dict[str, float]]
    pools: Fact[dict[str, Pool]]
    sites: Fact[list[SiteClock]] | None = None
    held: Fact[list[Held]] | None = None
    offered: Fact[Offered] | None = None
    said: dict[str, Fact[str]] = Field(default_factory=dict)
    expected: int = 0
