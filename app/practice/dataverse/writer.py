"""Creating, changing and deleting rows the way the platform does, as one user at one moment."""

from uuid import uuid4

from app.practice.dataverse.calls import Call
from app.practice.dataverse.faults import bad_request, duplicate
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import Changes
from app.practice.dataverse.rules import check, follow
from app.practice.dataverse.tables import Column, Table
from app.practice.dataverse.users import business_unit_id, user_id

_FIRST_STATUS = {0: 1, 1: 2}  # of each state, in every table that can be written here


def writer_for(organization: Organization, call: Call) -> "Writer":
    return writer_of(organization, call.person.oid)


def writer_of(organization: Organization, person_id: str) -> "Writer":
    return Writer(organization, user_id(organization.id, person_id))


class Writer:
    def __init__(self, organization: Organization, who: str) -> None:
        self._organization, self._store = organization, organization.store
        self.user_id = who

    def create(self, table: Table, changes: Changes, row_id: str = "") -> Entity:
        wanted = row_id or str(changes.columns.get(table.primary_id) or "") or str(uuid4())
        if self._store.find(table.name, wanted):
            raise duplicate("A record with matching key values already exists.")
        row: Entity = {name: column.default for name, column in table.properties.items()}
        row.update(self._birth(table))
        row.update(changes.columns)
        row[table.primary_id] = wanted
        if earlier := row.get("overriddencreatedon"):
            row.update(createdon=earlier, overriddencreatedon=self._organization.now)
        self._settle_state(table, row, changes.columns)
        self._settle_owner(table, row, changes.columns)
        with self._store.transaction():
            check(self._organization, table, row, changes.columns)
            kept = self._store.put(table.name, row)
            for association, other in changes.links:
                self.link(table, kept, association, other)
            follow(self._organization, table, kept)
        return kept

    def update(self, table: Table, row: Entity, changes: Changes) -> Entity:
        given = changes.columns
        if given.get(table.primary_id, row[table.primary_id]) != row[table.primary_id]:
            raise bad_request("The key of a record cannot be changed.", "0x80040203")
        changed = {**row, **given}
        self._settle_state(table, changed, given)
        self._settle_owner(table, changed, given)
        self._touch(changed)
        with self._store.transaction():
            check(self._organization, table, changed, given)
            return self._store.put(table.name, changed)

    def delete(self, table: Table, row: Entity) -> None:
        """With what goes with it; what merely pointed to it loses its lookup."""
        row_id = str(row[table.primary_id])
        with self._store.transaction():
            self._store.delete(table.name, row_id, self._organization.clock.now())
            self._store.unlink_all(row_id)
            for other in self._organization.tables.values():
                self._let_go(other, table.name, row_id)

    def link(self, table: Table, row: Entity, association: str, other_id: str) -> None:
        pair = self._pair(table, row, association, other_id)
        if self._store.is_linked(association, pair):
            raise duplicate()
        self._store.link(association, pair)

    def unlink(self, table: Table, row: Entity, association: str, other_id: str) -> bool:
        """Whether there was such a link."""
        pair = self._pair(table, row, association, other_id)
        if not self._store.is_linked(association, pair):
            return False
        self._store.unlink(association, pair)
        return True

    def _pair(self, table: Table, row: Entity, association: str, other_id: str) -> tuple[str, str]:
        _, near = self._organization.far_end(table, association)
        here = str(row[table.primary_id])
        return (other_id, here) if near else (here, other_id)

    def _let_go(self, table: Table, gone: str, row_id: str) -> None:
        columns = [column for column in table.columns.values() if gone in column.targets]
        for column in columns:
            for row in self._store.rows(table.name):
                other = column.target or row.get(column.target_key, gone)
                if row.get(column.property) == row_id and other == gone:
                    self._let_one_go(table, row, column)

    def _let_one_go(self, table: Table, row: Entity, column: Column) -> None:
        here = self._store.find(table.name, str(row[table.primary_id]))
        if here and column.cascades:
            self.delete(table, here)
        elif here:
            left = {**here, column.property: None}
            self._touch(left)
            self._store.put(table.name, left)

    def _birth(self, table: Table) -> Entity:
        now = self._organization.now
        row: Entity = {"createdon": now, "_createdby_value": self.user_id}
        self._touch(row)
        if table.has_state:
            row.update(statecode=0, statuscode=1)
        if table.is_owned:
            row["_owningbusinessunit_value"] = business_unit_id(self._organization.id)
            row["_ownerid_value"] = self.user_id
        return row

    def _touch(self, row: Entity) -> None:
        row["modifiedon"] = self._organization.now
        row["_modifiedby_value"] = self.user_id

    def _settle_state(self, table: Table, row: Entity, given: Entity) -> None:
        """A state alone brings its first status; a status has to be one of its state."""
        if not table.has_state:
            return
        state, status = row["statecode"], row["statuscode"]
        first = _FIRST_STATUS.get(int(state or 0))
        if first and "statecode" in given and "statuscode" not in given:
            row["statuscode"] = first
        elif status != first:
            message = (
                f"{status} is not a valid status code for state code {state} on {table.name} "
                f"with Id {row[table.primary_id]}."
            )
            raise bad_request(message, "0x80048408")

    def _settle_owner(self, table: Table, row: Entity, given: Entity) -> None:
        if not table.is_owned:
            return
        if "_ownerid_value" in given and given["_ownerid_value"] is None:
            raise bad_request("The owner of a record cannot be cleared.", "0x80040203")
        is_team = row.get("#ownerid") == "team"
        owner = row.get("_ownerid_value")  # what a site brought along has none
        row["_owningteam_value"] = owner if is_team else None
        row["_owninguser_value"] = None if is_team else owner
