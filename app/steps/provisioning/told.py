"""A run as its page tells of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.steps.provisioning.asking import JOB
from app.steps.provisioning.refusal import meaning_of
from app.steps.provisioning.words import STAGES
from app.store.tables import RESUMABLE, UNDER_WAY, Run, RunState


@dataclass(frozen=True)
class Told:
    """A run, with what is to be said about it."""

    run: Run
    now: datetime

    @property
    def is_working(self) -> bool:
        return self.run.state in UNDER_WAY

    @property
    def can_resume(self) -> bool:
        waits = (RunState.WAITING_FOR_SIGN_IN, RunState.NEEDS_TOKEN)
        return self.run.state in RESUMABLE and self.run.state not in waits

    @property
    def has_succeeded(self) -> bool:
        return self.run.state is RunState.SUCCEEDED

    @property
    def elapsed(self) -> timedelta:
        """Since it was asked for, up to its end."""
        return max((self.run.ended_at or self.now) - self.run.created_at, timedelta(seconds=1))

    @property
    def stage(self) -> str:
        return STAGES.get(str(self.run.progress.get("stage", "")), "")

    @property
    def refusal(self) -> str:
        """What Microsoft's refusal of the request most likely means."""
        refused = self.run.job == JOB and self.run.cause in ("refused", "forbidden")
        return meaning_of(self.run.cause, self.run.detail) if refused else ""
