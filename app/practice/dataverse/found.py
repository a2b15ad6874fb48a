"""What the path of a request leads to: a table, and the row of it if there is one."""

from dataclasses import dataclass, field

from app.practice.dataverse.answers import etag
from app.practice.dataverse.calls import Call
from app.practice.dataverse.faults import Fault, duplicate, no_such_row
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.keys import find_by, no_such_key, read_key
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.places import Place, read_place
from app.practice.dataverse.tables import Table


@dataclass(frozen=True)
class Found:
    """`row` is None where the path names none, and where there is none of that id or key."""

    table: Table
    place: Place
    row: Entity | None
    key: Entity = field(default_factory=dict)

    @property
    def there(self) -> Entity:
        if not self.row:
            raise self.missing
        return self.row

    @property
    def missing(self) -> Fault:
        if self.key:
            return no_such_key(self.table, self.key)
        return no_such_row(self.table.name, self.place.id)

    @property
    def id(self) -> str:
        """Of the row that is there, or is wanted."""
        return str(self.row[self.table.primary_id]) if self.row else self.place.id

    @property
    def is_file(self) -> bool:
        """Whether a file column is meant."""
        column = self.table.columns.get(self.place.name)
        is_one = column is not None and column.type == "File"
        return is_one and self.place.shape in ("property", "value")


def find(organization: Organization, path: str) -> Found | None:
    """None for a path of a form that is not simulated."""
    place = read_place(path)
    if not place or not place.shape or place.set[:1].isupper():  # an action or a function
        return None
    table = organization.table_of(place.set)
    if place.key:
        key = read_key(organization, table, place.key)
        return Found(table, place, find_by(organization, table, key), key)
    return Found(table, place, organization.find(table.name, place.id) if place.id else None)


def check_conditions(call: Call, found: Found) -> None:
    """If-Match and If-None-Match. `null` keeps caches away and asks for nothing."""
    wanted, unwanted, row = call.header("if-match"), call.header("if-none-match"), found.row
    if wanted and not row:
        raise found.missing
    if row and wanted not in ("", "*", "null", etag(row)):
        message = (
            "The version of the existing record doesn't match the RowVersion property provided."
        )
        raise Fault(412, "0x80060882", message)
    if row and unwanted == "*":
        raise duplicate("A record with matching key values already exists.")
