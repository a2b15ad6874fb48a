"""What each organization of the practice tenant begins with."""

from datetime import UTC, datetime, timedelta

from app.practice.content.sites import Site
from app.practice.dataverse.installing import dual_write_at_first, main_company
from app.practice.dataverse.organization import Seed
from app.practice.dataverse.platform_rows import Pairs, PlatformRows, Rows
from app.practice.dataverse.rows import SiteRows
from app.practice.dataverse.solutions import DUAL_WRITE, PLATFORM, PORTAL, solution_rows
from app.practice.dataverse.tables import read_tables
from app.practice.environments import Environment

_MADE = datetime(2026, 1, 12, 9, 45, tzinfo=UTC)
_NOW = "2026-01-12T09:40:00Z"


def seed(one: Environment, site: Site | None) -> Seed:
    """An environment without a site has neither portal nor dual-write, and could get both."""
    platform = PlatformRows(one.organization_id, one.name)
    platform.add_business(main_company(one.organization_id) if site else "")
    rows, pairs = platform.rows, platform.pairs
    unfit: tuple[str, ...] = ()
    names = PLATFORM if site is None else (*PLATFORM, *DUAL_WRITE, *PORTAL)
    rows["solution"] = solution_rows(one.organization_id, names, _NOW)
    if site:
        unfit = (*site.oddities, *_add_site(rows, pairs, site))
        for table, row in dual_write_at_first(one.organization_id, names, _NOW):
            rows.setdefault(table, []).append(row)
    return Seed(
        id=one.organization_id,
        host=one.host,
        environment_id=one.id,
        name=one.name,
        rows=rows,
        pairs=pairs,
        finance=one.finance,
        unfit=unfit,
    )


def _add_site(rows: Rows, pairs: Pairs, site: Site) -> tuple[str, ...]:
    loaded = SiteRows(site.rows, read_tables(), site.website_id, _MADE, timedelta(seconds=1))
    for table, listed in loaded.rows.items():
        rows.setdefault(table, []).extend(listed)
    pairs.update(loaded.pairs)
    return tuple(f"{what} ({count})" for what, count in sorted(loaded.unfit.items()))
