"""What the pages of one merge share: the merge on the bench, and how its conflicts are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Response

from app.merge.outcome import Conflict
from app.steps.update.asked import BenchDep
from app.steps.update.bench import WorkbenchDep
from app.steps.update.conflict_list import ConflictRow, conflict_rows
from app.steps.update.conflict_view import ConflictView, conflict_view, read_past
from app.steps.update.decide_words import ALL_WORDS
from app.steps.update.sifting import Sieve, Sifted
from app.web.screen import ScreenDep


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

    async def conflicts(self, sieve: Sieve) -> Sifted[ConflictRow]:
        return await to_thread.run_sync(conflict_rows, self.bench, sieve, self.screen.say)

    async def view(self, conflict: Conflict, *, revealed: bool = False) -> ConflictView:
        merge, product = self.bench.merge, self.screen.product
        past = await product.database(lambda s: read_past(s, merge, conflict.id), ro=True)
        return conflict_view(self.workbench, self.bench, conflict, past, revealed=revealed)

    def show(self, template: str, *, status: int = 200, **context: object) -> Response:
        return self.screen.show(
            template,
            step="update",
            block=None,
            status=status,
            address=self.address,
            words=ALL_WORDS,
            bench=self.bench,
            **context,
        )

    async def show_conflict(
        self, conflict: Conflict, typed: Mapping[str, str], *, problem: str = "", **more: object
    ) -> Response:
        """The page of one conflict; with a `problem` it comes back with what was typed (422)."""
        revealed = bool(more.get("revealed"))
        return self.show(
            "steps/update/conflict.html",
            status=422 if problem else 200,
            view=await self.view(conflict, revealed=revealed),
            typed=typed,
            problem=problem,
            **{"saved": None, "preview": None, "revealed": False, **more},
        )


ReviewDep = Annotated[Review, Depends()]
