"""What every route of a step asks for, in one piece."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from app.web.deps import EnvironmentDep, ProductDep
from app.web.reader import reader_of
from app.web.render import page


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
