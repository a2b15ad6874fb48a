"""Looking for dual-write, with the calls of Dataverse that every administrator may make."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from app.microsoft.dataverse import Dataverse, Integration, Link
from app.microsoft.errors import Forbidden, RemoteError
from app.steps.maps.facts import CORE_TABLE, SOLUTIONS, MapsFacts
from app.wizard.facts import Fact

T = TypeVar("T")

TABLES = "Dataverse: EntityDefinitions"
LIST = "Dataverse: solutions"
LINK = "Dataverse: RetrieveFinanceAndOperationsIntegrationDetails"


async def observe(dataverse: Dataverse, at: datetime) -> MapsFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    return MapsFacts(
        core_table=await _core_table(dataverse, at),
        solutions=await _solutions(dataverse, at),
        linked_to=await _link(dataverse, at),
    )


async def _core_table(dataverse: Dataverse, at: datetime) -> Fact[bool]:
    found = await _allowed(lambda: dataverse.table(CORE_TABLE))
    if isinstance(found, Forbidden):
        return Fact[bool].unknown(source=TABLES, reason=_words(found), at=at)
    return Fact[bool].exact(found is not None, source=TABLES, at=at)


async def _solutions(dataverse: Dataverse, at: datetime) -> dict[str, Fact[str]]:
    found = await _allowed(lambda: dataverse.solutions(SOLUTIONS))
    if isinstance(found, Forbidden):
        unseen = Fact[str].unknown(source=LIST, reason=_words(found), at=at)
        return dict.fromkeys(SOLUTIONS, unseen)
    versions = {solution.unique_name.lower(): solution.version for solution in found}
    return {
        name: Fact[str].exact(versions.get(name.lower(), ""), source=LIST, at=at)
        for name in SOLUTIONS
    }


async def _link(dataverse: Dataverse, at: datetime) -> Fact[str]:
    found = await _allowed(dataverse.integration_details)
    if isinstance(found, Forbidden):
        return Fact[str].unknown(source=LINK, reason=_words(found), at=at)
    return _linked_to(found, at)


def _linked_to(found: Integration, at: datetime) -> Fact[str]:
    match found.link:
        case Link.LINKED:
            return Fact[str].exact(found.url.rstrip("/"), source=LINK, at=at)
        case Link.NOT_LINKED:
            return Fact[str].exact("", source=LINK, at=at)
        case Link.CANNOT_TELL:
            return Fact[str].unknown(source=LINK, reason="404", at=at)


async def _allowed(ask: Callable[[], Awaitable[T]]) -> T | Forbidden:
    try:
        return await ask()
    except Forbidden as refusal:
        return refusal


def _words(error: RemoteError) -> str:
    """Microsoft's own words, for the fold-out beside the fact."""
    return str(error)
