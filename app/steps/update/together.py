"""Putting many decisions down at once, and what the later of two people sees."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response
from fastapi.responses import RedirectResponse

from app.merge.outcome import Conflict, Resolution
from app.steps.update.deciding import WrittenAlready, store_many
from app.steps.update.reviewing import ReviewDep
from app.steps.update.sealing import sealed
from app.store.decisions import NewDecision
from app.store.site_tables import ALL_BACK, FROM_FILE, IN_BULK, Decision
from app.web.deps import NowDep, OperatorDep

ORIGINS = {
    "update.bulk_decide": IN_BULK,
    "update.undo_all_now": ALL_BACK,
    "update.take_decisions": FROM_FILE,
}
"""How what each of these does is remembered."""


@dataclass(frozen=True, slots=True)
class Given:
    """One of many answers; `seen` is the version that the check page showed. None: taken back."""

    conflict: str
    fingerprint: str
    answer: Resolution | None
    seen: int
    note: str = ""

    @classmethod
    def to(cls, conflict: Conflict, answer: Resolution, seen: int, note: str) -> "Given":
        return cls(conflict.id, conflict.fingerprint, answer, seen, note)


@dataclass(frozen=True)
class Down:
    """One person, who decides many at once in one merge."""

    review: ReviewDep
    visitor: OperatorDep
    now: NowDep

    async def put(self, action: str, given: Sequence[Given], then: str = "?") -> Response:
        """All but those that somebody decided since; those are shown, with both versions.

        `then` is the query of the review to go on to; what was done is named at its end.
        """
        product, merge = self.review.screen.product, self.review.bench.merge
        deed = uuid.uuid4().hex
        news = [self._new(one, ORIGINS[action], deed) for one in given]
        try:
            overtaken = await product.database(
                lambda session: store_many(session, self.visitor, merge, news, (action, self.now))
            )
        except WrittenAlready:
            return self.written()
        if overtaken:
            return self._both(news, overtaken)
        return RedirectResponse(f"{self.review.address}{then}deed={deed}", 303)

    def written(self) -> Response:
        """The merge was written to its site: nothing is decided any more."""
        return self.review.show("steps/update/written.html", status=409)

    def _new(self, one: Given, origin: str, deed: str) -> NewDecision:
        merge_id, keys = self.review.bench.merge.id, self.review.screen.product.keys
        text = one.answer.own_text if one.answer else ""
        return NewDecision(
            merge_id,
            one.conflict,
            one.fingerprint,
            one.answer.choice.value if one.answer else "",
            sealed(keys, merge_id, one.conflict, text or None),
            one.seen,
            one.note,
            origin,
            deed,
        )

    def _both(self, news: Sequence[NewDecision], overtaken: Mapping[str, Decision]) -> Response:
        outcome = self.review.bench.outcome
        return self.review.show(
            "steps/update/overtaken.html",
            status=409,
            done=len(news) - len(overtaken),
            pairs=[
                (outcome.by_id[new.conflict], new, overtaken[new.conflict])
                for new in news
                if new.conflict in overtaken and new.conflict in outcome.by_id
            ],
        )


DownDep = Annotated[Down, Depends()]
