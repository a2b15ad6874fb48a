"""Decisions of a merge that many are taken of at once: made in the store."""

import uuid
from collections.abc import Mapping

from app.steps.update.bench import read_merge
from app.steps.update.handed_in import sealed_as
from app.store import decision_files, decisions
from app.store.decisions import NewDecision, Who
from app.store.site_tables import IN_BULK, DecisionFile

ANYBODY = Who("-", "-")


async def chosen(house, places) -> Mapping[str, str]:
    """The first conflict, as it stands now."""
    conflict, version = await _first(house, places)
    return {"chosen": f"{conflict.id}.{version}"}


async def chosen_again(house, places) -> Mapping[str, str]:
    await done_to_many(house, places)
    return await chosen(house, places)


async def done_to_many(house, places) -> Mapping[str, str]:
    conflict, version = await _first(house, places)
    deed, at = uuid.uuid4().hex, house.clock.now()
    new = NewDecision(
        places["merge_id"], conflict.id, conflict.fingerprint, "later", None, version,
        origin=IN_BULK, deed=deed,
    )  # fmt: skip
    await house.product.database(
        lambda s: decisions.decide_many(s, places["merge_id"], [new], ANYBODY, at)
    )
    return {"deed": deed}


async def file_of_decisions(house, places) -> str:
    product, file_id = house.product, uuid.uuid4().hex
    file = DecisionFile(
        id=file_id, merge_id=places["merge_id"], name="decisions.json", by="-",
        blob=product.keys.seal(b"{}", sealed_as(file_id)), at=house.clock.now(),
    )  # fmt: skip
    await product.database(lambda s: decision_files.add(s, file))
    return file_id


async def decided_column(house, places) -> tuple[str, str, str]:
    conflict, _ = await _first(house, places, with_column=True)
    return conflict.table, conflict.record_id, conflict.column


async def _first(house, places, *, with_column: bool = False):
    place = places["environment_id"], places["merge_id"]

    def find(session):
        _, sides, made = read_merge(session, *place)
        outcome = house.app.state.workbench.outcome(sides, made)
        found = next(c for c in outcome.conflicts if c.column or not with_column)
        return found, next((d.version for d in made if d.conflict == found.id), 0)

    return await house.product.database(find, ro=True)
