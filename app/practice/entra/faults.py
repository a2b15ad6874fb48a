"""Errors as Entra words them: an OAuth error, an AADSTS code and ids for support."""

from datetime import datetime
from uuid import uuid4


class EntraFault(Exception):
    """`suberror` and the code are what a client may decide on; the sentence is for people."""

    def __init__(
        self, error: str, code: int, message: str, status: int = 400, suberror: str = ""
    ) -> None:
        super().__init__(f"AADSTS{code}: {message}")
        self.error, self.code, self.status, self.suberror = error, code, status, suberror

    def body(self, now: datetime) -> dict[str, object]:
        trace, correlation = str(uuid4()), str(uuid4())
        stamp = now.strftime("%Y-%m-%d %H:%M:%SZ")
        ids = f"Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}"
        body: dict[str, object] = {
            "error": self.error,
            "error_description": f"{self} {ids}",
            "error_codes": [self.code],
            "timestamp": stamp,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={self.code}",
        }
        if self.suberror:
            body["suberror"] = self.suberror
        return body


def missing(name: str) -> EntraFault:
    message = f"The request body must contain the following parameter: '{name}'."
    return EntraFault("invalid_request", 900144, message)


def unknown_tenant(tenant: str) -> EntraFault:
    return EntraFault("invalid_request", 90002, f"Tenant '{tenant}' not found.")


def unknown_client(client_id: str) -> EntraFault:
    message = f"Application with identifier '{client_id}' was not found in the directory."
    return EntraFault("unauthorized_client", 700016, message)


def revoked() -> EntraFault:
    message = (
        "The provided grant has expired due to it being revoked, a fresh auth token is needed."
    )
    return EntraFault("invalid_grant", 50173, message, suberror="bad_token")


def needs_administrator(scope: str) -> EntraFault:
    message = f"An administrator has to agree before this application may use '{scope}'."
    return EntraFault("consent_required", 90094, message)


def needs_consent(resource: str) -> EntraFault:
    message = f"The user or administrator has not consented to use '{resource}'."
    return EntraFault("invalid_grant", 65001, message, suberror="consent_required")
