"""Reading the session cookie."""

import hmac

from fastapi import Request

from app.access import sessions
from app.access.sessions import Visitor
from app.web.product import Product


async def find_visitor(request: Request, product: Product) -> Visitor | None:
    """The person behind the session cookie, while the session lasts."""
    cookie = request.cookies.get(sessions.cookie_name(product.settings))
    if not cookie:
        return None
    now, settings = product.clock.now(), product.settings
    return await product.database(
        lambda session: sessions.find_visitor(session, cookie, now=now, settings=settings)
    )


async def ended_visitor(request: Request, product: Product) -> Visitor | None:
    """Who the cookie belonged to before its session ended. Good for keeping a draft only."""
    cookie = request.cookies.get(sessions.cookie_name(product.settings))
    if not cookie:
        return None
    return await product.database(lambda session: sessions.find_ended(session, cookie), ro=True)


def is_token_of(visitor: Visitor, token: str) -> bool:
    return hmac.compare_digest(visitor.csrf.encode(), token.encode())
