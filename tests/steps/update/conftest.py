"""A reviewed merge of the practice site with the practice template, ready to be written."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.exports import read_export
from app.jobs.job import Again, Context, Done, Job
from app.merge.plan_digest import digest
from app.merge.snapshot import Snapshot
from app.sites.keeping import HandedIn, sealed_as, take_in
from app.sites.reading import find_websites, take_snapshot
from app.sites.writing.looking import Looking
from app.steps.update.applying import apply
from app.steps.update.bench import read_merge
from app.steps.update.case import Case
from app.steps.update.translate import snapshot_of
from app.steps.update.workbench import Workbench
from app.store import environments, merges, runs, site_writes
from app.store.site_tables import SITE, TEMPLATE, Decision, SiteFile, SiteMerge
from tests.sites.conftest import (
    AT,
    KEYS,
    anyio_backend,
    calls,
    ctx,
    database,
    empty_database,
    microsoft,
    stock,
    tenant,
)

__all__ = [
    "anyio_backend",
    "calls",
    "ctx",
    "database",
    "empty_database",
    "microsoft",
    "stock",
    "tenant",
]


class Killed(BaseException):
    """The process ends here: nothing catches it."""


@dataclass
class Update:
    """One merge in one environment, and the runs that write it."""

    ctx: Context
    tenant: object
    merge_id: str

    async def allow(self, ending: str, *, allowed: bool) -> None:
        """As an administrator does in the organization's settings."""
        dataverse = self.ctx.microsoft.dataverse
        async for row in dataverse.rows("organizations", select=["blockedattachments"]):
            kept = {*str(row["blockedattachments"]).split(";")} - {ending}
            blocked = ";".join(sorted(kept if allowed else kept | {ending}))
            await dataverse.update(
                "organizations", str(row["organizationid"]), {"blockedattachments": blocked},
                version="*",
            )  # fmt: skip

    async def edit(self, table: str, name: str, column: str, value: object) -> None:
        """As somebody does by hand, beside the wizard."""
        dataverse = self.ctx.microsoft.dataverse
        shape = await dataverse.shape(table)
        record = await self.named(table, name)
        await dataverse.update(shape.entity_set, record.id, {column: value}, version="*")

    async def named(self, table: str, name: str):
        dataverse = self.ctx.microsoft.dataverse
        shape = await dataverse.shape(table)
        found = [
            row["@odata.etag"] and row[shape.primary_id]
            async for row in dataverse.rows(
                shape.entity_set,
                select=[shape.primary_id],
                filter=f"{shape.primary_name} eq '{name}'",
            )
        ]
        seen = await Looking(dataverse).row(table, str(found[0]))
        return seen.record

    async def decide(self, choice: str, *, but: Mapping[str, str] | None = None) -> None:
        """Take one side everywhere, until nothing is open. `but` is by the id of the record."""
        for _ in range(6):
            outcome = (await self.case()).outcome()
            missing = [c for c in outcome.conflicts if not c.resolution]
            if not missing:
                return
            made = [self._decision(c, (but or {}).get(c.record_id, choice)) for c in missing]
            await self.ctx.write(lambda s, made=made: [s.merge(d) for d in made])

    def _decision(self, conflict, choice: str) -> Decision:
        offered = choice if choice in (*conflict.choices, "later") else conflict.choices[0].value
        return Decision(
            merge_id=self.merge_id, conflict=conflict.id, fingerprint=conflict.fingerprint,
            choice=offered, by="u1", by_name="Kim", at=AT,
        )  # fmt: skip

    async def case(self) -> "OpenCase":
        found = await self.ctx.read(lambda s: read_merge(s, self.ctx.environment_id, self.merge_id))
        return OpenCase(*found, Workbench(KEYS))

    async def plan(self):
        case = await self.case()
        return case.plan_for(case.sides.site)

    async def approved(self) -> dict[str, str]:
        case = await self.case()
        return {"merge_id": self.merge_id, "digest": digest(case.plan_for(case.sides.site))}

    async def begin(self, job: Job, args: Mapping[str, object]) -> Context:
        """A run of its own, with a journal of its own."""
        run = await self.ctx.write(
            lambda s: runs.add(
                s, self.ctx.environment_id, f"{job.name}:{uuid.uuid4().hex}", lane="x", by="u1",
                by_name="Kim", at=self.ctx.clock.now(), args=dict(args),
            )
        )  # fmt: skip
        record = type(self.ctx.record)(self.ctx.record._database)
        return replace(self.ctx, run_id=run.id, args=json.loads(json.dumps(args)), record=record)

    async def go(self, job: Job, run: Context) -> Done:
        """Call the job until its goal holds, as the engine does."""
        for _ in range(60):
            outcome = await job.run(run)
            if isinstance(outcome, Done):
                return outcome
            assert isinstance(outcome, Again)
            self.pass_time(outcome.after)
        raise AssertionError("the job never ends")

    async def applied(self) -> Context:
        run = await self.begin(apply, await self.approved())
        await self.go(apply, run)
        return run

    def pass_time(self, after: timedelta) -> None:
        self.ctx.clock.advance(seconds=after.total_seconds())
        self.tenant.clock.advance(after.total_seconds())

    async def journal(self, run: Context):
        return await self.ctx.read(lambda s: site_writes.list_for(s, run.run_id, sealed=True))

    async def states(self, run: Context) -> set[str]:
        return {row.state for row in await self.journal(run)}

    async def site(self) -> Snapshot:
        """The site as it is in the practice tenant now."""
        look = await self.begin(Job("update.read", None), {})
        [website] = await find_websites(look.microsoft.dataverse)
        file_id = await take_snapshot(look, look.microsoft, website.id, "look", look.environment)
        file = await look.read(lambda s: s.get_one(SiteFile, file_id))
        return snapshot_of(read_export(KEYS.unseal(file.blob, sealed_as(file.id))))


