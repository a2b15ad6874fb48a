"""Templates to answers. A page and the fragments htmx refreshes are blocks of one template."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING

from jinja2 import Environment, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.i18n.times import format_age, format_number, format_span, format_time
from app.i18n.translator import Translator, load_translators
from app.web import reader
from app.web.static import Addresses
from app.web.templating import environment_of
from app.web.words import Words
from app.wizard.review import asked_again

if TYPE_CHECKING:
    from app.web.product import Product

_FILES = ("words", "seen", "forms", "compare", "said", "asking")
PARTS = tuple(f"parts/{name}.html" for name in _FILES)


class Pages:
    """One Jinja environment per language, over the same templates."""

    def __init__(
        self,
        assets: Addresses,
        *folders: Path,
        words: Mapping[str, Words] = MappingProxyType({}),
        changes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`words` are those of every finding, `changes` those of what is not as it was."""
        self.assets = assets
        self.translators: Mapping[str, Translator] = load_translators()
        self._environments = {
            language: environment_of(translator, assets, folders)
            for language, translator in self.translators.items()
        }
        for environment in self._environments.values():
            environment.globals.update(words_of=words, change_words=changes)

    def render(
        self, name: str, language: str, block: str | None, words: Mapping[str, object]
    ) -> str:
        environment = self._environments[language]
        template = environment.get_template(name)
        everything = {**words, "ui": _parts(environment, words)}
        if block is None:
            return template.render(everything)
        return _render_block(template, block, everything)


def page(
    request: Request,
    name: str,
    *,
    block: str | None = None,
    status: int = 200,
    **context: object,
) -> Response:
    """Answer with a template, or with one block of it, in the reader's language."""
    product: Product = request.app.state.product
    settings = product.settings
    who = reader.reader_of(request, settings)
    around = _around(request, product, who)
    html = product.pages.render(name, who.language, block, {**around, **context})
    response = HTMLResponse(html, status)
    response.headers["Vary"] = "HX-Request-Type, Accept-Language, Cookie"
    response.headers["Content-Language"] = who.language
    if request.query_params.get("lang") == who.language:
        reader.keep(response, settings, "lang", who.language)
    return response


def see_other(request: Request, name: str, /, **params: object) -> Response:
    """After a form: on to a page, by the name of its route."""
    return RedirectResponse(request.app.url_path_for(name, **params), 303)


def wants_fragment(request: Request) -> bool:
    """htmx asks for a part of the page; a browser, or htmx loading a whole page, does not."""
    return request.headers.get("hx-request-type") == "partial"


def _around(request: Request, product: "Product", who: reader.Reader) -> dict[str, object]:
    """What every page and macro can count on."""
    now, stops = product.clock.now(), getattr(request.state, "stops", ())
    return {
        "request": request,
        "here": request.url.path,
        "this_page": reader.this_page(request),
        "language": who.language,
        "languages": reader.language_links(request),
        "look": who.look,
        "visitor": who.visitor,
        "csrf": who.visitor.csrf if who.visitor else "",
        "practice": product.settings.is_practice,
        "practice_limits": product.practice_limits,
        "zone_cookie": reader.cookie_name(product.settings, "zone"),
        "environment": None,
        "stops": stops,
        "asked_again": partial(asked_again, stops, now),
        "step": "",
        "now": now,
        "time_text": partial(_time_text, who),
        "age_text": partial(_age_text, who, now),
        "span_text": partial(_span_text, who),
        "number": partial(_number, who),
    }


def _time_text(who: reader.Reader, when: datetime) -> str:
    return format_time(when, who.language, who.zone)


def _age_text(who: reader.Reader, now: datetime, when: datetime) -> str:
    return format_age(when, now, who.language)


def _span_text(who: reader.Reader, span: timedelta) -> str:
    return format_span(span, who.language)


def _number(who: reader.Reader, number: float) -> str:
    return format_number(number, who.language)


def _parts(environment: Environment, words: Mapping[str, object]) -> SimpleNamespace:
    """All macros as one `ui`. They know this page's form token, times and language; a macro may
    use those of its own file and of the files before it.
    """
    ui = SimpleNamespace()
    for file in PARTS:
        made = environment.get_template(file).make_module({**words, "ui": ui})
        vars(ui).update({name: part for name, part in vars(made).items() if name[0] != "_"})
    return ui


def _render_block(template: Template, block: str, words: Mapping[str, object]) -> str:
    return "".join(template.blocks[block](template.new_context(dict(words))))
