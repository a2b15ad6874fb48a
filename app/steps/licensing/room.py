"""Whether there is storage for what dual-write copies. Pure, by Microsoft's own words for it.

The words are the values of CapacityStatusMessageCode in Microsoft's SDK. "...OverDBCover" means
that one kind is full and another one covers it: nothing is over.
"""

from collections.abc import Mapping
from typing import Final

from app.steps.licensing.facts import Space, StorageSeen

OVER: Final = frozenset(
    {
        "DBCapacityOver", "LogCapacityOver", "FileCapacityOver", "DBAndLogOver", "DBAndFileOver",
        "LogAndFileOver", "AllCapacityOver", "LegacyCapacityOver", "FinOpsAllCapacityOver",
        "FinOpsDBCapacityOver", "FinOpsFileCapacityOver",
    }
)  # fmt: skip
COVERED: Final = frozenset(
    {
        "LogOverDBCover", "FileOverDBCover", "FileOverLogCover", "FileOverDBAndLogCover",
        "LogAndFileOverDBCover",
    }
)  # fmt: skip
TIGHT: Final = frozenset(
    f"{kind}CapacityMoreThanEightyFive"
    for kind in ("Legacy", "DB", "Log", "File", "DBAndFile", "DBAndLog", "LogAndFile", "All")
)
PLENTY: Final = frozenset(
    {
        "AllCapacityAvailable", "LegacyCapacityAvailable", "FinOpsAllCapacityAvailable",
        "FinOpsNotAvailable",
    }
)  # fmt: skip
"""FinOpsNotAvailable: the tenant has no storage of finance and operations, which is no fault."""

FLOOR_MB: Final = 1024
_FLOORED = ("Database", "FinOpsDatabase")
_MEGABYTES = ("", "MB")
_TIGHT = 0.85
_AVAILABLE = ("", "None", "Available", "AvailableByOverflow")


def said(seen: StorageSeen, words: frozenset[str]) -> list[str]:
    return [code for code in seen.codes if code in words]


def unheard_of(seen: StorageSeen) -> list[str]:
    """Words that this version does not know: neither good nor bad."""
    return [code for code in seen.codes if code not in OVER | COVERED | TIGHT | PLENTY]


def tight_spaces(seen: StorageSeen) -> list[str]:
    return [name for name, space in seen.spaces.items() if _is_tight(space)]


def below_floor(seen: StorageSeen) -> Mapping[str, float]:
    """Databases with less free than Microsoft demands before an app can be installed."""
    return {
        name: space.free
        for name, space in seen.spaces.items()
        if name in _FLOORED
        and space.unit in _MEGABYTES
        and space.total > 0
        and space.free < FLOOR_MB
    }


def _is_tight(space: Space) -> bool:
    unavailable = space.status not in _AVAILABLE
    return unavailable or (space.total > 0 and space.used >= _TIGHT * space.total)
