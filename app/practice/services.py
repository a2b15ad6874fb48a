"""The services beside Dataverse."""

from app.practice.gateway.book import Book
from app.practice.ground import Ground
from app.practice.licences.holdings import Holdings
from app.practice.links import Links
from app.practice.packages.installs import Installs
from app.practice.websites.hosting import Hosting


class Services:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.clock, self.plot = ground.clock, ground.plot
        self.links = Links(ground)
        self.installs = Installs(ground)
        self.holdings = Holdings(ground)
        self.hosting = Hosting(ground)
        self.book = Book(ground)

    def settle(self) -> None:
        """Let happen what is due. Before every request, so that nobody sees the past."""
        self.installs.settle()
        self.hosting.settle()
        self.book.settle()
        self.ground.keep_time()
