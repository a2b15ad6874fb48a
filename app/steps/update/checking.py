"""The check before a merge is written: what, where, as whom, how to undo, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Response

from app.merge.plan_digest import digest
from app.merge.planning import plan
from app.merge.titles import Titles
from app.steps.update.obstacles import Surroundings, obstacles, surroundings
from app.steps.update.plan_view import PlanView, plan_view
from app.steps.update.reviewing import Review, ReviewDep
from app.steps.update.write_words import WRITE_WORDS


@dataclass(frozen=True)
class Check:
    """One merge just before it is written. `digest` names what is shown."""

    review: Review
    around: Surroundings
    view: PlanView
    obstacles: Sequence[str]

    @property
    def digest(self) -> str:
        return digest(self.view.plan)

    @property
    def hosts(self) -> Sequence[str]:
        """The addresses of the portal, as they were last seen."""
        facts, website = self.around.facts, self.review.bench.sides.site.website_id
        found = facts.websites.value or [] if facts else []
        return next((one.hosts for one in found if one.id == website), ())

    def show(self, *, status: int = 200, changed: bool = False) -> Response:
        """`changed`: what was approved is not what would be written now."""
        return self.review.show(
            "steps/update/check.html",
            status=status,
            check=self,
            plan=self.view,
            says=WRITE_WORDS,
            changed=changed,
        )


async def _check(review: ReviewDep) -> Check:
    bench = review.bench
    around = await review.screen.product.database(
        lambda session: surroundings(session, bench.merge), ro=True
    )
    view = await to_thread.run_sync(_view, review)
    stands = obstacles(
        bench.sides.site,
        around,
        is_open=bool(bench.outcome.open),
        is_empty=not view.plan.writes,
        breaks=bench.outcome.check.blocks,
    )
    return Check(review, around, view, stands)


def _view(review: Review) -> PlanView:
    bench = review.bench
    site = review.workbench.known(bench.sides.site)
    planned = plan(site, bench.outcome, bench.merge.environment_id)
    return plan_view(planned, Titles(site), bench.secrets)


CheckDep = Annotated[Check, Depends(_check)]
