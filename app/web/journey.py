"""Pages of an environment, with its four steps beside them. What those say comes from `pages`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from app.store.tables import Environment
from app.web.deps import EnvironmentDep, ProductDep
from app.web.render import page
from app.wizard.journey import Stop

StopsOf = Callable[[Environment], Awaitable[Sequence[Stop]]]


@dataclass(frozen=True)
class Screen:
    """One page of an environment: what its frame needs, and how to show it."""

    request: Request
    environment: EnvironmentDep
    product: ProductDep

    async def show(
        self,
        template: str,
        *,
        step: str,
        block: str | None = None,
        status: int = 200,
        **context: object,
    ) -> Response:
        """The template of a step, with the steps as they stand now beside it."""
        stops_of: StopsOf = self.request.app.state.stops_of
        return page(
            self.request,
            template,
            block=block,
            status=status,
            environment=self.environment,
            stops=await stops_of(self.environment),
            step=step,
            **context,
        )


ScreenDep = Annotated[Screen, Depends()]
