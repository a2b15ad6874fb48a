"""Whatever ends a run, wherever it is: going on by looking gives the site of an undisturbed run."""

from dataclasses import dataclass, field

import pytest

from app.jobs.job import Again
from app.merge.snapshot import Snapshot
from app.microsoft.errors import Unavailable
from app.sites.writing import Journal, Target, write_out
from app.steps.update.applying import apply
from tests.sites.conftest import nothing
from tests.steps.update.conftest import Killed

pytestmark = pytest.mark.anyio


@dataclass
class Deadly:
    """Ends the process at each change that is sent, once."""

    error: type[BaseException]
    seen: set[object] = field(default_factory=set)

    def __call__(self, request) -> None:
        change = request.method, str(request.url), request.content
        if request.method != "GET" and change not in self.seen:
            self.seen.add(change)
            raise self.error("gone")


async def prepared(update):
    await update.decide("template")
    case = await update.case()
    plan = case.plan_for(case.sides.site)
    run = await update.begin(apply, await update.approved())
    journal = Journal(run, update.merge_id)
    await journal.begin(plan.writes)
    bench, site = case.workbench, case.sides.site
    return run, journal, Target(case.website_id, bench.known(site), bench.versions(site))


async def written(update, run, journal, target) -> int:
    """Go on until everything is written; how often it ended before."""
    ends = 0
    for _ in range(300):
        try:
            outcome = await write_out(run, target, journal)
        except (Killed, Unavailable):
            ends += 1
            continue
        if not isinstance(outcome, Again):
            return ends
        update.pass_time(outcome.after)
    raise AssertionError("it never ends")


def essence(site: Snapshot) -> list[object]:
    """A site without the ids that the platform chose: those of content pages."""
    return sorted(
        (
            record.table,
            record.columns.get("adx_rootwebpageid") or record.id,
            sorted((c, v) for c, v in record.columns.items() if v),
            sorted((name, sorted(ends)) for name, ends in record.links.items()),
            str(record.content),
        )
        for record in site.records.values()
    )


@pytest.fixture(scope="session")
def undisturbed():
    """The site after a run that nothing ended, once it is known."""
    return []


@pytest.mark.parametrize(
    ("when", "error"),
    [
        ("never", Killed),
        ("after", Killed),
        ("before", Killed),
        ("after", Unavailable),
        ("journal", Killed),
    ],
)
async def test_26_ended_at_every_single_write(update, calls, undisturbed, when, error):
    run, journal, target = await prepared(update)
    if when in ("after", "before"):
        setattr(calls, when, Deadly(error))
    if when == "journal":
        run.record.write = _dying_at_each_third(run.record.write)
    ends = await written(update, run, journal, target)
    calls.before = calls.after = nothing
    rows = await update.journal(run)
    assert {row.state for row in rows} == {"verified"}
    assert when == "never" or ends >= len(rows) // 2
    undisturbed += [] if undisturbed else [essence(await update.site())]
    assert when == "never" or essence(await update.site()) == undisturbed[0]


def _dying_at_each_third(write):
    calls = {"number": 0}

    async def dying(change):
        calls["number"] += 1
        if calls["number"] % 3 == 0:
            raise Killed
        return await write(change)

    return dying
