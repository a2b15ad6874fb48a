from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import Session, col, select

from app.store.tables import Observation
from app.wizard.facts import Facts

F = TypeVar("F", bound=Facts)


def save(
    session: Session,
    environment_id: str,
    step: str,
    facts: Facts,
    *,
    at: datetime,
    run_id: str | None = None,
) -> None:
    """Add what was seen. Nothing that was seen before is touched."""
    stored = facts.model_dump(mode="json")
    session.add(
        Observation(
            environment_id=environment_id, step=step, facts=stored, seen_at=at, run_id=run_id
        )
    )
    session.flush()


def latest(session: Session, environment_id: str, step: str, kind: type[F]) -> F | None:
    """The facts last seen. Facts of a shape that this version cannot read count as not seen."""
    seen = newest(session, environment_id, step)
    if seen is None:
        return None
    try:
        return kind.model_validate(seen.facts)
    except ValidationError:
        return None


def newest(session: Session, environment_id: str, step: str) -> Observation | None:
    """The last look, with its time and run."""
    seen = history(session, environment_id, step, limit=1)
    return seen[0] if seen else None


def history(
    session: Session, environment_id: str, step: str, *, limit: int = 50
) -> list[Observation]:
    """The newest first."""
    query = (
        select(Observation)
        .where(Observation.environment_id == environment_id, Observation.step == step)
        .order_by(col(Observation.seen_at).desc(), col(Observation.id).desc())
    )
    return list(session.exec(query.limit(limit)))
