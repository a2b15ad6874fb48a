"""Errors in the form Dataverse gives them: a status, a code and a message."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse

ODATA = {"OData-Version": "4.0"}


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


def not_simulated(what: str) -> Fault:
    return Fault(501, "NotSimulated", f"The practice tenant does not simulate this: {what}")


async def fault_answer(_: Request, error: Exception) -> Response:
    if not isinstance(error, Fault):
        raise error
    body = {"error": {"code": error.code, "message": error.message}}
    return JSONResponse(body, error.status, {**ODATA, **error.headers})
