"""Whether the two environments are in one region, by their addresses. Never more than a guess."""

import re
from enum import StrEnum
from typing import Final

from app.steps.maps.links import finance_host

_DATAVERSE: Final = re.compile(r"https://[^./]+\.(crm\d*)\.dynamics\.com")
_FINANCE: Final = re.compile(
    r"[^.]+\.(?:sandbox\.)?(?:operations|cloudax)\.([a-z]+)\.dynamics\.com"
)
_SAME: Final = {
    "eu": {"crm4", "crm16", "crm17", "crm19", "crm12"},
    "fr": {"crm12"},
    "de": {"crm16"},
    "ch": {"crm17"},
    "no": {"crm19"},
    "uk": {"crm11"},
    "uae": {"crm15"},
    "ca": {"crm3"},
    "jp": {"crm7"},
    "in": {"crm8"},
}
"""By the region in the address of finance and operations: those of Dataverse beside it. Most
addresses name no region, and tell nothing.
"""


class Fit(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    NOT_TOLD = "not_told"


def fit(origin: str, linked_to: str | None) -> Fit:
    here = _DATAVERSE.fullmatch(origin)
    there = _FINANCE.fullmatch(finance_host(linked_to))
    if not here or not there or there.group(1) not in _SAME:
        return Fit.NOT_TOLD
    return Fit.SAME if here.group(1) in _SAME[there.group(1)] else Fit.DIFFERENT
