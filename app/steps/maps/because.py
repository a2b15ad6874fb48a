"""Why the portal may be provisioned, or not: sentences, each from the evidence there is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.steps.maps.checks.ground import core_is_installed
from app.steps.maps.checks.solutions import solutions_are_installed
from app.steps.maps.facts import WORKING, MapsFacts, MapState
from app.steps.maps.needs import Met, all_met
from app.wizard.facts import Evidence
from app.wizard.finding import Level

_BY_REASON = {
    "finance_like_running": "like_running",
    "finance_like_stopped": "like_stopped",
    "finance_holds_none": "none_in_finance",
}

_BY_STATE = {
    MapState.RUNNING: "running", MapState.ENABLED: "enabled", MapState.SYNCING: "moving",
    MapState.RESUMING: "moving", MapState.PAUSED: "still", MapState.STOPPED: "still",
    MapState.NOT_APPLIED: "absent", MapState.ABSENT: "absent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Because:
    """One reason. `need` names a need of the portal whose name is put in; `speaks_for`: it is
    one for provisioning now.
    """

    code: str
    speaks_for: bool
    need: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    rows: int | None = None


def because(facts: MapsFacts) -> Sequence[Because]:
    """The solutions first: they are all that Microsoft's page checks. Then need by need."""
    return [_solutions(facts), *(_need(one, facts) for one in all_met(facts))]


def _solutions(facts: MapsFacts) -> Because:
    findings = [*core_is_installed(facts), *solutions_are_installed(facts)]
    bad = [
        one.details.get("solutions", one.subject) for one in findings if one.level is Level.BLOCKER
    ]
    if bad:
        return Because("solutions_missing", speaks_for=False, details={"names": ", ".join(bad)})
    if any(one.level is Level.UNKNOWN for one in findings):
        return Because("solutions_unseen", speaks_for=False)
    return Because("solutions_there", speaks_for=True)


def _need(one: Met, facts: MapsFacts) -> Because:
    count = facts.counts.get(one.need.value)
    rows = count.value if count else None
    details = {"map": one.by.title}
    if one.seen.state.evidence is Evidence.ATTESTED and one.claim:
        details |= {"name": one.claim.by, "day": f"{one.claim.at:%Y-%m-%d}"}
    return Because(_code(one), one.state in WORKING, one.need.value, details, rows)


def _code(one: Met) -> str:
    state = one.seen.state
    if state.value is None or state.reason in _BY_REASON:
        return _BY_REASON.get(state.reason, "unseen")
    if state.evidence is Evidence.ATTESTED:
        return "attested"
    return _BY_STATE[state.value]
