"""Which of the sites of an environment is the Customer portal, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.steps.provisioning.facts import CUSTOMER_PORTAL, ProvisioningFacts, Record, Site
from app.wizard.facts import Evidence

STRONG: Final = frozenset({"order_permissions", "order_line_permissions", "order_form"})
"""Traces that hardly any other site has. One alone proves nothing."""

ENOUGH: Final = 2

_READY = ("Installed", "TemplateInstalled")
_ON_THE_WAY = ("None", "InstallRequested", "InstallScheduled", "Installing", "InstallRetrying")
_WORKING = ("OperationNotStarted", "OperationInProgress")
_PRODUCTION = "production"


class Stage(StrEnum):
    READY = "ready"
    BEING_MADE = "being_made"
    UNCLEAR = "unclear"  # Microsoft's words are new to us
    SUSPENDED = "suspended"
    FAILED = "failed"
    INACTIVE = "inactive"  # its rows are there, its host is not


@dataclass(frozen=True, slots=True)
class Portal:
    """The Customer portal: its host, its rows in Dataverse, or both."""

    stage: Stage
    evidence: Evidence
    seen_at: datetime
    site: Site | None = None
    record: Record | None = None

    @property
    def name(self) -> str:
        return self.site.name if self.site else self.record.name if self.record else ""

    @property
    def record_id(self) -> str:
        return self.site.record_id if self.site else self.record.id if self.record else ""

    @property
    def is_trial(self) -> bool:
        site = self.site
        return site is not None and not is_production(site) and site.trial_days is not None

    def in_days(self, days: int | None) -> datetime | None:
        """Microsoft counts days from when it was asked."""
        return None if days is None else self.seen_at + timedelta(days=days)

    @property
    def trial_ends(self) -> datetime | None:
        return self.in_days(self.site.trial_days) if self.site and self.is_trial else None

    @property
    def host_deleted(self) -> datetime | None:
        return self.in_days(self.site.deleting_days) if self.site and self.is_trial else None


def find_portal(facts: ProvisioningFacts) -> Portal | None:
    """The list of sites decides; Dataverse tells about a site that has no host any more, and
    stands in for a list that could not be seen.
    """
    sites, records = facts.sites, facts.records
    if site := portal_among(sites.value or ()):
        return Portal(stage_of(site), sites.evidence, sites.seen_at, site)
    hosted = {site.record_id.lower() for site in sites.value or () if site.record_id}
    left = [each for each in records.value or () if each.id.lower() not in hosted]
    record = next((each for each in left if looks_like_the_portal(each)), None)
    if record is None:
        return None
    hidden = sites.value is None and record.is_bound is not False
    stage = Stage.UNCLEAR if hidden else Stage.INACTIVE
    return Portal(stage, Evidence.LIKELY, records.seen_at, record=record)


def is_unseen(facts: ProvisioningFacts) -> bool:
    """Whether a portal may be there without our knowing."""
    return facts.sites.value is None and find_portal(facts) is None


def portal_among(sites: Iterable[Site]) -> Site | None:
    """Of several, the one that is furthest: a failed attempt can stand beside the site proper."""
    ours = [site for site in sites if is_customer_portal(site)]
    return min(ours, key=lambda site: _RANK.index(stage_of(site)), default=None)


_RANK = (Stage.READY, Stage.SUSPENDED, Stage.BEING_MADE, Stage.UNCLEAR, Stage.FAILED)


def is_customer_portal(site: Site) -> bool:
    return site.template.lower() == CUSTOMER_PORTAL.lower()


def is_production(site: Site) -> bool:
    return site.kind.lower() == _PRODUCTION


def stage_of(site: Site) -> Stage:
    """Both must be there: the operation complete, and the package of the template installed."""
    if site.status == "OperationFailed" or site.package == "InstallFailed":
        return Stage.FAILED
    if site.status == "OperationComplete" and site.package in _READY:
        return Stage.SUSPENDED if _is_over(site) else Stage.READY
    known = site.status in (*_WORKING, "OperationComplete")
    if known and (site.package in _ON_THE_WAY or site.status in _WORKING):
        return Stage.BEING_MADE
    return Stage.UNCLEAR


def _is_over(site: Site) -> bool:
    return not is_production(site) and site.trial_days is not None and site.trial_days <= 0


def looks_like_the_portal(record: Record) -> bool:
    strong = STRONG.intersection(record.markers)
    return bool(strong) and len(record.markers) >= ENOUGH
