"""Who was asked, what people vouch for and which runs are theirs, as plain values."""

from datetime import datetime
from typing import Any

from app.cli.words import filled
from app.i18n.translator import Translator
from app.pages.asked import Asked, Stated
from app.pages.texts import RUNS
from app.store.tables import Run

Plain = dict[str, Any]


def asked_of(one: Asked, to: Translator) -> Plain:
    """Somebody who was asked for something that is still not there."""
    places = {**one.finding.details, "subject": one.finding.subject}
    return {
        "who": one.wait.who,
        "since": time_of(one.wait.since),
        "by": one.wait.by,
        "note": one.wait.note,
        "finding": one.finding.code,
        "says": filled(to, one.words.says, places),
    }


def stated_of(one: Stated, to: Translator) -> Plain:
    """What counts because a person vouches for it. `verified` is false for a one-time link."""
    said = one.statement
    return {
        "step": one.step,
        "subject": one.subject.code,
        "value": said.value,
        "says": to.gettext(one.subject.choices.get(said.value, said.value)),
        "by": said.by,
        "at": time_of(said.at),
        "note": said.note,
        "link": said.link,
        "review_at": time_of(said.review_at),
        "verified": not said.through,
    }


def run_of(run: Run, to: Translator) -> Plain:
    return {
        "run": run.id,
        "job": run.job,
        "title": to.gettext(RUNS.get(run.job, run.job)),
        "state": run.state.value,
        "by": run.actor_name,
        "since": time_of(run.updated_at),
    }


def time_of(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z") if when else None
