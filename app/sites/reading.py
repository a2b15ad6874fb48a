"""Reading a whole site from an environment, piece by piece, and keeping it sealed."""

import uuid
from dataclasses import dataclass

from app.jobs.job import Context
from app.microsoft.clients import Microsoft
from app.sites.gathering import gather
from app.sites.keeping import ReadSite
from app.sites.packing import Packing, drop_stale_pieces, is_kept
from app.sites.websites import LiveWebsite, find_websites
from app.store.site_tables import SiteFile
from app.store.tables import Environment

__all__ = ["LiveWebsite", "find_websites", "read_site", "take_snapshot"]


async def take_snapshot(
    ctx: Context, microsoft: Microsoft, website_id: str, role: str, source: Environment
) -> str:
    """Read the website whole and keep it; gives the id of the SiteFile, at every call the same.

    `role` says what it is for, and keeps several snapshots of one run apart. A killed or stopped
    run goes on at the first piece that is missing. Nothing is written to the environment. Raises
    GivenUp when the website is not there.
    """
    reading = _Reading(ctx, microsoft, role, source)
    return await ctx.once(f"snapshot:{role}", reading.take, website_id.lower())


async def read_site(ctx: Context, website_id: str, role: str) -> SiteFile:
    """The website of the run's own environment as it is now, kept in this role; once in a run."""
    file_id = await take_snapshot(ctx, ctx.microsoft, website_id, role, ctx.environment)
    return await ctx.read(lambda session: session.get_one(SiteFile, file_id))


@dataclass(frozen=True)
class _Reading:
    ctx: Context
    microsoft: Microsoft
    role: str
    source: Environment

    async def take(self, website_id: str) -> str:
        """The id is worked out, so that a kill just before the journal makes no second file."""
        ctx = self.ctx
        file_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{ctx.run_id}/{self.role}").hex
        if await is_kept(ctx, file_id):
            return file_id
        await drop_stale_pieces(ctx)
        found = await gather(
            ctx, self.microsoft.dataverse, website_id, role=self.role, place=self.source.name
        )
        await Packing(self._about(file_id), website_id, self._origin()).keep(ctx, found)
        return file_id

    def _about(self, file_id: str) -> ReadSite:
        return ReadSite(
            id=file_id,
            environment_id=self.ctx.environment_id,
            role=self.role,
            source=self.source.name,
            source_environment_id=self.source.id,
            run_id=self.ctx.run_id,
            by=self.ctx.actor,
            at=self.ctx.clock.now(),
        )

    def _origin(self) -> dict[str, str]:
        return {
            "role": self.role,
            "organization": self.source.url,
            "read_at": self.ctx.clock.now().isoformat(),
        }
