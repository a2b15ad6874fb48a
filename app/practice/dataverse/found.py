"""What the path of a request leads to: a table, and the row of it if there is one."""

from dataclasses import dataclass

from app.practice.dataverse.answers import etag
from app.practice.dataverse.calls import Call
from app.practice.dataverse.faults import Fault, duplicate, no_such_row
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.places import Place, read_place
from app.practice.dataverse.tables import Table


@dataclass(frozen=True)
class Found:
    """`row` is None where the path names none, and where there is none of that id."""

    table: Table
    place: Place
    row: Entity | None

    @property
    def there(self) -> Entity:
        if not self.row:
            raise no_such_row(self.table.name, self.place.id)
        return self.row

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
    return Found(table, place, organization.find(table.name, place.id) if place.id else None)


def check_conditions(call: Call, found: Found) -> None:
    """If-Match and If-None-Match. `null` keeps caches away and asks for nothing."""
    wanted, unwanted, row = call.header("if-match"), call.header("if-none-match"), found.row
    if wanted and not row:
        raise no_such_row(found.table.name, found.place.id)
    if row and wanted not in ("", "*", "null", etag(row)):
        message = (
            "The version of the existing record doesn't match the RowVersion property provided."
        )
        raise Fault(412, "0x80060882", message)
    if row and unwanted == "*":
        raise duplicate("A record with matching key values already exists.")
