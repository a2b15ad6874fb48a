"""What a person may order here: each is one transaction, with its line in the audit log."""

from typing import Any

from sqlmodel import Session

from app.access import audit
from app.jobs.job import Job
from app.jobs.start import start
from app.steps.update.jobs import look, read
from app.steps.update.slots import Desk
from app.steps.update.wish import Wish
from app.store.tables import Run


def order_look(session: Session, desk: Desk) -> None:
    _start(session, desk, look)


def order_reading(session: Session, desk: Desk, wish: Wish) -> None:
    """A second click joins the reading that is under way."""
    _start(session, desk, read, wish.model_dump())


def _start(session: Session, desk: Desk, job: Job, args: dict[str, Any] | None = None) -> None:
    run = start(
        session, desk.product.engine, job, desk.environment.id,
        by=desk.visitor.user_id, by_name=desk.visitor.name, at=desk.now, args=args,
    )  # fmt: skip
    _record(session, desk, job.name, run)


def _record(session: Session, desk: Desk, action: str, run: Run) -> None:
    audit.record(
        session, desk.visitor, action, at=desk.now,
        environment_id=desk.environment.id, target=run.id,
    )  # fmt: skip
