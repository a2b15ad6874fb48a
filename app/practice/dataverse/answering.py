"""Every request to the Web API, led to the part that knows the answer."""

from app.practice.dataverse.batch import Batch
from app.practice.dataverse.calls import Call, Reply, said
from app.practice.dataverse.changing import Changing
from app.practice.dataverse.faults import not_simulated
from app.practice.dataverse.files import Files
from app.practice.dataverse.functions import Functions
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.places import Place, read_place
from app.practice.dataverse.reading import Reading

_FILE_SHAPES = frozenset({"property", "value"})


class Answering:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._functions = Functions(organization)
        self._reading, self._changing = Reading(organization), Changing(organization)
        self._files = Files(organization)
        self._batch = Batch(organization, self.one)

    def whole(self, call: Call) -> Reply:
        """A request as it came, which can be a batch of others."""
        if call.path == "$batch" and call.method == "POST":
            return self._batch.reply(call)
        return self.one(call)

    def one(self, call: Call) -> Reply:
        if call.method == "GET" and (body := self._functions.find(call)) is not None:
            return said(body)
        place = read_place(call.path)
        if not place or place.set[:1].isupper():  # as the names of actions and functions are
            raise not_simulated(f"{call.method} {call.path}")
        if place.shape in _FILE_SHAPES and self._is_file(place):
            table = self._organization.table_of(place.set)
            return self._files.answer(call, table, place)
        if call.method == "GET":
            return self._reading.answer(call, place)
        return self._changing.answer(call, place)

    def _is_file(self, place: Place) -> bool:
        column = self._organization.table_of(place.set).columns.get(place.name)
        return column is not None and column.type == "File"
