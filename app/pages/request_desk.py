"""One finding for which somebody else can be asked: what its page and its button begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.pages.request_text import RequestText, Sender, request_texts
from app.steps.order import TEXTS
from app.web.deps import VisitorDep
from app.web.errors import NotHere
from app.web.screen import ScreenDep
from app.web.words import Words
from app.wizard.finding import Finding, Level
from app.wizard.journey import Stop


@dataclass(frozen=True)
class RequestDesk:
    """A code without words, or whose words name no role, is not there: nobody can be asked."""

    screen: ScreenDep
    visitor: VisitorDep
    code: str

    @property
    def words(self) -> Words:
        words = TEXTS.get(self.code)
        if words is None or not words.who:
            raise NotHere
        return words

    @property
    def stop(self) -> Stop:
        stops: Sequence[Stop] = self.screen.request.state.stops
        found = next((one for one in stops if one.step.slug == self.code.partition(".")[0]), None)
        if found is None:
            raise NotHere
        return found

    def finding(self, subject: str) -> Finding | None:
        """As it stands now. None once it is settled, or was never found."""
        return next(
            (
                found
                for found in self.stop.findings
                if (found.code, found.subject) == (self.code, subject)
                and found.level is not Level.OK
            ),
            None,
        )

    def texts(self, finding: Finding) -> list[RequestText]:
        environment, product = self.screen.environment, self.screen.product
        page = f"{product.settings.public_url}/environments/{environment.id}/{self.stop.step.slug}"
        sender = Sender(self.visitor.name, environment.name, environment.url, page)
        return request_texts(finding, self.words, sender, product.pages.translators)


RequestDeskDep = Annotated[RequestDesk, Depends()]
