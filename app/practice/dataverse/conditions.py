"""If-Match and If-None-Match: what has to be true before something is written."""

from app.practice.dataverse.calls import Call
from app.practice.dataverse.faults import Fault, duplicate, no_such_row
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.tables import Table


def etag(row: Entity) -> str:
    return f'W/"{row["versionnumber"]}"'


def check_conditions(call: Call, table: Table, row: Entity | None, row_id: str) -> None:
    """`null` is what clients send to keep caches away; it asks for nothing."""
    wanted, unwanted = call.header("if-match"), call.header("if-none-match")
    if wanted and not row:
        raise no_such_row(table.name, row_id)
    if row and wanted not in ("", "*", "null", etag(row)):
        message = (
            "The version of the existing record doesn't match the RowVersion property provided."
        )
        raise Fault(412, "0x80060882", message)
    if row and unwanted == "*":
        raise duplicate("A record with matching key values already exists.")
