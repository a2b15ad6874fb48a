"""Every request to the Web API, led to the part that knows the answer."""

from app.practice.dataverse.beside_rows import BesideRows
from app.practice.dataverse.calls import Call, Reply
from app.practice.dataverse.changing import Changing
from app.practice.dataverse.faults import not_simulated
from app.practice.dataverse.files import Files
from app.practice.dataverse.found import find
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.reading import Reading


class Answering:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._beside_rows = BesideRows(organization)
        self._reading, self._changing = Reading(organization), Changing(organization)
        self._files = Files(organization)

    def answer(self, call: Call) -> Reply:
        if reply := self._beside_rows.answer(call):
            return reply
        found = find(self._organization, call.path)
        if not found:
            raise not_simulated(f"{call.method} {call.path}")
        if found.is_file:
            return self._files.answer(call, found)
        if call.method == "GET":
            return self._reading.answer(call, found)
        return self._changing.answer(call, found)
