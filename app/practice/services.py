"""The services beside Dataverse."""

from app.practice.gateway.book import Book
from app.practice.ground import Ground
from app.practice.licences.holdings import Holdings
from app.practice.links import Links
from app.practice.packages.installs import Installs
from app.practice.plot import Groundwork
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
        self._laid = Groundwork.SOUND

    def settle(self) -> None:
        """Let happen what is due. Before every request, so that nobody sees the past."""
        self.installs.settle()
        self.hosting.settle()
        self.book.settle()
        self._lay_groundwork()
        self.ground.keep_time()

    def _lay_groundwork(self) -> None:
        """While something is out of order, also in what was installed since."""
        if self.plot.groundwork is self._laid is Groundwork.SOUND:
            return
        self._laid = self.plot.groundwork
        for world in self.ground.worlds.values():
            world.lay_groundwork(self._laid)
