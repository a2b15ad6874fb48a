"""Where a restore is prepared and ordered: each order is one transaction, with its audit entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.access import audit
from app.jobs.job import Job
from app.jobs.start import start
from app.merge.natural_keys import RecordKey
from app.merge.undo import Answer
from app.store.tables import Run
from app.web.deps import EnvironmentDep, NowDep, OperatorDep, ProductDep


@dataclass(frozen=True)
class RestoreDesk:
    product: ProductDep
    environment: EnvironmentDep
    visitor: OperatorDep
    now: NowDep

    async def order(self, job: Job, args: dict[str, Any]) -> Run:
        return await self.product.database(lambda session: self._order(session, job, args))

    def _order(self, session: Session, job: Job, args: dict[str, Any]) -> Run:
        run = start(
            session, self.product.engine, job, self.environment.id,
            by=self.visitor.user_id, by_name=self.visitor.name, at=self.now, args=args,
        )  # fmt: skip
        audit.record(
            session, self.visitor, job.name, at=self.now, environment_id=self.environment.id,
            target=run.id, details={"of": str(args["of"])},
        )  # fmt: skip
        return run


def answers_of(form: Mapping[str, Any]) -> dict[RecordKey, Answer]:
    """What was said about each record that was edited since; anything else is no answer."""
    found: dict[RecordKey, Answer] = {}
    for name, value in form.items():
        kind, _, record = name.partition(":")
        table, _, record_id = record.partition("/")
        if kind == "answer" and record_id and value in {answer.value for answer in Answer}:
            found[table, record_id] = Answer(value)
    return found
