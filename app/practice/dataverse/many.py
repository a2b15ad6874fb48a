"""Actions on many rows of one table: all of them succeed, or nothing happens."""

import re

from app.practice.dataverse.calls import Body, Call, Json, Reply, said
from app.practice.dataverse.faults import bad_payload, not_simulated
from app.practice.dataverse.found import Found, find
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import read_changes
from app.practice.dataverse.tables import Table
from app.practice.dataverse.writer import Writer, writer_for

_PATH = re.compile(r"(\w+)/Microsoft\.Dynamics\.CRM\.(Create|Update|Upsert)Multiple")


class Many:
    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def answer(self, call: Call) -> Reply | None:
        """None when the call means something else."""
        found = _PATH.fullmatch(call.path)
        if not found or call.method != "POST":
            return None
        table = self._organization.table_of(found.group(1))
        if not table.takes("POST"):
            raise not_simulated(f"POST {call.path}")
        writer = writer_for(self._organization, call)
        with self._organization.store.transaction():
            return self._done(found.group(2), writer, table, _targets(table, call.json()))

    def _done(self, action: str, writer: Writer, table: Table, targets: list[Body]) -> Reply:
        if action == "Create":
            ids: list[Json] = [self._create(writer, table, target) for target in targets]
            root = f"{self._organization.root}$metadata"
            context = f"{root}#Microsoft.Dynamics.CRM.CreateMultipleResponse"
            return said({"@odata.context": context, "Ids": ids})
        for target in targets:
            self._update(writer, table, target, may_create=action == "Upsert")
        return Reply(204)

    def _create(self, writer: Writer, table: Table, target: Body) -> str:
        changes = read_changes(self._organization, table, target, creates=True)
        return str(writer.create(table, changes)[table.primary_id])

    def _update(self, writer: Writer, table: Table, target: Body, *, may_create: bool) -> None:
        found = self._found(table, target)
        creates = may_create and not found.row
        changes = read_changes(self._organization, table, target, creates=creates)
        if creates:
            changes.columns = {**found.key, **changes.columns}
            writer.create(table, changes, found.place.id)
        else:
            writer.update(table, found.there, changes)

    def _found(self, table: Table, target: Body) -> Found:
        """By the primary key, or by the address that the target carries."""
        row_id, place = target.get(table.primary_id), target.get("@odata.id")
        path = f"{table.entity_set}({row_id})" if row_id else str(place or "").lstrip("/")
        found = find(self._organization, path)
        if not found or found.table != table or found.place.shape != "row":
            raise bad_payload(table.name, f"Name the row by {table.primary_id} or @odata.id.")
        return found


def _targets(table: Table, body: Body) -> list[Body]:
    """Each has to say what it is."""
    given = body.get("Targets")
    targets = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    if not targets or not isinstance(given, list) or len(targets) < len(given):
        raise bad_payload(table.name, 'Send the rows as {"Targets": [{...}, ...]}.')
    kind = f"Microsoft.Dynamics.CRM.{table.name}"
    for target in targets:
        if str(target.get("@odata.type", "")).removeprefix("#") != kind:
            raise bad_payload(table.name, f'Each target needs "@odata.type": "{kind}".')
    return targets