class OpenCase(Case):
    def outcome(self):
        return self.workbench.outcome(self.sides, self.decisions)


@pytest.fixture(scope="session")
def shelf():
    """The sites that were read for the first test; reading them takes long, and they are equal."""
    return []


async def _read_sites(made: Update, tenant, microsoft, there) -> list[SiteFile]:
    """Base, site and template; the template has got a new page with a text of its own."""
    here = made.ctx.environment
    look = await made.begin(Job("update.read", None), {})
    [site] = await find_websites(look.microsoft.dataverse)
    site_id = await take_snapshot(look, look.microsoft, site.id, SITE, here)
    other = microsoft("contoso-template")
    [template] = await find_websites(other.dataverse)
    await _new_page(other.dataverse, template.id)
    template_id = await take_snapshot(look, other, template.id, TEMPLATE, there)
    base = take_in(HandedIn("base.zip", tenant.exports["base.zip"], here.id, "u1", AT), KEYS)
    read = [await look.read(lambda s, i=i: s.get_one(SiteFile, i)) for i in (site_id, template_id)]
    return [base, *read]


async def _new_page(dataverse, website_id: str) -> None:
    """As a maker does: a page, its marker, and the text that the platform gave a row for."""
    pages = [
        row
        async for row in dataverse.rows(
            "adx_webpages", select=_HOME, filter=f"_adx_websiteid_value eq {website_id}"
        )
    ]
    home = next(p for p in pages if p["adx_partialurl"] == "/" and p["adx_isroot"])
    to = {
        "adx_websiteid@odata.bind": f"/adx_websites({website_id})",
        "adx_parentpageid@odata.bind": f"/adx_webpages({home['adx_webpageid']})",
        "adx_pagetemplateid@odata.bind": f"/adx_pagetemplates({home['_adx_pagetemplateid_value']})",
        "adx_publishingstateid@odata.bind": (
            f"/adx_publishingstates({home['_adx_publishingstateid_value']})"
        ),
    }
    columns = {"adx_name": "Service", "adx_partialurl": "service", "adx_isroot": True}
    await dataverse.create("adx_webpages", NEW_PAGE, {**columns, **to})
    content = f"_adx_rootwebpageid_value eq {NEW_PAGE}"
    async for page in dataverse.rows("adx_webpages", select=["adx_webpageid"], filter=content):
        values = {"adx_copy": "<p>Ask for service</p>", "adx_title": "Service"}
        await dataverse.update("adx_webpages", page["adx_webpageid"], values, version="*")


_HOME = (
    "adx_partialurl",
    "adx_isroot",
    "_adx_pagetemplateid_value",
    "_adx_publishingstateid_value",
)
NEW_PAGE = "5e2f1c30-0000-4000-8000-000000000001"


@pytest.fixture
async def update(ctx, tenant, microsoft, shelf):
    """Nothing is decided yet."""

    def put(session):
        return environments.add(
            session, tenant_id="t1", organization_id="o2", name="Contoso template", by="u1", at=AT,
            url="https://contoso-template.crm4.dynamics.com",
        )  # fmt: skip

    there = await ctx.write(put)
    made = Update(ctx, tenant, "m1")
    if not shelf:
        shelf += [f.model_dump() for f in await _read_sites(made, tenant, microsoft, there)]
    files = [SiteFile(**kept) for kept in shelf]
    merge = SiteMerge(
        id="m1", environment_id=ctx.environment_id, base_id=files[0].id, site_id=files[1].id,
        template_id=files[2].id, created_by="Kim", created_at=AT,
    )  # fmt: skip

    def open_merge(session):
        for file in files:
            session.merge(file)
        merges.add_merge(session, merge)

    await ctx.write(open_merge)
    await made.allow("js", allowed=True)
    return made
