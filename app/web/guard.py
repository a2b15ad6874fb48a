"""Who is asking, and whether a form is really theirs: one dependency before every route.

Every unsafe request needs the token of its session in the field `csrf`, and must come from our
own pages. A request whose session has ended keeps what was typed and leads to the sign-in.
"""

from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import anyio.lowlevel
from fastapi import Request
from starlette.datastructures import FormData

from app.access import drafts, flows
from app.access.pace import is_too_fast
from app.access.sessions import Visitor
from app.web.errors import NotFromHere, SignInFirst, TooFast
from app.web.limits import longest_field
from app.web.product import Product
from app.web.visits import ended_visitor, find_visitor, is_token_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WITHOUT_TOKEN = frozenset({"/appearance"})
"""Unsafe routes open to people who are not signed in. They change only a cookie."""
ANSWERS = "/answer/"
"""Forms below this address are for people without an account: they carry a token of their own."""
OURS = frozenset({"csrf", "from_page"})


async def guard(request: Request) -> AsyncIterator[None]:
    product: Product = request.app.state.product
    request.state.visitor = await find_visitor(request, product)
    if request.method not in SAFE:
        check_origin(request, product.settings.public_url)
        path = request.url.path
        if path not in WITHOUT_TOKEN and not path.startswith(ANSWERS):
            await _check_token(request, product)
    yield
    await request.close()


def check_origin(request: Request, public_url: str) -> None:
    """Browsers say where a request comes from. Our `no-referrer` makes them send the origin of a
    form as `null`, so Sec-Fetch-Site counts where it is sent.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site != "same-origin":
            raise NotFromHere
        return
    own = (public_url, f"{urlsplit(public_url).scheme}://{request.headers.get('host', '')}")
    if request.headers.get("origin", public_url) not in own:
        raise NotFromHere


async def _check_token(request: Request, product: Product) -> None:
    most = longest_field(request.url.path)
    form = await request.form(max_files=8, max_fields=5000, max_part_size=most)
    token = str(form.get("csrf", ""))
    visitor: Visitor | None = request.state.visitor
    if visitor is not None:
        if not is_token_of(visitor, token):
            raise NotFromHere
        await _check_pace(product, visitor)
        return
    ended = await ended_visitor(request, product)
    if ended is None or not is_token_of(ended, token):
        raise SignInFirst(_page_of(form))
    raise SignInFirst(await _kept(request, product, ended, form))


async def _check_pace(product: Product, visitor: Visitor) -> None:
    now = product.clock.now()
    if await product.database(lambda session: is_too_fast(session, visitor.user_id, now), ro=True):
        raise TooFast


async def _kept(request: Request, product: Product, ended: Visitor, form: FormData) -> str:
    """Keep the typed texts for the same person. Gives the address that brings them back."""
    page = _page_of(form)
    typed = [(k, v) for k, v in form.multi_items() if isinstance(v, str) and k not in OURS]
    if not any(value for _, value in typed):
        return page
    now, path = product.clock.now(), request.url.path
    draft = await product.database(
        lambda session: drafts.keep_draft(session, product.keys, ended, path, dict(typed), now)
    )
    if not draft:
        return page
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'draft': draft})}"


def _page_of(form: FormData) -> str:
    """The page that the form was on: every form says so in `from_page`."""
    return own_path(str(form.get("from_page", ""))) or "/"


def own_path(wish: str) -> str:
    """The path and query if they can only mean a page of ours, else nothing.

    Taken apart and put together again, it has to pass what a sign-in may lead back to: of
    `////elsewhere` the parts are an empty host and the path `//elsewhere`.
    """
    if not wish.startswith("/") or wish.startswith("//") or not wish.isprintable():
        return ""
    parts = urlsplit(wish)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k not in ("draft", "lang")])
    path = quote(parts.path, safe="/%:@-._~!$&'()*+,;=\\") + (f"?{query}" if query else "")
    return path if flows.own_path(path) == path else ""


async def drafted(request: Request) -> Mapping[str, str]:
    """What was typed into this page's form before its session ended; empty if nothing was."""
    product: Product = request.app.state.product
    visitor: Visitor | None = request.state.visitor
    draft_id = request.query_params.get("draft")
    if visitor is None or not draft_id:
        await anyio.lowlevel.checkpoint()
        return {}
    kept = await product.database(
        lambda session: drafts.find_draft(session, product.keys, visitor, draft_id), ro=True
    )
    return kept or {}
