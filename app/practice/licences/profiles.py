"""What a tenant can own, for each choice at the controls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.practice.licences.skus import Sku, read_skus
from app.practice.plot import Licences


@dataclass(frozen=True, slots=True)
class Owned:
    """So many units of one licence; `used` are assigned to people."""

    part: str
    enabled: int = 0
    used: int = 0
    warning: int = 0
    suspended: int = 0

    @property
    def sku(self) -> Sku:
        return read_skus()[self.part]

    @property
    def standing(self) -> str:
        if self.enabled:
            return "Enabled"
        return "Warning" if self.warning else "Suspended"


@dataclass(frozen=True, slots=True)
class Profile:
    """`bought` by currency. `assigned` are the units that one environment has, the first mostly."""

    owned: tuple[Owned, ...]
    bought: Mapping[str, int] = field(default_factory=dict)
    assigned: Mapping[str, int] = field(default_factory=dict)
    assigned_to: int = 0
    pays_as_it_goes: bool = False


_PACK = "Power_Pages_authenticated_users_T1_100_users/per_site/month_capacity_pack"
_DECOYS = (
    Owned("PRACTICE_MAIL_AND_OFFICE", 50, 48),
    Owned("DYN365_TEAM_MEMBERS", 20, 7),
    Owned("CDS_DB_CAPACITY", 2),
)
_SCM = Owned("DYN365_SCM", 25, 14)
_MAKERS = Owned("Power_Pages_vTrial_for_Makers", 10_000, 1)

_FULL = Profile(
    (_SCM, *_DECOYS, Owned(_PACK, 2)),
    bought={"PowerPagesAuthenticated": 2, "PowerPagesAnonymous": 1},
    assigned={"PowerPagesAuthenticated": 1, "PowerPagesAnonymous": 1},
)
PROFILES: Mapping[Licences, Profile] = {
    Licences.TRIAL: Profile((_SCM, *_DECOYS, _MAKERS)),
    Licences.FULL: _FULL,
    Licences.PAYG: Profile((_SCM, *_DECOYS), pays_as_it_goes=True),
    Licences.BOUGHT: Profile(
        (_SCM, *_DECOYS, Owned(_PACK, 1)), bought={"PowerPagesAuthenticated": 1}
    ),
    Licences.ELSEWHERE: Profile(
        (_SCM, *_DECOYS, Owned(_PACK, 1)),
        bought={"PowerPagesAuthenticated": 1},
        assigned={"PowerPagesAuthenticated": 1},
        assigned_to=1,
    ),
    Licences.LEGACY: Profile(
        (
            _SCM,
            *_DECOYS,
            Owned("POWERAPPS_PORTALS_LOGIN_T2", 10),
            Owned("POWERAPPS_PORTALS_PAGEVIEW", 1),
        ),
        bought={"PortalLogins": 1000, "PortalViews": 100_000},
        assigned={"PortalLogins": 1000, "PortalViews": 100_000},
    ),
    Licences.GRACE: Profile((Owned("DYN365_SCM", warning=25, used=14), *_DECOYS, _MAKERS)),
    Licences.FINANCE: Profile((Owned("DYN365_FINANCE", 12, 9), *_DECOYS, _MAKERS)),
    Licences.PREMIUM: Profile((Owned("DYN365_SCM_PREMIUM_X", 10, 3), *_DECOYS, _MAKERS)),
    Licences.NOTHING: Profile((*_DECOYS, Owned("Dyn365_Operations_Activity", 5, 2))),
    Licences.FORBIDDEN: _FULL,
}
