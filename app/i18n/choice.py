"""Which language and which time zone a reader gets."""

import re
from zoneinfo import ZoneInfo

from babel.core import negotiate_locale
from babel.dates import get_timezone

from app.i18n.translator import LANGUAGES

_ACCEPTED = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([0-9.]{1,5}))?\s*")
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(?:/[A-Za-z0-9_+-]{1,32}){0,2}")


def choose_language(asked: str | None, kept: str | None, accepted: str) -> str:
    """What the address asks for, else what was chosen before, else what the browser prefers."""
    for wish in (asked, kept):
        if wish is not None and wish in LANGUAGES:
            return wish
    preferred = _preferred(accepted[:500])
    found: str | None = negotiate_locale(preferred, list(LANGUAGES), sep="-")
    return found or next(iter(LANGUAGES))


def choose_zone(kept: str | None) -> ZoneInfo | None:
    """The zone that the browser named; None when it named none that exists here."""
    if not kept or not _ZONE.fullmatch(kept):
        return None
    try:
        zone = get_timezone(kept)
    except LookupError:
        return None
    return zone if isinstance(zone, ZoneInfo) else None


def _preferred(accepted: str) -> list[str]:
    weighed: list[tuple[float, str]] = []
    for part in accepted.split(","):
        if found := _ACCEPTED.fullmatch(part):
            weighed.append((_weight(found[2]), found[1]))
    ordered = sorted(weighed, key=lambda pair: -pair[0])
    return [language for weight, language in ordered if weight > 0]


def _weight(written: str | None) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0
