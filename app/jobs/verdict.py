"""How one call of a job ended, and what that means for its run. Codes only, no sentences."""

from dataclasses import dataclass
from datetime import timedelta

from app.access.challenges import demanded_by
from app.jobs.job import Again, Done, GivenUp, Interrupted, Outcome, Stopped
from app.microsoft import errors
from app.store.tables import RunState

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=5)
_LONGEST_DETAIL = 2000

CAUSES: dict[type[Exception], str] = {
    errors.Unavailable: "unavailable",
    errors.SignInNeeded: "sign_in_needed",
    errors.TokenNeeded: "token_needed",
    errors.Forbidden: "forbidden",
    errors.NotThere: "not_there",
    errors.Refused: "refused",
    errors.Changed: "changed",
    errors.UnexpectedReply: "unexpected_reply",
}
CRASHED = "crashed"
_ENDS: dict[type[Exception], RunState] = {
    errors.SignInNeeded: RunState.WAITING_FOR_SIGN_IN,
    errors.TokenNeeded: RunState.NEEDS_TOKEN,
}
"""What only a person can mend: the run goes on when they have."""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: RunState
    after: timedelta = timedelta(0)  # how long to wait, if waiting
    cause: str = ""
    detail: str = ""  # Microsoft's own words with status and request id, or what was given up
    tries: int = 0
    claims: str = ""  # what the next sign-in of the person has to meet


def on_outcome(outcome: Outcome) -> Verdict:
    match outcome:
        case Done():
            return Verdict(RunState.SUCCEEDED)
        case Again(after):
            return Verdict(RunState.WAITING, after)


def on_error(error: Exception, tries: int) -> Verdict:
    """`tries`: how many calls in a row ended without an answer before this one."""
    if isinstance(error, Stopped):
        return Verdict(RunState.STOPPED)
    if isinstance(error, GivenUp):
        return Verdict(RunState.FAILED, cause=error.cause, detail=error.subject[:_LONGEST_DETAIL])
    if not isinstance(error, errors.RemoteError):
        return Verdict(RunState.FAILED, cause=CRASHED, detail=type(error).__name__)
    cause, detail = CAUSES.get(type(error), CRASHED), _own_words(error)
    if error.retryable:
        pause = _pause(error, tries)
        return Verdict(RunState.WAITING, pause, cause, detail, tries + 1)
    state, claims = _ENDS.get(type(error), RunState.FAILED), demanded_by(error)
    return Verdict(state, cause=cause, detail=detail, claims=claims)


def decisive(error: Exception) -> Exception:
    """Of several errors that a task group raised together: the one that decides.

    An interruption comes first, then a crash, then what lasts, then what may pass.
    """
    if not isinstance(error, ExceptionGroup):
        return error
    return min((decisive(one) for one in error.exceptions), key=_rank)


def _rank(error: Exception) -> int:
    if isinstance(error, Interrupted):
        return 0
    if not isinstance(error, errors.RemoteError):
        return 1
    return 3 if error.retryable else 2


def _pause(error: errors.RemoteError, tries: int) -> timedelta:
    if isinstance(error, errors.Unavailable) and error.retry_after is not None:
        return error.retry_after
    doubled: int = 2 ** min(tries, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _own_words(error: errors.RemoteError) -> str:
    request = f" [{error.request_id}]" if error.request_id else ""
    return f"{error}"[: _LONGEST_DETAIL - len(request)] + request
