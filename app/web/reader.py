"""Who reads this page and how: the person, the language, the time zone, light or dark."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from app.access.sessions import Visitor
from app.i18n.choice import choose_language, choose_zone
from app.i18n.translator import LANGUAGES
from app.settings import Settings

ONCE = frozenset({"code", "state", "session_state", "client_info"})
"""What Entra's answer brings along works once, and stands in no link or form of the page."""
YEAR = 365 * 24 * 3600
Look = Literal["light", "dark"]


@dataclass(frozen=True)
class Reader:
    language: str
    zone: ZoneInfo | None
    look: Look | None
    visitor: Visitor | None


def cookie_name(settings: Settings, name: str) -> str:
    """Browsers accept the __Host- prefix over https only."""
    return f"__Host-portal-setup-{name}" if settings.secure else f"portal-setup-{name}"


def reader_of(request: Request, settings: Settings) -> Reader:
    cookies, name = request.cookies, cookie_name
    return Reader(
        language=choose_language(
            request.query_params.get("lang"),
            cookies.get(name(settings, "lang")),
            request.headers.get("accept-language", ""),
        ),
        zone=choose_zone(cookies.get(name(settings, "zone"), "").replace("%2F", "/")),
        look=_look(cookies.get(name(settings, "look"))),
        visitor=getattr(request.state, "visitor", None),
    )


def keep(response: Response, settings: Settings, name: str, value: str) -> None:
    response.set_cookie(
        cookie_name(settings, name), value, max_age=YEAR, path="/",
        secure=settings.secure, httponly=True, samesite="lax",
    )  # fmt: skip


def forget(response: Response, settings: Settings, name: str) -> None:
    response.delete_cookie(
        cookie_name(settings, name), path="/", secure=settings.secure, httponly=True,
        samesite="lax",
    )  # fmt: skip


def language_links(request: Request) -> list[tuple[str, str, str]]:
    """Per language its code, its own name, and this page's address in it."""
    kept = [(k, v) for k, v in _asked(request) if k != "lang"]
    return [
        (code, name, "?" + urlencode([*kept, ("lang", code)])) for code, name in LANGUAGES.items()
    ]


def this_page(request: Request) -> str:
    """Where a form of this page leads back to."""
    query = urlencode(_asked(request))
    return f"{request.url.path}?{query}" if query else request.url.path


def _asked(request: Request) -> list[tuple[str, str]]:
    return [(k, v) for k, v in request.query_params.multi_items() if k not in ONCE]


def _look(kept: str | None) -> Look | None:
    match kept:
        case "light" | "dark":
            return kept
        case _:
            return None
