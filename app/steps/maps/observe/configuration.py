"""Dual-write's configuration in finance and operations, read when somebody switched that on.

Whatever goes wrong there, the look goes on without it: nothing seen there is needed.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from app.microsoft.errors import RemoteError, SignInNeeded
from app.microsoft.finance import configuration_set
from app.steps.maps.links import finance_host
from app.steps.maps.observe.asking import Place
from app.wizard.facts import Fact

SOURCE = "finance and operations: OData"


@dataclass(frozen=True)
class InFinance:
    """`statuses` by key of the map: of the rows that point to this Dataverse environment."""

    fact: Fact[bool] | None = None
    statuses: Mapping[str, tuple[str, ...]] | None = None


async def in_finance(place: Place, address: str) -> InFinance:
    """With no address, nobody is asked."""
    host, finance = finance_host(address), place.microsoft.admin.finance
    if not host:
        return InFinance()
    try:
        name = configuration_set(await finance.sets(host))
        rows = await finance.projects(host, name) if name else None
    except RemoteError as error:
        return InFinance(Fact[bool].unknown(source=SOURCE, reason=_reason(error), at=place.at))
    fact = Fact[bool].exact(value=True, source=SOURCE, at=place.at)
    if rows is None:
        return InFinance(fact)
    here = place.environment.url.rstrip("/").lower()
    found = defaultdict(set)
    for row in rows:
        if row.address == here and row.is_deleted.lower() not in ("yes", "true", "1"):
            found[row.key].add(row.status)
    return InFinance(fact, {key: tuple(sorted(statuses)) for key, statuses in found.items()})


def _reason(error: RemoteError) -> str:
    """What a person can do something about has a code of ours."""
    needs_consent = isinstance(error, SignInNeeded) and not error.status
    return "finance_consent" if needs_consent else str(error)
