"""What the gateway knows of the environments that are linked, and finds by its own ids."""

from collections.abc import Mapping
from uuid import NAMESPACE_OID, uuid5

from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.gateway import shapes
from app.practice.gateway.book import Book, Entry
from app.practice.gateway.commands import GatewayRefusal
from app.practice.gateway.table_maps import MAP_SOLUTIONS, OLD_MAP_SOLUTION, TableMap
from app.practice.links import Links, finance_host
from app.practice.world import World

Json = dict[str, object]
_CORE = "DualWriteCore"


class Office:
    def __init__(self, book: Book, links: Links, worlds: Mapping[str, World]) -> None:
        self.book, self._links, self._worlds = book, links, worlds

    def linked(self) -> list[Environment]:
        """Those with a connection set: linked, and with the core solution."""
        return [
            one
            for one in ENVIRONMENTS
            if self._links.finance(one) and _CORE in self._worlds[one.id].solutions()
        ]

    def of_host(self, host: str) -> list[Environment]:
        return [one for one in self.linked() if finance_host(one) == host]

    def of_connection(self, cid: str) -> Environment:
        for one in self.linked():
            if cid in (shapes.connection_id(one), shapes.connection_name(one)):
                return one
        raise GatewayRefusal(404, "The connection set was not found.")

    def of_dataset(self, name: str) -> Environment:
        for one in self.linked():
            if name == shapes.dataset_name(one):
                return one
        raise GatewayRefusal(404, "The dataset was not found.")

    def of_project(self, project: str) -> tuple[Environment, TableMap]:
        """By id or by name."""
        for one in self.linked():
            for each in self.book.listed(one.id):
                if project in (each.pid(one.organization_id), shapes.project_name(one, each)):
                    return one, each
        raise GatewayRefusal(404, "The project was not found.")

    def by_tid(self, one: Environment) -> dict[str, TableMap]:
        return {each.tid(one.organization_id): each for each in self.book.listed(one.id)}

    def maps(self, one: Environment) -> list[Json]:
        """Those of a solution that was applied together with another are there twice."""
        doubled, now = self.book.doubled(one.id), self.book.now()
        listed = self.book.listed(one.id)
        shown = [shapes.map_shown(one, each, self.book.entry(one.id, each), now) for each in listed]
        again = [each for each in listed if each.solution in doubled]
        fresh = Entry()
        return shown + [shapes.map_shown(one, each, fresh, now, copy="2") for each in again]

    def of_request(self, request_id: str) -> list[Json]:
        shown = []
        for one in self.linked():
            for each in self.book.listed(one.id):
                entry = self.book.entry(one.id, each)
                if request_id in {request.id for request in entry.requests}:
                    shown.append(shapes.map_shown(one, each, entry, self.book.now()))
        return shown

    def map_solutions(self, one: Environment) -> list[str]:
        """Those that are installed, in the order in which they have to be applied."""
        installed = self._worlds[one.id].solutions()
        return [name for name in _IN_ORDER if name in installed]

    def solutions_shown(self, one: Environment) -> list[Json]:
        return [
            {
                "description": None,
                "friendlyname": name,
                "ismanaged": True,
                "solutionid": str(uuid5(NAMESPACE_OID, f"{one.organization_id} {name}")),
                "id": str(uuid5(NAMESPACE_OID, f"{one.organization_id} {name}")),
                "uniquename": name,
                "version": "2.3.4.265",
            }
            for name in self.map_solutions(one)
        ]


_IN_ORDER = (
    MAP_SOLUTIONS["core"],
    OLD_MAP_SOLUTION,
    MAP_SOLUTIONS["fin"],
    MAP_SOLUTIONS["scm"],
)
