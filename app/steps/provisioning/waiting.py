"""How long a run has waited for Microsoft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.jobs.job import Context
from app.store import runs


@dataclass(frozen=True)
class Waiting:
    """Kept with the run, so that patience outlives a restart; a resumed run has it anew."""

    attempt: int
    since: datetime

    @classmethod
    async def of(cls, ctx: Context) -> "Waiting":
        run = await ctx.read(lambda session: runs.find(session, ctx.run_id))
        shown: dict[str, Any] = run.progress if run else {}
        attempt = run.attempt if run else 1
        if shown.get("attempt") == attempt and "since" in shown:
            return cls(attempt, datetime.fromisoformat(shown["since"]))
        return cls(attempt, ctx.clock.now())
