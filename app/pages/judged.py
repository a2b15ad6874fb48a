"""What earlier looks found, judged by the checks of today.

A look never changes, so what was judged of it is kept in memory for a while: only a quicker way to
the same answer, lost without harm. A newer table of licences judges anew.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy.pool import Pool
from sqlmodel import Session

from app.steps.licensing.products import products
from app.steps.order import MARKERS
from app.store import observations
from app.wizard.drift import Look, look_of
from app.wizard.step import Step

KEPT: Final = 4_000
_Key = tuple[int, str]


class _Kept:
    """The looks of one database that were judged of late. Threads share it."""

    def __init__(self) -> None:
        self._looks: OrderedDict[_Key, Look | None] = OrderedDict()
        self._lock = Lock()

    def known(self, keys: Collection[_Key]) -> dict[_Key, Look | None]:
        with self._lock:
            found = {key: self._looks[key] for key in keys if key in self._looks}
            for key in found:
                self._looks.move_to_end(key)
            return found

    def keep(self, looks: Mapping[_Key, Look | None]) -> None:
        with self._lock:
            self._looks.update(looks)
            while len(self._looks) > KEPT:
                self._looks.popitem(last=False)


_OF: "WeakKeyDictionary[Pool, _Kept]" = WeakKeyDictionary()


def judged(
    session: Session,
    step: Step[Any],
    some: Mapping[int, datetime],
    at_hand: Mapping[int, Mapping[str, object]],
) -> list[Look | None]:
    """These looks, by id and time; None for one of a shape that cannot be read any more.

    `at_hand` are facts that were read already, by the id of their look.
    """
    pool = session.get_bind().engine.pool  # an engine for reading only is made each time
    kept, by = _OF.setdefault(pool, _Kept()), products().as_of
    known = kept.known([(look, by) for look in some])
    new = [look for look in some if (look, by) not in known]
    seen = {**observations.facts_of(session, [one for one in new if one not in at_hand]), **at_hand}
    found: dict[_Key, Look | None] = {}
    for look in new:
        facts, marker = step.read(seen.get(look, {})), MARKERS.get(step.slug)
        found[look, by] = look_of(step, facts, some[look], marker) if facts else None
    kept.keep(found)
    return [{**known, **found}[look, by] for look in some]
