"""From the rows of a whole site to the file that is kept of it, sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from anyio import to_thread

from app.exports import ExportRefused, build_snapshot
from app.jobs.job import Context, GivenUp
from app.sites.gathering import Gathered
from app.sites.keeping import ReadSite, keep_read
from app.store import site_parts
from app.store.site_tables import SiteFile

_STALE: Final = timedelta(hours=6)


async def is_kept(ctx: Context, file_id: str) -> bool:
    return await ctx.read(lambda session: session.get(SiteFile, file_id)) is not None


async def drop_stale_pieces(ctx: Context) -> None:
    """So old that they would make one site out of two moments."""
    before = ctx.clock.now() - _STALE
    await ctx.write(lambda session: site_parts.drop_older(session, before))


@dataclass(frozen=True)
class Packing:
    read: ReadSite
    website_id: str
    about: Mapping[str, str]

    async def keep(self, ctx: Context, found: Gathered) -> None:
        """In one transaction the file is there and its pieces are gone."""
        file = await to_thread.run_sync(self._pack, ctx, found)
        await ctx.write(
            lambda session: site_parts.put_together(session, _fresh(file), f"{self.read.role}/")
        )

    def _pack(self, ctx: Context, found: Gathered) -> SiteFile:
        website = next(r for r in found.rows if (r.table, r.id) == ("adx_website", self.website_id))
        name = website.columns.get("adx_name") or self.website_id
        about = {**self.about, "not_reached": " ".join(found.not_reached)}
        try:
            data = build_snapshot(name, self.website_id, [*found.rows, *found.files], about)
            return keep_read(self.read, data, ctx.keys)
        except ExportRefused as refused:
            raise GivenUp("snapshot_refused", f"{refused.code} {refused.subject}") from refused


def _fresh(file: SiteFile) -> SiteFile:
    """A row that no session has seen: the transaction may be tried twice."""
    return SiteFile(**file.model_dump())
