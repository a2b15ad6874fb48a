"""When a page cannot be given: what happened, what it means, what to do, who can do it.

Microsoft's own words go into a fold-out. A traceback never leaves the log; the request id leads
from the page to it.
"""

import logging
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.access import challenges
from app.access.roles import Role
from app.i18n.translator import LANGUAGES
from app.microsoft.errors import (
    Forbidden,
    NotThere,
    Refused,
    RemoteError,
    SignInNeeded,
    Unavailable,
)
from app.web.headers import security_headers
from app.web.render import page, wants_fragment

log = logging.getLogger(__name__)

PAGES = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 500, 503})


class NotHere(HTTPException):
    """There is no such thing, or it is not for this tenant to know of."""

    def __init__(self) -> None:
        super().__init__(404)


class NotAllowed(HTTPException):
    """The person's role is too low."""

    def __init__(self, role: Role) -> None:
        super().__init__(403)
        self.role = role


class NotFromHere(HTTPException):
    """A form that was not on one of our pages, or was there before the person signed in anew."""

    def __init__(self) -> None:
        super().__init__(403)


class TooFast(HTTPException):
    """More deeds in a minute than a person can do."""

    def __init__(self) -> None:
        super().__init__(429, headers={"Retry-After": "60"})


class SignInFirst(Exception):
    """`page` is where to go on after signing in."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page

    def address(self, language: str | None) -> str:
        """`language` is the one that was asked for with this very request."""
        asked = {"lang": language} if language in LANGUAGES else {}
        return "/sign-in?" + urlencode({"next": self.page, **asked})


def add_error_pages(app: FastAPI) -> None:
    app.add_exception_handler(SignInFirst, _to_the_sign_in)
    app.add_exception_handler(RemoteError, _remote)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)


def error_page(request: Request, status: int, *, role: str = "", form: bool = False) -> Response:
    """The page for a status. In answer to htmx it takes the place of the page's main part."""
    name = status if status in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004
    answer = page(
        request, f"errors/{name}.html", status=status, role=role, form=form,
        request_id=_id(request),
    )  # fmt: skip
    return _placed(request, answer)


def _to_the_sign_in(request: Request, error: Exception) -> Response:
    """A browser is led there; htmx is told to go there, or it would swap the sign-in page in."""
    assert isinstance(error, SignInFirst)  # noqa: S101
    address = error.address(request.query_params.get("lang"))
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


async def _remote(request: Request, error: Exception) -> Response:
    """What Microsoft demands of the person is kept: the next sign-in takes it along."""
    assert isinstance(error, RemoteError)  # noqa: S101
    visitor, product = getattr(request.state, "visitor", None), request.app.state.product
    if visitor:
        at = product.clock.now()
        await challenges.remember(product.database, visitor.user_id, error, at=at)
    log.warning("%s: %r (Microsoft's request %r)", _id(request), str(error), error.request_id)
    answer = page(
        request, "errors/microsoft.html", status=_status_of(error), kind=type(error).__name__,
        error=error, request_id=_id(request),
    )  # fmt: skip
    return _placed(request, answer)


def _status_of(error: RemoteError) -> int:
    match error:
        case Unavailable():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case SignInNeeded():
            return HTTPStatus.UNAUTHORIZED
        case Forbidden():
            return HTTPStatus.FORBIDDEN
        case NotThere():
            return HTTPStatus.NOT_FOUND
        case Refused():
            return HTTPStatus.CONFLICT
        case _:
            return HTTPStatus.BAD_GATEWAY


def _not_understood(request: Request, _error: Exception) -> Response:
    return error_page(request, 422)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    role = error.role.value if isinstance(error, NotAllowed) else ""
    answer = error_page(request, error.status_code, role=role, form=isinstance(error, NotFromHere))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


def _broken(request: Request, error: Exception) -> Response:
    """Starlette answers this one outside all our middleware, so the headers are put on here."""
    log.error("%s: %s", _id(request), type(error).__name__)
    answer = error_page(request, 500)
    answer.headers.update(security_headers(request.app.state.product.settings))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Request-Id"] = _id(request)
    return answer


def _placed(request: Request, answer: Response) -> Response:
    """Where htmx puts an error: a poll that fails leaves the page as it is and goes on."""
    if "hx-request" not in request.headers:
        return answer
    if request.method == "GET" and wants_fragment(request) and answer.status_code >= 500:  # noqa: PLR2004
        answer.headers["HX-Reswap"] = "none"
        return answer
    answer.headers["HX-Retarget"] = "#main"
    answer.headers["HX-Reselect"] = "#main"
    answer.headers["HX-Reswap"] = "outerHTML"
    return answer


def _id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))
