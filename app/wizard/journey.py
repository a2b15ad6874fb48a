"""Where a setup stands.

Nothing here is stored. A journey is worked out from the facts last seen and the runs under way,
so a setup left for a month resumes from what is true, not from a remembered page number.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.wizard.action import Gate, gate
from app.wizard.drift import Change, Drift
from app.wizard.finding import Finding, Level, is_clear
from app.wizard.statement import Statement
from app.wizard.step import NOTHING_SAID, Step
from app.wizard.waiting import Waiting


class State(StrEnum):
    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    NOT_YET_STARTED = "not_yet_started"
    CANNOT_START_YET = "cannot_start_yet"
    PROBLEM = "problem"
    NEEDS_DECISION = "needs_decision"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Stop:
    step: Step[Any]
    state: State
    findings: Sequence[Finding]
    gate: Gate
    said: Mapping[str, Statement] = field(default_factory=dict)  # by subject
    waits: Sequence[Waiting] = ()  # who was asked to help with its findings
    drifts: Sequence[Drift] = ()
    changes: Sequence[Change] = ()

    @property
    def is_as_it_was(self) -> bool:
        return not (self.drifts or self.changes)


def journey(
    steps: Sequence[Step[Any]],
    facts: Mapping[str, Any],
    *,
    said: Mapping[str, Mapping[str, Statement]] = MappingProxyType({}),
    working: Set[str] = frozenset(),
    deciding: Set[str] = frozenset(),
) -> list[Stop]:
    """Say for each step how it stands.

    `said` holds what people stated, by step and subject. `working` names the steps with a run
    under way, `deciding` those where a person is asked.
    """
    judged = [
        (step, step.judge(facts.get(step.slug), said.get(step.slug, NOTHING_SAID)))
        for step in steps
    ]
    everything = [finding for _, findings in judged for finding in findings]
    return [
        Stop(step, _state(step, findings, everything, working, deciding), findings,
             gate(step.next_action, everything), said.get(step.slug, NOTHING_SAID))
        for step, findings in judged
    ]  # fmt: skip


def _state(
    step: Step[Any],
    findings: Sequence[Finding],
    everything: Sequence[Finding],
    working: Set[str],
    deciding: Set[str],
) -> State:
    if step.slug in deciding:
        return State.NEEDS_DECISION
    if step.slug in working:
        return State.IN_PROGRESS
    return _settled(step, findings, everything)


def _settled(step: Step[Any], findings: Sequence[Finding], everything: Sequence[Finding]) -> State:
    """The state of a step on which nobody and nothing is at work.

    A step whose goal is not there yet, though nothing stands in the way, is not begun.
    """
    if any(f.level is Level.BLOCKER for f in findings):
        return State.PROBLEM
    codes = {finding.code for finding in findings}
    is_ready = step.goal_missing in codes
    if findings and is_clear(findings) and not is_ready:
        return State.COMPLETED
    if not gate(step.next_action, everything).is_open:
        return State.CANNOT_START_YET
    begun = findings and not is_ready and f"{step.slug}.never_checked" not in codes
    return State.NOT_CHECKED if begun or step.by_hand else State.NOT_YET_STARTED
