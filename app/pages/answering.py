"""What a token opens: one question of one environment, once. Everything else looks the same."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlmodel import Session

from app.access import audit, tries
from app.pages.stating import Typed, understood
from app.steps.order import STEPS
from app.store import one_time_links, statements
from app.store.asking_tables import OneTimeLink
from app.store.tables import Environment
from app.wizard.subject import Subject

LONGEST_NAME: Final = 100


@dataclass(frozen=True)
class Nobody:
    """Who came is not known; `name` is what they typed."""

    name: str = ""
    user_id: str = ""


@dataclass(frozen=True)
class Question:
    link: OneTimeLink
    environment: Environment
    subject: Subject


class TooMany(Exception):
    """This network has tried too often; nothing is written down any more."""


def opened(session: Session, token: str, client: str, now: datetime) -> Question | None:
    """The first time is written down. A look uses nothing up: mail programs look, too."""
    question = _question(session, token, client, now)
    if question is not None and question.link.opened_at is None:
        question.link.opened_at = now
        _tell(session, question.link, "links.open", Nobody(), now)
    return question


def answered(
    session: Session, token: str, client: str, now: datetime, *, name: str, typed: Typed
) -> Question | Typed | None:
    """The question that is answered now; or what was typed, with what is wrong with it; or None.

    The statement carries both names, and the link: nobody has verified who answered.
    """
    question = _question(session, token, client, now)
    if question is None:
        return None
    link = question.link
    said, wrong = understood(typed, question.subject, by=f"{name} (link: {link.by_name})", at=now)
    if not name or len(name) > LONGEST_NAME:
        wrong = replace(wrong, problems={"name": "no_name", **wrong.problems})
    if said is None or wrong.problems:
        tries.note(session, client, now)
        return wrong
    link.answered_at = now
    said = replace(said, through=link.id)
    statements.add(session, link.environment_id, link.step, said, by=link.by)
    _tell(session, link, "links.answer", Nobody(name), now)
    return question


def refused(session: Session, client: str, now: datetime, link: OneTimeLink | None = None) -> None:
    """Written down, but not without end."""
    if tries.are_too_many(session, client, now):
        raise TooMany
    tries.note(session, client, now)
    if link is not None:
        _tell(session, link, "links.refused", Nobody(), now)
    else:
        audit.record(session, Nobody(), "links.refused", at=now)


def _question(session: Session, token: str, client: str, now: datetime) -> Question | None:
    link = one_time_links.find(session, token)
    if link is not None and link.is_open(now):
        environment = session.get(Environment, link.environment_id)
        step = next((one for one in STEPS if one.slug == link.step), None)
        subject = step.subject(link.subject) if step else None
        if environment is not None and environment.removed_at is None and subject is not None:
            return Question(link, environment, subject)
    refused(session, client, now, link)
    return None


def _tell(session: Session, link: OneTimeLink, action: str, who: Nobody, now: datetime) -> None:
    audit.record(
        session, who, action, at=now, environment_id=link.environment_id,
        target=f"{link.step}.{link.subject}", details={"link": link.id},
    )  # fmt: skip
