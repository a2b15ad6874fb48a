"""The tables of a site, one piece each."""

from collections.abc import AsyncIterator

from app.jobs.job import GivenUp
from app.microsoft.dataverse import Dataverse
from app.microsoft.site_configuration import SITE_TABLES, SiteTable, Unreachable, read_table
from app.sites.rows import Piece, rows_of
from app.sites.shelf import Shelf


async def read_tables(
    shelf: Shelf, dataverse: Dataverse, website_id: str
) -> AsyncIterator[tuple[SiteTable, Piece]]:
    """Table by table. Gives up at once if the website itself is not there."""

    for table in SITE_TABLES:

        async def read(table: SiteTable = table) -> bytes:
            return (await _piece(dataverse, table, website_id)).to_bytes()

        piece = Piece.of_bytes(await shelf.get(f"table/{table.name}", read))
        if table is SITE_TABLES[0] and not piece.rows:
            raise GivenUp("website_gone", dataverse.origin)
        yield table, piece


async def _piece(dataverse: Dataverse, table: SiteTable, website_id: str) -> Piece:
    try:
        return Piece(rows_of(await read_table(dataverse, table, website_id)))
    except Unreachable as unreachable:
        return Piece(skipped=unreachable.code)
