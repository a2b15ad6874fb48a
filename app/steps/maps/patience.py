"""How long a start waits for a gateway that turns calls down, or shows no maps.

The time counts from the first such answer in a row: whatever the start tells after an answer of
another kind, it tells without it.
"""

from datetime import datetime, timedelta

from app.jobs.job import Context, GivenUp
from app.microsoft.errors import Unavailable
from app.store import runs

PATIENCE = timedelta(minutes=30)
GATEWAY_BUSY = "gateway_busy"
_SINCE = "busy_since"
_TOO_MANY = 429


def turned_down(error: Unavailable) -> bool:
    """Too many calls, by the service's own word. Any other silence is waited out."""
    return error.status == _TOO_MANY


async def bear(ctx: Context, asks_for: timedelta = timedelta(0)) -> None:
    """Raises GivenUp when it has lasted too long, or is asked to. A run taken up again begins to
    count anew.
    """
    mine = await ctx.read(lambda s: runs.find(s, ctx.run_id))
    told = dict(mine.progress) if mine else {}
    now = ctx.clock.now()
    since = datetime.fromisoformat(told.pop(_SINCE, now.isoformat()))
    if now - since >= PATIENCE or asks_for > PATIENCE:
        await ctx.progress(**told)
        raise GivenUp(GATEWAY_BUSY, str(int(PATIENCE.total_seconds() // 60)))
    await ctx.progress(**told, **{_SINCE: since.isoformat()})
