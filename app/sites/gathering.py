"""All pieces of one site, gathered from an environment, with the count for the page."""

from dataclasses import dataclass, field

from app.exports import Row
from app.jobs.job import Context
from app.microsoft.dataverse import Dataverse
from app.microsoft.site_configuration import SITE_TABLES
from app.sites.file_contents import WEB_FILE, with_contents
from app.sites.pieces import read_tables
from app.sites.shelf import Shelf


@dataclass
class Gathered:
    """`not_reached` names the tables that this organization has not, or not as we know them."""

    rows: list[Row] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)
    not_reached: list[str] = field(default_factory=list)


async def gather(
    ctx: Context, dataverse: Dataverse, website_id: str, *, role: str, place: str
) -> Gathered:
    """Every row and every file. What an earlier attempt of this run has read is not read again."""
    shelf, found = Shelf(ctx, role), Gathered()
    done, of_all = 0, {"reading": role, "place": place, "of": len(SITE_TABLES)}
    async for table, piece in read_tables(shelf, dataverse, website_id):
        (found.files if table.name == WEB_FILE else found.rows).extend(piece.rows)
        found.not_reached += [table.name] if piece.skipped else []
        done += 1
        rows = len(found.rows) + len(found.files)
        await ctx.progress(**of_all, tables=done, rows=rows, files=0, of_files=0)
    rows, files = len(found.rows) + len(found.files), found.files
    found.files = []
    async for file in with_contents(shelf, dataverse, files):
        found.files.append(file)
        read = len(found.files)
        await ctx.progress(**of_all, tables=done, rows=rows, files=read, of_files=len(files))
    return found
