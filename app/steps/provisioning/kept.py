"""What our own store knows: who looks, where, and whether the untouched template is kept."""

from sqlmodel import Session, col, select

from app.jobs.job import Context
from app.steps.provisioning import STEP
from app.steps.provisioning.facts import Baseline, ProvisioningFacts
from app.steps.provisioning.observe import Known
from app.store import environments, observations, runs
from app.store.site_tables import BASELINE, SiteFile
from app.store.tables import Environment

UNTOUCHED = "baseline_untouched"
"""The subject of a statement: somebody vouches that the site was not edited before."""


async def known(ctx: Context) -> Known:
    """Read afresh: another look may have found the environment's id since the run began."""

    def read(session: Session) -> Known:
        run = runs.find(session, ctx.run_id)
        environment = session.get_one(Environment, ctx.environment_id)
        return Known(
            person=run.actor_name if run else "",
            organization_id=environment.organization_id,
            platform_id=environment.platform_id,
            baseline=find_baseline(session, ctx.environment_id),
        )

    return await ctx.read(read)


def find_baseline(session: Session, environment_id: str) -> Baseline | None:
    """The newest. Its note is what somebody vouched for, if it was not taken at once."""
    query = select(SiteFile).where(
        SiteFile.environment_id == environment_id, SiteFile.role == BASELINE
    )
    file = session.exec(query.order_by(col(SiteFile.added_at).desc())).first()
    if file is None:
        return None
    run = runs.find(session, file.run_id) if file.run_id else None
    return Baseline(
        file_id=file.id,
        taken_at=file.added_at,
        note=str(run.args.get("note", "")) if run else "",
    )


async def save(ctx: Context, facts: ProvisioningFacts) -> None:
    """Keep what was seen, and the environment's id if it was found."""
    await ctx.save(STEP.slug, facts)
    found = facts.platform_id.value
    if found and not ctx.environment.platform_id:
        where = ctx.environment_id
        await ctx.write(lambda session: environments.know_platform_id(session, where, found))


async def save_baseline(ctx: Context) -> None:
    """What was seen last, now with the baseline that was just taken."""

    def read(session: Session) -> ProvisioningFacts | None:
        seen = observations.latest(session, ctx.environment_id, STEP.slug, ProvisioningFacts)
        baseline = find_baseline(session, ctx.environment_id)
        return seen.model_copy(update={"baseline": baseline}) if seen else None

    if facts := await ctx.read(read):
        await ctx.save(STEP.slug, facts)
