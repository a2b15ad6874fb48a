"""Looking at the table maps in Dataverse, and putting together what all sources say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.microsoft.dual_write import SavedMap
from app.microsoft.errors import RemoteError
from app.microsoft.map_names import Configured, Direction, MapContent
from app.steps.maps.evidence import Sources, state_of
from app.steps.maps.facts import SeenMap
from app.steps.maps.observe.asking import Place, readable
from app.steps.maps.observe.gateway import AtTheGateway
from app.steps.maps.portal import ACCEPTED, KNOWN

_CANDIDATES = frozenset(one.key for accepted in ACCEPTED.values() for one in accepted)


@dataclass(frozen=True)
class InDataverse:
    """By key. None where it could not be read."""

    saved: Mapping[str, Sequence[SavedMap]] | None
    configured: Mapping[str, Sequence[Configured]] | None
    contents: Mapping[str, MapContent]


async def in_dataverse(place: Place) -> InDataverse:
    dual_write = place.microsoft.dual_write
    listed = await readable(dual_write.saved_maps)
    running = await readable(dual_write.configured)
    saved = None if isinstance(listed, RemoteError) else _by_key(listed or [])
    ids = [one.id for key in _CANDIDATES for one in (saved or {}).get(key, ())]
    contents = await readable(lambda: dual_write.contents(ids))
    return InDataverse(
        saved,
        None if isinstance(running, RemoteError) or running is None else _by_key(running),
        {} if isinstance(contents, RemoteError) else contents,
    )


def _by_key(listed: Sequence[SavedMap] | Sequence[Configured]) -> dict[str, list]:  # type: ignore[type-arg]
    found = defaultdict(list)
    for one in listed:
        if one.key:
            found[one.key].append(one)
    return dict(found)


def seen_maps(place: Place, here: InDataverse, there: AtTheGateway) -> dict[str, SeenMap]:
    """All that we know by name, and all that the gateway shows."""
    titles = {key: maps[0].name for key, maps in there.maps.items()}
    titles |= {one.key: one.title for one in KNOWN}
    return {key: _seen(key, title, place, here, there) for key, title in titles.items()}


def _seen(key: str, title: str, place: Place, here: InDataverse, there: AtTheGateway) -> SeenMap:
    saved = (here.saved or {}).get(key, ())
    configured = (here.configured or {}).get(key, ())
    contents = [here.contents[one.id] for one in saved if one.id in here.contents]
    maps = there.maps.get(key, ())
    sources = Sources(
        gateway=tuple(one.detail.state for one in maps) if there.counts else None,
        saved=None if here.saved is None else bool(saved),
        is_shared=len({one.name.lower() for one in saved}) > 1,
        configured=None if here.configured is None else bool(configured),
        sends=_sends(contents),
    )
    only = maps[0] if len(maps) == 1 else None
    return SeenMap(
        title=title,
        state=state_of(sources, place.at),
        version=only.version if only else _one_version(configured),
        lookups=max((one.lookups for one in contents), default=None),
        is_edited=bool(saved) and not all(one.is_managed for one in saved),
        template=only.template_id if only else "",
        project=only.detail.pid if only else "",
    )


def _sends(contents: Sequence[MapContent]) -> bool | None:
    ways = {one.direction for one in contents} - {Direction.NOT_READ}
    return bool(ways & {Direction.TO_FINANCE, Direction.BOTH}) if ways else None


def _one_version(configured: Sequence[Configured]) -> str:
    """The version that runs; none when two configurations disagree."""
    versions = {one.version for one in configured}
    return versions.pop() if len(versions) == 1 else ""
