"""What happened in an environment, and what of it is new to the person who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.store.history import Deed, deeds, last_visit


@dataclass(frozen=True)
class Story:
    """What happened here: of late, and by others since this person's last visit."""

    deeds: Sequence[Deed]
    last_visit: datetime | None
    news: Sequence[Deed]


def read_story(session: Session, environment_id: str, user_id: str) -> Story:
    since = last_visit(session, user_id)
    news = deeds(session, environment_id, since=since, but_not=user_id) if since else ()
    return Story(deeds(session, environment_id), since, news)
