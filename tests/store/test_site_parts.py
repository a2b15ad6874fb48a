"""Pieces of a site become one file, and are gone with the same stroke."""

from datetime import UTC, datetime, timedelta

import pytest

from app.store import environments, merges, runs, site_parts
from app.store.site_tables import BASELINE, SiteFile, SitePart

pytestmark = pytest.mark.anyio

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
async def run(database):
    def put(session):
        environment = environments.add(
            session, tenant_id="t1", organization_id="o1", url="https://o1", name="UAT", by="u",
            at=AT,
        )  # fmt: skip
        return runs.add(
            session, environment.id, "update.read", lane="x", by="u", by_name="Kim", at=AT
        )

    return await database(put)


def part(run, key: str, *, blob: bytes = b"x", at: datetime = AT) -> SitePart:
    return SitePart(run_id=run.id, key=key, blob=blob, at=at)


def file(run, file_id: str = "f1", *, sha256: str = "aa", role: str = BASELINE) -> SiteFile:
    return SiteFile(
        id=file_id, environment_id=run.environment_id, name=f"{file_id}.zip", sha256=sha256,
        size=1, site_name="S", layout="snapshot", records=1, blob=b"x", added_by="u", added_at=AT,
        role=role, run_id=run.id,
    )  # fmt: skip


async def test_a_piece_that_is_kept_twice_is_there_once(database, run):
    await database(lambda s: site_parts.keep(s, part(run, "site/a", blob=b"old")))
    await database(lambda s: site_parts.keep(s, part(run, "site/a", blob=b"new")))
    assert await database(lambda s: site_parts.count(s, run.id)) == 1
    assert (await database(lambda s: site_parts.find(s, run.id, "site/a"))).blob == b"new"


async def test_the_whole_site_takes_the_place_of_its_own_pieces(database, run):
    for key in ("site/a", "site/b", "template/a"):
        await database(lambda s, key=key: site_parts.keep(s, part(run, key)))
    for _ in range(2):
        await database(lambda s: site_parts.put_together(s, file(run), "site/"))
    assert await database(lambda s: site_parts.find(s, run.id, "template/a"))
    assert await database(lambda s: site_parts.count(s, run.id)) == 1
    assert len(await database(lambda s: merges.list_files(s, run.environment_id))) == 1


async def test_only_what_is_old_is_dropped(database, run):
    await database(lambda s: site_parts.keep(s, part(run, "site/old")))
    await database(lambda s: site_parts.keep(s, part(run, "site/new", at=AT + timedelta(hours=2))))
    await database(lambda s: site_parts.drop_older(s, AT + timedelta(hours=1)))
    assert await database(lambda s: site_parts.find(s, run.id, "site/old")) is None
    assert await database(lambda s: site_parts.find(s, run.id, "site/new"))


async def test_the_same_bytes_for_another_purpose_are_another_file(database, run):
    kept = await database(lambda s: merges.add_file(s, file(run)))
    handed_in = await database(lambda s: merges.add_file(s, file(run, "f2", role="upload")))
    again = await database(lambda s: merges.add_file(s, file(run, "f3", role="upload")))
    assert (kept.id, handed_in.id, again.id) == ("f1", "f2", "f2")
    newest = await database(lambda s: merges.newest_file(s, run.environment_id, BASELINE))
    assert newest.id == "f1"
