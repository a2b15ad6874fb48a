"""The two cookies of a person: the session, and the sign-in that is under way."""

from dataclasses import dataclass

from fastapi import Request, Response

from app.access import sessions
from app.settings import Settings

FLOW_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Cookie:
    """HttpOnly and SameSite=Lax always; Secure and `__Host-` wherever the address is https."""

    settings: Settings
    flow: bool = False

    @property
    def name(self) -> str:
        return sessions.cookie_name(self.settings, flow=self.flow)

    def read(self, request: Request) -> str:
        return request.cookies.get(self.name, "")

    def write(self, response: Response, value: str) -> None:
        response.set_cookie(
            self.name, value, max_age=FLOW_SECONDS if self.flow else None,
            path="/", secure=self.settings.secure, httponly=True, samesite="lax",
        )  # fmt: skip

    def drop(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.settings.secure, httponly=True, samesite="lax"
        )
