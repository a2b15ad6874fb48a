"""What every route of a step asks for, in one piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from app.web.deps import EnvironmentDep, ProductDep
from app.web.reader import reader_of
from app.web.render import page
from app.wizard.review import Stated, asked_again


@dataclass(frozen=True)
class Screen:
    """One page of an environment. The four steps beside it come from `the_environment`."""

    request: Request
    environment: EnvironmentDep
    product: ProductDep

    def say(self, text: str) -> str:
        """In the reader's language."""
        language = reader_of(self.request, self.product.settings).language
        return self.product.pages.translators[language].gettext(text)

    def asked_again(self, action: str) -> Sequence[Stated]:
        """What somebody has to say again before the action: it waits until they have."""
        return asked_again(self.request.state.stops, self.product.clock.now(), action)

    def show(
        self,
        template: str,
        *,
        step: str,
        block: str | None = None,
        status: int = 200,
        **context: object,
    ) -> Response:
        return page(
            self.request,
            template,
            block=block,
            status=status,
            environment=self.environment,
            step=step,
            **context,
        )


ScreenDep = Annotated[Screen, Depends()]
