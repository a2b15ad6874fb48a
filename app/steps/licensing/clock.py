"""The trial clock of the portal, as far as licences go: until when nobody needs to pay. Pure."""

from datetime import datetime, timedelta

from app.steps.licensing.facts import LicensingFacts, SiteClock
from app.wizard.finding import Finding, Level

_PRODUCTION = "production"


def trial_runs(facts: LicensingFacts) -> list[Finding]:
    """Microsoft counts days from when it was asked. Without a Customer portal no clock runs."""
    if facts.sites is None:
        return []
    at = facts.sites.seen_at
    return [said for site in facts.sites.value or () if (said := _about(site, at))]


def _about(site: SiteClock, at: datetime) -> Finding | None:
    if site.kind.lower() == _PRODUCTION or site.trial_days is None:
        return None
    if site.trial_days > 0:
        details = {"date": _day(at, site.trial_days), "days": str(site.trial_days)}
        return Finding("licensing.trial_clock", Level.WARNING, site.name, details=details)
    details = {"date": _day(at, site.deleting_days), "days": str(site.deleting_days or 0)}
    return Finding("licensing.trial_over", Level.WARNING, site.name, details=details)


def _day(at: datetime, days: int | None) -> str:
    """A question mark where Microsoft does not say."""
    return "?" if days is None else (at + timedelta(days=days)).date().isoformat()
