"""The four steps beside every page of an environment. What they say is worked out in `pages`."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import Depends, Request

from app.store.tables import Environment
from app.web.deps import EnvironmentDep
from app.wizard.journey import Stop

StopsOf = Callable[[Environment], Awaitable[Sequence[Stop]]]


async def _stops(request: Request, environment: EnvironmentDep) -> Sequence[Stop]:
    stops_of: StopsOf = request.app.state.stops_of
    return await stops_of(environment)


StopsDep = Annotated[Sequence[Stop], Depends(_stops)]
