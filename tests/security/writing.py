"""A run that has written something, and a merge that could be: made in the store."""

from collections.abc import Mapping

from sqlmodel import select

from app.merge.outcome import Choice
from app.merge.plan import ColumnWrite, Operation, Write
from app.merge.plan_digest import digest
from app.merge.planning import plan
from app.sites.writing.journal import sealed_as
from app.sites.writing.packed import Packed
from app.steps.update.bench import read_merge
from app.store import decisions, runs
from app.store.site_tables import SITE, VERIFIED, Decision, SiteFile, SiteWrite
from app.store.tables import Run, RunState
from tests.journeys.writing import SETTING, edit_setting


async def written_run(house, places) -> str:
    """A stopped run whose one write changed a setting of the practice site to what it holds."""
    product, at = house.product, house.clock.now()
    environment_id, merge_id = places["environment_id"], places["merge_id"]

    def put(session) -> str:
        found = read_merge(session, environment_id, merge_id)
        site = house.app.state.workbench.known(found[1].site)
        record = next(r for r in site.records.values() if r.columns.get("adx_name") == SETTING)
        value = ColumnWrite("adx_value", "10", record.columns["adx_value"])
        edit_setting(house.practice.tenant, str(value.after))  # another test restored it
        write = Write(1, Operation.UPDATE, *record.key, SETTING, (value,))
        args = {"merge_id": merge_id, "digest": "-"}
        run = runs.add(
            session, environment_id, "update.apply", lane="-", by="-", by_name="-", at=at, args=args
        )
        run.state = RunState.STOPPED
        blob = product.keys.seal(Packed(write).to_bytes(), sealed_as(run.id, 1))
        session.add(
            SiteWrite(
                run_id=run.id, number=1, environment_id=environment_id, merge_id=merge_id,
                table_name=write.table, record_id=write.record_id, title=SETTING,
                operation="update", state=VERIFIED, columns=["adx_value"], blob=blob, at=at,
            )
        )  # fmt: skip
        return run.id

    return await product.database(put)


def decide_all(session, workbench, place, choice, at) -> None:
    """The same answer to every question."""
    _, sides, decisions = read_merge(session, *place)
    for conflict in workbench.outcome(sides, decisions).conflicts:
        session.merge(
            Decision(
                merge_id=place[1], conflict=conflict.id, fingerprint=conflict.fingerprint,
                choice=choice, by="-", by_name="-", at=at,
            )
        )  # fmt: skip


async def writable(house, places) -> Mapping[str, str]:
    """Let the merge be one of a site that was read here, with everything put off but the rest."""
    product, at = house.product, house.clock.now()
    environment_id, merge_id = places["environment_id"], places["merge_id"]
    workbench = house.app.state.workbench

    def put(session) -> str:
        for run in session.exec(select(Run).where(Run.job == "update.apply")):
            run.state, run.args = RunState.STOPPED, {}
        _, sides, _ = read_merge(session, environment_id, merge_id)
        decide_all(session, workbench, (environment_id, merge_id), Choice.LATER, at)
        site = session.get_one(SiteFile, sides.site.id)
        site.role, site.source_environment_id = SITE, environment_id
        outcome = workbench.outcome(sides, decisions.list_decisions(session, merge_id))
        return digest(plan(workbench.known(site), outcome, environment_id))

    return {"digest": await product.database(put)}


async def looked(house, places) -> Mapping[str, str]:
    """The site was looked at before its restore."""
    avery = await house.person("admin")
    page = "/environments/{environment_id}/update/writing/{writing_id}/restore".format(**places)
    await avery.get(page)
    await avery.post(f"{page}/look")
    await house.settled()
    return {}
