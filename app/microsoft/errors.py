"""What can go wrong between us and Microsoft, sorted by what the caller can do about it.

RemoteError
├── Unavailable      no answer, 408, 429, 5xx       -> the job tries again
├── SignInNeeded     401, consent or MFA missing    -> the user signs in again
├── TokenNeeded      a pasted token is gone or over -> a person pastes another one
├── Forbidden        403                            -> the user needs a role
├── NotThere         404                            -> it was deleted, or never made
├── Refused          other 4xx and 501, a reason    -> show the reason
│   └── Changed      412                            -> it is not as it was seen: read it again
└── UnexpectedReply  a 2xx that we cannot read      -> a bug, ours or theirs: stop and report
"""

from datetime import timedelta
from typing import ClassVar, TypedDict

from typing_extensions import Unpack, override


class Words(TypedDict, total=False):
    """Microsoft's answer in its own words."""

    status: int
    code: str
    reason: str
    request_id: str


class RemoteError(Exception):
    """Keeps status, code, reason, and the request id that Microsoft's support asks for.

    `reason` is text from outside: bounded, never trusted, never a token. Survives pickling.
    """

    retryable: ClassVar[bool] = False

    def __init__(self, operation: str, **words: Unpack[Words]) -> None:
        super().__init__(operation)
        self.operation = operation
        self.status = words.get("status", 0)
        self.code = words.get("code", "")
        self.reason = words.get("reason", "")
        self.request_id = words.get("request_id", "")

    @override
    def __str__(self) -> str:
        words = (str(self.status or ""), self.code, self.reason)
        return f"{self.operation}: {' '.join(word for word in words if word)}".rstrip(": ")


class Unavailable(RemoteError):
    """Nobody knows whether a write arrived: look before acting again."""

    retryable = True

    def __init__(
        self, operation: str, *, retry_after: timedelta | None = None, **words: Unpack[Words]
    ) -> None:
        super().__init__(operation, **words)
        self.retry_after = retry_after


class SignInNeeded(RemoteError):
    """`scope` is what was asked for; `claims` is what Entra wants satisfied, if it said so."""

    def __init__(
        self, operation: str, *, scope: str = "", claims: str = "", **words: Unpack[Words]
    ) -> None:
        super().__init__(operation, **words)
        self.scope, self.claims = scope, claims


class TokenNeeded(RemoteError):
    """A service that our own sign-in gives no token for: somebody has to bring one."""


class Forbidden(RemoteError):
    pass


class NotThere(RemoteError):
    pass


class Refused(RemoteError):
    pass


class Changed(Refused):
    """The row is not in the version, or not as absent, as the change was made for.

    Nothing was written. After an answer that got lost, it can also be our own change.
    """


class UnexpectedReply(RemoteError):
    pass


_BY_STATUS: dict[int, type[RemoteError]] = {
    401: SignInNeeded,
    403: Forbidden,
    404: NotThere,
    408: Unavailable,
    412: Changed,
    429: Unavailable,
    501: Refused,  # not offered here: asking again does not help
}


def kind_for(status: int) -> type[RemoteError]:
    """The kind of a reply that is no success; a redirect counts as one we cannot read."""
    if status < 400:  # noqa: PLR2004
        return UnexpectedReply
    return _BY_STATUS.get(status, Refused if status < 500 else Unavailable)  # noqa: PLR2004
