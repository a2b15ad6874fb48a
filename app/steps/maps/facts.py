"""What we look at to say whether dual-write carries the portal's data."""

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.steps.maps.ground_facts import Ground, SeenRows
from app.steps.maps.packages import PARTY
from app.wizard.facts import Fact, Facts

EXPERT = "expert"
"""The subject of the consent to expert mode, among what people said."""
FINANCE = "finance"
"""The subject of the wish that finance and operations is asked, too."""


class MapState(StrEnum):
    RUNNING = "running"
    ENABLED = "enabled"  # configured to run; it may be paused
    SYNCING = "syncing"
    RESUMING = "resuming"
    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_APPLIED = "not_applied"  # in Dataverse, but not on the dual-write page
    ABSENT = "absent"


WORKING = frozenset({MapState.RUNNING, MapState.ENABLED})


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeenMap(_Part):
    """One table map. `lookups` is how many an export from Dataverse follows, where it is known.

    `template` and `project` are the gateway's ids; empty without it. `statuses` are those that
    finance and operations gives its configuration of the map, in its own words; None when it was
    not asked or could not be read.
    """

    title: str
    state: Fact[MapState]
    version: str = ""
    lookups: int | None = None
    is_edited: bool = False  # a version made here stands beside Microsoft's
    template: str = ""
    project: str = ""
    statuses: tuple[str, ...] | None = None


class SeenPackage(_Part):
    state: str  # installed, absent, on_its_way, failed
    version: str = ""  # the one that can be had
    trouble: str = ""


class SeenUser(_Part):
    """An application user that dual-write works as; not there when `is_there` is false."""

    is_there: bool
    is_enabled: bool = False
    is_administrator: bool = False


class Claim(_Part):
    """Somebody said that they started a map in Microsoft's page."""

    by: str
    at: AwareDatetime
    note: str = ""
    id: str = ""


class MapsFacts(Facts):
    """`solutions` maps a unique name to its version, or to an empty text when it is not there.

    `linked_to` is the address of finance and operations, or an empty text without a link.
    `maps` are by key, `counts` by the name of the count. `sequences` are the keys of maps to start
    for a map, itself last, as the gateway orders them. `gateway` tells whether it was asked.
    `rows` are what stands in the way of an initial sync, by the name of the check; `totals` are
    rows by table, and `finance_rows` those at the other end by need. What came after the first
    version has a default: stored looks of before are read on.
    `claims` and `vouched` are never stored: they come from what people said, by need and by
    requirement.
    `finance` tells whether dual-write's configuration was read at the other end, None in a look
    that was not to ask for it.
    """

    core_table: Fact[bool]
    solutions: dict[str, Fact[str]]
    packages: dict[str, Fact[SeenPackage]]
    linked_to: Fact[str]
    same_tenant: Fact[bool]
    companies: Fact[list[str]]
    users: dict[str, Fact[SeenUser]]
    gateway: Fact[bool]
    maps: dict[str, SeenMap]
    sequences: dict[str, list[str]] = Field(default_factory=dict)
    counts: dict[str, Fact[int]]
    last_write: Fact[AwareDatetime]
    platform_id: str = ""
    origin: str = ""
    ground: Ground = Field(default_factory=Ground)
    rows: dict[str, Fact[SeenRows]] = Field(default_factory=dict)
    totals: dict[str, Fact[int]] = Field(default_factory=dict)
    finance_rows: dict[str, Fact[int]] = Field(default_factory=dict)
    claims: dict[str, Claim] = Field(default_factory=dict)
    vouched: dict[str, Fact[str]] = Field(default_factory=dict)
    finance: Fact[bool] | None = None

    @property
    def has_party(self) -> bool | None:
        """Whether the party and address book solutions are there. None when it is not known."""
        seen = [self.solutions[name].value for name in PARTY if name in self.solutions]
        if any(seen):
            return True
        return None if not seen or None in seen else False


def values_of(facts: MapsFacts) -> dict[str, Any]:
    """What was seen, without when: two looks that saw the same are equal in this."""

    def plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type here
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k != "seen_at"}
        return [plain(one) for one in value] if isinstance(value, list) else value

    found: dict[str, Any] = plain(facts.model_dump(mode="json", exclude={"claims", "vouched"}))
    return found
