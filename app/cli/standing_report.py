"""Where an environment stands, as plain values: for JSON and for the terminal.

The shape is documented in docs/command-line.md and only grows.
"""

from collections.abc import Iterator
from typing import Any

from app.cli.drift_report import finding_of, not_as_it_was
from app.cli.people_report import asked_of, run_of, stated_of, time_of
from app.cli.words import STATES, filled
from app.i18n.translator import Translator
from app.pages.standing import Standing
from app.store.tables import Environment, RunState
from app.wizard.journey import State, Stop

FORMAT = "portal-setup status"
Plain = dict[str, Any]


def report_of(standing: Standing, to: Translator) -> Plain:
    return {
        "format": FORMAT,
        "version": 1,
        "environment": _environment(standing.environment),
        "completed": all(stop.state is State.COMPLETED for stop in standing.stops),
        "steps": [_step(stop, standing, to) for stop in standing.stops],
        "next": _next(standing, to),
        "waits_for": list(_waits_for(standing, to)),
        "under_way": [run_of(run, to) for run in standing.working],
        "open_questions": standing.open_questions,
        "asked": [asked_of(one, to) for one in standing.asked],
        "statements": [stated_of(one, to) for one in standing.stated],
        "not_as_it_was": [told for stop in standing.drifted for told in not_as_it_was(stop, to)],
    }


def _environment(environment: Environment) -> Plain:
    return {
        "id": environment.id,
        "name": environment.name,
        "url": environment.url,
        "tenant_id": environment.tenant_id,
        "platform_id": environment.platform_id or None,
    }


def _step(stop: Stop, standing: Standing, to: Translator) -> Plain:
    return {
        "step": stop.step.slug,
        "title": to.gettext(stop.step.title),
        "state": stop.state.value,
        "says": to.gettext(STATES[stop.state]),
        "seen_at": time_of(standing.seen.get(stop.step.slug)),
        "next_action": stop.step.next_action.name,
        "blocked_by": sorted({finding.code for finding in stop.gate.blocked_by}),
        "findings": [finding_of(finding, to) for finding in stop.findings],
    }


def _next(standing: Standing, to: Translator) -> Plain | None:
    stop, obstacle = standing.next_stop, standing.obstacle
    if stop is None:
        return None
    found: Plain = {"step": stop.step.slug, "action": stop.step.next_action.name}
    blank = dict.fromkeys(("finding", "says", "do", "who", "since"))
    if obstacle is None:
        return {**found, **blank}
    words, finding = obstacle.words, obstacle.finding
    places = {**finding.details, "subject": finding.subject}
    return {
        **found,
        "finding": finding.code,
        "says": filled(to, words.says, places),
        "do": filled(to, words.do, places) or None,
        "who": filled(to, words.who, places) or None,
        "since": time_of(obstacle.since),
    }


def _waits_for(standing: Standing, to: Translator) -> Iterator[Plain]:
    """Who has to do something, the most pressing first."""
    if run := standing.waiting:
        token = run.state is RunState.NEEDS_TOKEN
        yield {"for": "token" if token else "sign_in", "who": run.actor_name, **run_of(run, to)}
    if standing.open_questions:
        yield {"for": "decisions", "who": None, "count": standing.open_questions}
    if standing.obstacle:
        who = filled(to, standing.obstacle.words.who, {}) or None
        yield {"for": "help", "who": who, "finding": standing.obstacle.finding.code}
