"""The requests that change rows: POST, PATCH, PUT and DELETE."""

from app.practice.dataverse.calls import Body, Call, Reply
from app.practice.dataverse.faults import bad_request, not_simulated, undeclared
from app.practice.dataverse.found import Found, check_conditions
from app.practice.dataverse.linking import change_links
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import read_changes
from app.practice.dataverse.representation import Representation
from app.practice.dataverse.writer import writer_for


class Changing:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def answer(self, call: Call, found: Found) -> Reply:
        if not found.table.takes(call.method):
            raise not_simulated(f"{call.method} {found.table.entity_set}")
        check_conditions(call, found)
        match call.method, found.place.shape:
            case "POST", "set":
                return self._create(call, found)
            case "PATCH", "row":
                return self._update(call, found) if found.row else self._create(call, found)
            case "DELETE", "row":
                writer_for(self._organization, call).delete(found.table, found.there)
                return Reply(204)
            case "PUT" | "DELETE", "property":
                return self._set_property(call, found)
            case _, "ref":
                return change_links(self._organization, call, found)
        raise not_simulated(f"{call.method} {call.path}")

    def _create(self, call: Call, found: Found) -> Reply:
        organization, table = self._organization, found.table
        answer = Representation(organization, table, call)
        changes = read_changes(organization, table, call.json(), creates=True)
        changes.columns = {**found.key, **changes.columns}  # what is not there by its key gets it
        row = writer_for(organization, call).create(table, changes, found.place.id)
        return answer.of(row, 201)

    def _update(self, call: Call, found: Found) -> Reply:
        organization, table = self._organization, found.table
        answer = Representation(organization, table, call)
        changes = read_changes(organization, table, call.json(), creates=False)
        if changes.links:
            raise not_simulated("links to many rows while changing one")
        row = writer_for(organization, call).update(table, found.there, changes)
        return answer.of(row, 200)

    def _set_property(self, call: Call, found: Found) -> Reply:
        table, name = found.table, found.place.name
        if name not in table.columns:
            raise undeclared(table.name, name)
        given: Body = {"value": None} if call.method == "DELETE" else call.json()
        if "value" not in given:
            raise bad_request('Send the new value as {"value": ...}.', "0x80048d19")
        body: Body = {name: given["value"]}
        changes = read_changes(self._organization, table, body, creates=False)
        writer_for(self._organization, call).update(table, found.there, changes)
        return Reply(204)
