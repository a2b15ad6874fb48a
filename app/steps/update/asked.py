"""The merge that a page is about, and the conflict, by what its address says."""

from typing import Annotated

from fastapi import Depends

from app.merge.outcome import Conflict
from app.steps.update.bench import OnTheBench, WorkbenchDep, lay_out
from app.web.errors import NotHere
from app.web.screen import ScreenDep


async def _bench(screen: ScreenDep, workbench: WorkbenchDep, merge_id: str) -> OnTheBench:
    return await lay_out(screen.product.database, workbench, screen.environment.id, merge_id)


BenchDep = Annotated[OnTheBench, Depends(_bench)]


async def _conflict(bench: BenchDep, conflict_id: str) -> Conflict:
    found = bench.outcome.by_id.get(conflict_id)
    if found is None:
        raise NotHere
    return found


ConflictDep = Annotated[Conflict, Depends(_conflict)]
