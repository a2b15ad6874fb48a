"""Looking for the site; reading site and template from their environments, and opening the merge.

Nothing is written to an environment here.
"""

import uuid
from functools import partial

from sqlmodel import Session

from app.jobs.job import Context, Done, GivenUp, Lane, Outcome, job
from app.microsoft.clients import Microsoft
from app.sites.reading import find_websites, take_snapshot
from app.steps.update.carrying import open_merge
from app.steps.update.observe import observe
from app.steps.update.wish import Wish
from app.store import environments, merges, runs, site_tables
from app.store.tables import Environment


@job("update.look", lane=Lane.LOOK)
async def look(ctx: Context) -> Outcome:
    """See which sites are here. Only reads, so it may be called again at any point."""
    await ctx.save("update", await observe(ctx))
    return Done()


@job("update.read")
async def read(ctx: Context) -> Outcome:
    """Read site and template whole, and open their merge. Goes on where it was stopped."""
    wish = Wish.model_validate(ctx.args)
    site_id = await take_snapshot(
        ctx, ctx.microsoft, wish.website_id, site_tables.SITE, ctx.environment
    )
    template_id = wish.template_file_id or await _template(ctx, wish.template_environment_id)
    await ctx.write(partial(_open, ctx=ctx, base=wish.base_id, sides=(site_id, template_id)))
    await ctx.save("update", await observe(ctx))
    return Done()


def merge_id_of(run_id: str) -> str:
    """Worked out, so that a run that is called again opens no second merge."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{run_id}/merge").hex


async def _template(ctx: Context, environment_id: str) -> str:
    tenant_id = ctx.environment.tenant_id
    other = await ctx.read(lambda s: environments.find(s, environment_id, tenant_id=tenant_id))
    if other is None:
        raise GivenUp("template_environment_gone")
    microsoft = ctx.connect(other)
    website_id = await ctx.once("template_website", _only_website, microsoft, other)
    return await take_snapshot(ctx, microsoft, website_id, site_tables.TEMPLATE, other)


async def _only_website(microsoft: Microsoft, other: Environment) -> str:
    """An environment takes one site of this template; of several, nobody knows which is meant."""
    found = [site for site in await find_websites(microsoft.dataverse) if site.is_writable]
    if len(found) != 1:
        raise GivenUp("several_template_sites" if found else "no_template_site", other.name)
    return found[0].id


def _open(session: Session, *, ctx: Context, base: str | None, sides: tuple[str, str]) -> None:
    merge_id, run = merge_id_of(ctx.run_id), runs.get(session, ctx.run_id)
    if merges.find_merge(session, ctx.environment_id, merge_id):
        return
    site_id, template_id = sides
    made = site_tables.SiteMerge(
        id=merge_id,
        environment_id=ctx.environment_id,
        base_id=base,
        site_id=site_id,
        template_id=template_id,
        created_by=run.actor_name,
        created_at=ctx.clock.now(),
    )
    open_merge(session, ctx.keys, made)
