"""Pages of the practice tenant, in the reader's language, with headers that allow little."""

from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.practice.words import WORDS

PAGES = Path(__file__).with_name("pages")
_JINJA = Environment(
    loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
LANGUAGES = {"en": "English", "ko": "한국어"}


def language(request: Request) -> str:
    """From `ui_locales`, else from what the browser prefers."""
    wanted = request.query_params.get("ui_locales") or request.headers.get("accept-language", "")
    for part in wanted.replace(" ", ",").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return "en"


def page(
    request: Request, name: str, *, status: int = 200, forms_to: str = "", **values: object
) -> Response:
    """`forms_to` is another origin that a form on this page may end up at."""
    lang = language(request)
    index = list(LANGUAGES).index(lang)

    def word(key: str, **places: object) -> str:
        return WORDS[key][index] % places if places else WORDS[key][index]

    links = {
        code: str(request.url.include_query_params(ui_locales=code).replace(scheme="", netloc=""))
        for code in LANGUAGES
    }
    text = _JINJA.get_template(f"{name}.html").render(
        t=word, lang=lang, languages=LANGUAGES, language_links=links, **values
    )
    return HTMLResponse(text, status, _headers(forms_to))


def _headers(forms_to: str) -> dict[str, str]:
    forms = f"'self' {forms_to}".strip()
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        f"form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "strict-origin",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Language",
    }
