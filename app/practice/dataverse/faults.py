"""Errors in the form Dataverse gives them: a status, a code and a message."""

ODATA = {"OData-Version": "4.0"}
_PAYLOAD = (
    "Error identified in Payload provided by the user for Entity :'{}', For more information on "
    "this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->"
    "  InnerException : Microsoft.OData.ODataException: {}"
)


class Fault(Exception):
    def __init__(
        self, status: int, code: str, message: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = headers or {}


def bad_request(message: str, code: str = "0x80060888") -> Fault:
    return Fault(400, code, message)


def no_such_property(name: str, table: str) -> Fault:
    return bad_request(
        f"Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{table}'."
    )


def no_such_segment(name: str) -> Fault:
    return Fault(404, "0x8006088a", f"Resource not found for the segment '{name}'.")


def no_such_row(table: str, row_id: str) -> Fault:
    return Fault(404, "0x80040217", f"Entity '{table}' With Id = {row_id} Does Not Exist")


def bad_payload(table: str, reason: str) -> Fault:
    return bad_request(_PAYLOAD.format(table, reason), "0x80048d19")


def undeclared(table: str, name: str) -> Fault:
    """A value of a column that there is not."""
    kind = f"Microsoft.Dynamics.CRM.{table}"
    message = (
        f"Invalid property '{name}' was found in entity '{kind}'. ---> Microsoft.OData."
        f"ODataException: The property '{name}' does not exist on type '{kind}'. Make sure to only "
        "use property names that are defined by the type."
    )
    return bad_request(message, "0x80048d19")


def undeclared_navigation(table: str, name: str) -> Fault:
    """A lookup by a name that is none, most often in the wrong case."""
    reason = (
        f"An undeclared property '{name}' which only has property annotations in the payload but "
        "no property value was found in the payload. In OData, only declared navigation properties "
        "and declared named streams can be represented as properties without values."
    )
    return bad_payload(table, reason)


def duplicate(message: str = "Cannot insert duplicate key.") -> Fault:
    return Fault(412, "0x80040237", message)


def refused_by_plug_in(message: str) -> Fault:
    return bad_request(message, "0x80040265")


def not_simulated(what: str) -> Fault:
    return Fault(501, "NotSimulated", f"The practice tenant does not simulate this: {what}")
