"""What somebody switched on for an environment: a statement like others, with name and time."""

from datetime import datetime

from sqlmodel import Session

from app.steps.maps import STEP
from app.steps.maps.facts import EXPERT, FINANCE
from app.store import statements
from app.wizard.statement import Kind, Statement

__all__ = ["EXPERT", "FINANCE", "agree", "end"]


def agree(
    session: Session, environment_id: str, subject: str, name: str, *, by: str, at: datetime
) -> None:
    consent = Statement(subject, Kind.ATTESTED, "on", name, at)
    statements.add(session, environment_id, STEP.slug, consent, by=by)


def end(session: Session, environment_id: str, subject: str, *, by: str, at: datetime) -> None:
    """However often it was agreed to."""
    for row in statements.history(session, environment_id, STEP.slug):
        if row.subject == subject:
            statements.withdraw(session, environment_id, row.id, by=by, at=at)
