"""Looking again and again for what people do in Microsoft's pages, until the five maps run."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.jobs.job import Again, Context, Done, Lane, Outcome, job
from app.steps.maps import STEP
from app.steps.maps.facts import MapsFacts, values_of
from app.steps.maps.looking import place_of, wish_of
from app.steps.maps.needs import all_met
from app.steps.maps.observe import observe
from app.store import observations, runs, statements
from app.wizard.statement import Statement

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
_PATIENCE = 5
"""So many looks that saw nothing new, and the pause doubles."""
_KEPT_EVERY = timedelta(hours=1)
"""A look that saw nothing new is kept so often: days of watching must not fill the store."""


AN_HOUR = {"every": 120, "for": 3600}
"""Arguments of a watch that is to see rows arrive: every two minutes for an hour, in seconds."""


@job("maps.watch", lane=Lane.WATCH)
async def watch(ctx: Context) -> Outcome:
    """Only reads. Ends by itself when all five run, as far as it can be seen or somebody said; one
    for an hour ends with the hour.
    """
    wish = await wish_of(ctx, rows="every" in ctx.args)
    facts = await observe(place_of(ctx), wish)
    everything = await ctx.read(lambda s: statements.standing(s, ctx.environment_id))
    said = everything.get(STEP.slug, {})
    unchanged = await _keep(ctx, facts, said)
    needs = all_met(STEP.with_said(facts, said))
    working = sum(one.works for one in needs)
    await ctx.progress(looked_at=ctx.clock.now().isoformat(), unchanged=unchanged, working=working)
    if every := ctx.args.get("every"):
        begun = datetime.fromisoformat(await ctx.once("begun", _moment, ctx.clock.now()))
        is_over = ctx.clock.now() >= begun + timedelta(seconds=ctx.args["for"])
        return Done() if is_over else Again(after=timedelta(seconds=every))
    return Done() if working == len(needs) else Again(after=pause_after(unchanged))


async def _moment(now: datetime) -> str:
    return now.isoformat()


def pause_after(unchanged: int) -> timedelta:
    """A minute at first, ten at last."""
    doubled: int = 2 ** min(unchanged // _PATIENCE, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


async def _keep(ctx: Context, facts: MapsFacts, said: Mapping[str, Statement]) -> int:
    """Store the look if it saw something new, or answers somebody's word, or none was stored for
    long. Gives how many looks in a row saw nothing new.
    """
    newest = await ctx.read(lambda s: observations.newest(s, ctx.environment_id, STEP.slug))
    before = STEP.read(newest.facts) if newest else None
    is_new = before is None or values_of(before) != values_of(facts)
    told = max((one.at for one in said.values()), default=None)
    due = newest is None or newest.seen_at + _KEPT_EVERY <= ctx.clock.now()
    if is_new or due or (told and newest and told > newest.seen_at):
        await ctx.save(STEP.slug, facts)
    mine = await ctx.read(lambda s: runs.find(s, ctx.run_id))
    so_far = mine.progress.get("unchanged", -1) if mine else -1
    return 0 if is_new else int(so_far) + 1
