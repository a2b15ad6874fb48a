"""Everything that was planned for a site is written to it, or the run says why not."""

from dataclasses import dataclass

from app.jobs.job import Again, Context
from app.merge.snapshot import Snapshot
from app.sites.writing.driving import Driving
from app.sites.writing.hands import Hands
from app.sites.writing.journal import Journal
from app.sites.writing.known import Known
from app.sites.writing.prechecks import precheck

Versions = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Target:
    """The website to write to, as it was just before."""

    website_id: str
    site: Snapshot
    versions: Versions


async def write_out(ctx: Context, target: Target, journal: Journal) -> Again | Snapshot:
    """The site as it should be now; or when to come back. The journal has the writes already."""
    dataverse = ctx.microsoft.dataverse
    await precheck(dataverse, journal, await journal.entries())
    known = Known(target.site, dict(target.versions))
    hands = Hands.on(dataverse, target.website_id, journal, known)
    waiting = await Driving(ctx, journal, hands).run()
    return waiting or hands.known.site
