"""What the pages of one merge share: the merge on the bench, and how its conflicts are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from app.merge.outcome import Conflict
from app.steps.update.bench import OnTheBench, WorkbenchDep, lay_out
from app.steps.update.views import ConflictView, conflict_view
from app.steps.update.words import WORDS
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


@dataclass(frozen=True)
class Review:
    """One merge, as it is being looked through."""

    screen: ScreenDep
    workbench: WorkbenchDep
    bench: BenchDep

    @property
    def address(self) -> str:
        environment_id = self.screen.environment.id
        return f"/environments/{environment_id}/update/merges/{self.bench.merge.id}"

    def view(self, conflict: Conflict) -> ConflictView:
        return conflict_view(self.workbench, self.bench, conflict)

    def show(self, template: str, *, status: int = 200, **context: object) -> Response:
        return self.screen.show(
            template,
            step="update",
            block=None,
            status=status,
            address=self.address,
            words=WORDS,
            **context,
        )

    def show_conflict(
        self,
        conflict: Conflict,
        typed: Mapping[str, str],
        *,
        problem: str = "",
        saved: str = "",
    ) -> Response:
        """The page of one conflict; with a `problem` it comes back with what was typed (422)."""
        return self.show(
            "steps/update/conflict.html",
            status=422 if problem else 200,
            view=self.view(conflict),
            typed=typed,
            problem=problem,
            saved=self.bench.outcome.by_id.get(saved),
        )


ReviewDep = Annotated[Review, Depends()]
