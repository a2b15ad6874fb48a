"""Every environment of a tenant, with what needs somebody first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.access.sessions import Visitor
from app.pages.attention import Call, call_of
from app.pages.looks import Looks
from app.pages.standing import Standing, standing
from app.steps.update.workbench import Workbench
from app.store import environments
from app.store.history import deeds, last_visit
from app.store.tables import Environment

SEARCHED_FROM: Final = 8
"""With more environments than this there is a search field."""
LOOKS: Final = 4
"""How far back each step of each environment is looked at here."""


@dataclass(frozen=True)
class Shelf:
    """`changed` counts what others did since this person's last visit, `calls` says who needs
    somebody and why, both by environment.
    """

    standings: Sequence[Standing]
    calls: Mapping[str, Call]
    removed: Sequence[Environment]
    changed: Mapping[str, int]

    def matching(self, wanted: str) -> Sequence[Standing]:
        word = wanted.casefold()
        return [
            one
            for one in self.standings
            if word in one.environment.name.casefold() or word in one.environment.url
        ]


def read_shelf(session: Session, workbench: Workbench, visitor: Visitor) -> Shelf:
    since = last_visit(session, visitor.user_id)
    listed = environments.list_for(session, visitor.tenant_id)
    looks = Looks.read(session, [environment.id for environment in listed], limit=LOOKS)
    standings = [standing(session, workbench, environment, looks) for environment in listed]
    calls = {one.environment.id: call_of(one) for one in standings}
    changed = {
        environment.id: sum(
            deed.times
            for deed in deeds(session, environment.id, since=since, but_not=visitor.user_id)
        )
        if since
        else 0
        for environment in listed
    }
    return Shelf(
        sorted(standings, key=lambda one: calls[one.environment.id].rank),
        calls,
        environments.list_removed(session, visitor.tenant_id),
        changed,
    )
