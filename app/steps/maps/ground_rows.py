"""Microsoft's requirements as rows: what needs somebody first, what stands folded away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.steps.maps.attestable import ATTESTABLE
from app.steps.maps.facts import MapsFacts
from app.steps.maps.requirements import GROUPS, ONLY_SAID, Group, Requirement, subject_of
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level


class Standing(StrEnum):
    """In the order of a page."""

    PROBLEM = "problem"
    WARNING = "warning"
    UNSEEN = "unseen"  # nobody could look, and nobody has said
    LATER = "later"  # can only be told once something else stands
    MET = "met"


@dataclass(frozen=True)
class GroundRow:
    requirement: Requirement
    findings: Sequence[Finding]
    sources: Sequence[Fact[Any]]

    @property
    def standing(self) -> Standing:
        """As the worst of its findings."""
        found = {_standing(finding) for finding in self.findings} or {Standing.LATER}
        return next(one for one in Standing if one in found)

    @property
    def told(self) -> Sequence[Finding]:
        """What is in order is only told where nothing else is."""
        if self.standing in (Standing.MET, Standing.LATER):
            return self.findings
        return [one for one in self.findings if one.level is not Level.OK]

    @property
    def is_known(self) -> Fact[Any] | None:
        """The source that says least, or else the oldest: so much can be relied on. What is met
        by another trace does not rest on a source that was not seen.
        """
        order = (Evidence.UNKNOWN, Evidence.LIKELY, Evidence.ATTESTED, Evidence.EXACT)
        is_traced = self.standing is Standing.MET and not self._rests_on_what_was_seen
        sources = [s for s in self.sources if s.evidence is not Evidence.UNKNOWN or not is_traced]
        by_worth = sorted(sources, key=lambda one: (order.index(one.evidence), one.seen_at))
        return by_worth[0] if by_worth else None

    @property
    def _rests_on_what_was_seen(self) -> bool:
        return any(one.evidence is Evidence.EXACT for one in self.findings)

    @property
    def may_be_seen(self) -> bool:
        """Whether looking again could change it."""
        return self.requirement not in ONLY_SAID

    @property
    def subject(self) -> str:
        """What a person may vouch for, where this is such a point; else empty."""
        code = subject_of(self.requirement)
        return code if code in ATTESTABLE else ""


def _standing(finding: Finding) -> Standing:
    match finding.level:
        case Level.BLOCKER:
            return Standing.PROBLEM
        case Level.WARNING if finding.evidence is not Evidence.UNKNOWN:
            return Standing.WARNING
        case Level.WARNING | Level.UNKNOWN:
            return Standing.UNSEEN
        case Level.OK:
            return Standing.MET


@dataclass(frozen=True)
class GroundView:
    rows: Sequence[GroundRow] = ()

    @property
    def open(self) -> Sequence[GroundRow]:
        """What somebody has to settle, the worst first."""
        return self._of(Standing.PROBLEM, Standing.WARNING)

    @property
    def unseen(self) -> Sequence[GroundRow]:
        return self._of(Standing.UNSEEN, Standing.LATER)

    @property
    def met(self) -> Sequence[GroundRow]:
        return self._of(Standing.MET)

    @property
    def met_by_group(self) -> Mapping[Group, Sequence[GroundRow]]:
        """Only groups that have a row."""
        found = {
            group: [row for row in self.met if row.requirement in members]
            for group, members in GROUPS.items()
        }
        return {group: rows for group, rows in found.items() if rows}

    def _of(self, *wanted: Standing) -> Sequence[GroundRow]:
        return [row for standing in wanted for row in self.rows if row.standing is standing]


def ground_view(facts: MapsFacts, findings: Sequence[Finding]) -> GroundView:
    """All of them, in the order of the groups."""
    mine = {one.value: [f for f in findings if f.details.get("requirement") == one.value]
            for one in Requirement}  # fmt: skip
    return GroundView(
        [
            GroundRow(one, mine[one.value], _sources(one, facts))
            for group in GROUPS.values()
            for one in group
        ]
    )


def _sources(requirement: Requirement, facts: MapsFacts) -> Sequence[Fact[Any]]:
    """What was looked at for it."""
    ground, said = facts.ground, facts.vouched.get(requirement.value)
    looked: dict[Requirement, Sequence[Fact[Any] | None]] = {
        Requirement.DATAVERSE_VERSION: [ground.version],
        Requirement.TENANT: [facts.same_tenant],
        Requirement.REGION: [facts.linked_to, ground.place],
        Requirement.LINK: [facts.linked_to],
        Requirement.TRIAL: [ground.place],
        Requirement.PROSPECT: [ground.prospect],
        Requirement.CORE: [facts.core_table],
        Requirement.SOLUTIONS: list(facts.solutions.values())[:1],
        Requirement.COMPANIES: [facts.companies, ground.enabled],
        Requirement.COMPANY_NAMES: [facts.companies, ground.company_names],
        Requirement.OWNERS: [ground.owners],
        Requirement.TEAM_ROLES: [ground.teams, ground.reach],
        Requirement.USERS: list(facts.users.values())[:1],
        Requirement.CONSENT: [ground.principals],
        Requirement.PLUG_INS: [ground.plug_ins],
        Requirement.SALES: [ground.sales],
    }
    return [one for one in (*looked.get(requirement, ()), said) if one is not None]
