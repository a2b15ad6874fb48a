"""The whole dependency in one row: what the portal stands on, and how each part of it stands. Pure.

From finance and operations over dual-write and Dataverse to Power Pages and the portal. Each part
is as good as the worst that the steps found about it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import N_
from app.steps.order import TEXTS
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level
from app.wizard.journey import State, Stop

_WORST_FIRST: Final = (Level.BLOCKER, Level.UNKNOWN, Level.WARNING, Level.OK)
_STATES: Final = {
    Level.BLOCKER: State.PROBLEM,
    Level.UNKNOWN: State.NOT_CHECKED,
    Level.WARNING: State.NEEDS_DECISION,
    Level.OK: State.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class Part:
    """`slug` is the step where it is dealt with. `begins` are the beginnings of finding codes."""

    name: str
    does: str
    slug: str
    begins: tuple[str, ...]


PARTS: Final = (
    Part(
        N_("Finance and operations"),
        N_("Supply Chain Management, with the orders, customers and products"),
        "licensing",
        ("licensing.scm_", "licensing.sources_", "maps.link", "maps.not_linked"),
    ),
    Part(
        N_("Dual-write"),
        N_("copies them in both directions, map by map"),
        "maps",
        ("maps.",),
    ),
    Part(
        N_("Dataverse"),
        N_("holds the copies and the configuration of the site"),
        "licensing",
        ("licensing.storage_", "licensing.room_", "maps.user", "maps.nothing_arrived"),
    ),
    Part(
        N_("Power Pages"),
        N_("hosts the site, as a trial or paid for"),
        "provisioning",
        ("licensing.capacity_", "licensing.trial_", "provisioning.trial_", "provisioning.suspended",
         "provisioning.converted"),
    ),
    Part(
        N_("Customer portal"),
        N_("shows customers their orders and takes new ones"),
        "provisioning",
        ("provisioning.", "update.site_", "update.no_site"),
    ),
)  # fmt: skip
"""A finding belongs to the part with the longest beginning of its code."""


@dataclass(frozen=True, slots=True)
class Link:
    """One part as it stands. `finding` is the worst that is known of it, None for nothing."""

    part: Part
    state: State
    finding: Finding | None

    @property
    def is_done_with_warning(self) -> bool:
        return self.finding is not None and self.finding.level is Level.WARNING


def chain(stops: Sequence[Stop]) -> list[Link]:
    """Front to back. What was never looked at is not known, neither good nor bad."""
    seen = {
        stop.step.slug: [f for f in stop.findings if not f.code.endswith(".never_checked")]
        for stop in stops
    }
    everything = [finding for findings in seen.values() for finding in findings]
    by_part = _sorted_by_part(everything)
    return [_link(part, by_part[part.name]) for part in PARTS]


def _link(part: Part, findings: Iterable[Finding]) -> Link:
    told = [finding for finding in findings if not _is_unsaid(finding)]
    worst = min(told, key=lambda f: _WORST_FIRST.index(f.level), default=None)
    if worst is None:
        return Link(part, State.NOT_YET_STARTED, None)
    return Link(part, _STATES[worst.level], worst)


def _is_unsaid(finding: Finding) -> bool:
    """What no call shows and nobody has said is held against nobody."""
    return finding.level is Level.WARNING and finding.evidence is Evidence.UNKNOWN


def _sorted_by_part(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {part.name: [] for part in PARTS}
    for finding in findings:
        if finding.code in TEXTS and (part := part_of(finding.code)):
            found[part.name].append(finding)
    return found


def part_of(code: str) -> Part | None:
    told = [(len(one), part) for part in PARTS for one in part.begins if code.startswith(one)]
    return max(told, key=lambda pair: pair[0])[1] if told else None
