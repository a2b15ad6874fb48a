from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import func
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


def parts(
    session: Session, environment_id: str, step: str, names: Sequence[str], *, limit: int = 48
) -> list[tuple[datetime, list[Any]]]:
    """Parts of the facts of the last looks with their times, the oldest first; None where a look
    had none. The rest of the facts stays in the database.
    """
    columns = [Observation.facts[name] for name in names]
    query = (
        select(Observation.seen_at, *columns)
        .where(Observation.environment_id == environment_id, Observation.step == step)
        .order_by(col(Observation.seen_at).desc(), col(Observation.id).desc())
    )
    rows = session.exec(query.limit(limit)).all()
    return [(row[0], list(row[1:])) for row in reversed(rows)]


def newest(session: Session, environment_id: str, step: str) -> Observation | None:
    """The last look, with its time and run."""
    seen = history(session, environment_id, step, limit=1)
    return seen[0] if seen else None


def looks(
    session: Session, environment_ids: Collection[str], *, limit: int
) -> Mapping[tuple[str, str], Sequence[tuple[int, datetime]]]:
    """By environment and step: id and time of the last looks, the newest first. One query."""
    number = func.row_number().over(
        partition_by=(col(Observation.environment_id), col(Observation.step)),
        order_by=(col(Observation.seen_at).desc(), col(Observation.id).desc()),
    )
    numbered = (
        select(col(Observation.id), number.label("number"))
        .where(col(Observation.environment_id).in_(environment_ids))
        .subquery()
    )
    query = (
        select(Observation.environment_id, Observation.step, Observation.id, Observation.seen_at)
        .join(numbered, numbered.c.id == col(Observation.id))
        .where(numbered.c.number <= limit)
        .order_by(numbered.c.number)
    )
    found: dict[tuple[str, str], list[tuple[int, datetime]]] = {}
    for environment_id, step, look, seen_at in session.exec(query):
        if look is not None:
            found.setdefault((environment_id, step), []).append((look, seen_at))
    return found


def facts_of(session: Session, looked: Collection[int]) -> Mapping[int, Mapping[str, object]]:
    """What was seen in these looks, by their ids."""
    if not looked:
        return {}
    query = select(Observation).where(col(Observation.id).in_(looked))
    return {one.id: one.facts for one in session.exec(query) if one.id is not None}


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
