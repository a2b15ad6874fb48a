"""Every request to the Web API, led to the part that knows the answer."""

from app.practice.dataverse.calls import Call, Reply, said
from app.practice.dataverse.changing import Changing
from app.practice.dataverse.faults import not_simulated
from app.practice.dataverse.files import Files
from app.practice.dataverse.found import find
from app.practice.dataverse.functions import Functions
from app.practice.dataverse.key_definitions import KeyDefinitions
from app.practice.dataverse.many import Many
from app.practice.dataverse.metadata import Metadata
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.reading import Reading


class Answering:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._keys, self._many = KeyDefinitions(organization), Many(organization)
        self._functions = Functions(organization, Metadata(organization, self._keys.listed))
        self._reading, self._changing = Reading(organization), Changing(organization)
        self._files = Files(organization)

    def answer(self, call: Call) -> Reply:
        if call.method == "GET" and (body := self._functions.find(call)) is not None:
            return said(body)
        reply = self._keys.change(call) or self._many.answer(call)
        if reply:
            return reply
        found = find(self._organization, call.path)
        if not found:
            raise not_simulated(f"{call.method} {call.path}")
        if found.is_file:
            return self._files.answer(call, found)
        if call.method == "GET":
            return self._reading.answer(call, found)
        return self._changing.answer(call, found)
