"""Facts of an environment in which everything is in order, for tests to spoil."""

from datetime import UTC, datetime, timedelta

from app.steps.maps.checks.ground import USERS
from app.steps.maps.facts import MapsFacts, MapState, SeenMap, SeenPackage, SeenUser
from app.steps.maps.packages import ASKED_FOR, PACKAGES, PARTY
from app.steps.maps.portal import KNOWN, SALES_HEADERS, SALES_LINES
from app.wizard.facts import Fact

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
LATER = AT + timedelta(days=1)


def exact(value, at=AT):
    return Fact[type(value)].exact(value, source="test", at=at)


def state(value, *, evidence="exact", reason="", at=AT):
    if value is None:
        return Fact[MapState].unknown(source="test", reason=reason or "only_brings_in", at=at)
    if evidence == "likely":
        return Fact[MapState].likely(value, source="test", reason="not_configured", at=at)
    return Fact[MapState].exact(value, source="test", at=at)


def seen(title, fact):
    return SeenMap(title=title, state=fact)


def facts(maps=None, **changed):
    """`maps`: a state, or a whole fact, by table map. All others run."""
    others = {SALES_HEADERS: MapState.ABSENT, SALES_LINES: MapState.ABSENT}
    given = {**others, **(maps or {})}
    table = {}
    for one in KNOWN:
        fact = given.get(one, MapState.RUNNING)
        fact = fact if isinstance(fact, Fact) else state(fact)
        table[one.key] = seen(one.title, fact)
    sound = {
        "core_table": exact(value=True),
        "solutions": {name: exact("" if name in PARTY else "2.3.4.300") for name in ASKED_FOR},
        "packages": {one.unique_name: exact(SeenPackage(state="installed")) for one in PACKAGES},
        "linked_to": exact("https://contoso.operations.dynamics.com"),
        "same_tenant": exact(value=True),
        "companies": Fact[list[str]].exact(["USMF", "DEMF"], source="test", at=AT),
        "users": {
            one: exact(SeenUser(is_there=True, is_enabled=True, is_administrator=True))
            for one in USERS
        },
        "gateway": Fact[bool].unknown(source="test", reason="not_asked", at=AT),
        "maps": table,
        "counts": {},
        "last_write": Fact[datetime].unknown(source="test", reason="never", at=AT),
    }
    return MapsFacts(**{**sound, **changed})
