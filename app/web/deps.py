"""What a route asks for. Each is worked out once per request."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.access.roles import Role
from app.access.sessions import Visitor
from app.store import environments
from app.store.tables import Environment
from app.web.errors import NotAllowed, NotHere, SignInFirst
from app.web.essentials import ClockDep, DbDep, NowDep, ProductDep
from app.wizard.journey import Stop

__all__ = [
    "AdminDep",
    "ClockDep",
    "DbDep",
    "EnvironmentDep",
    "NowDep",
    "OperatorDep",
    "ProductDep",
    "VisitorDep",
    "needs",
    "page_asked_for",
]


async def signed_in(request: Request) -> Visitor:
    """The person who asks; nobody signed in leads to the sign-in page and back."""
    visitor: Visitor | None = request.state.visitor
    if visitor is None:
        raise SignInFirst(page_asked_for(request))
    return visitor


VisitorDep = Annotated[Visitor, Depends(signed_in)]


def needs(role: Role) -> Callable[[Visitor], Awaitable[Visitor]]:
    """A dependency that lets through people with this role or a higher one."""

    async def check(visitor: VisitorDep) -> Visitor:
        if visitor.role < role:
            raise NotAllowed(role)
        return visitor

    return check


OperatorDep = Annotated[Visitor, Depends(needs(Role.OPERATOR))]
AdminDep = Annotated[Visitor, Depends(needs(Role.ADMIN))]


async def the_environment(
    request: Request, environment_id: str, visitor: VisitorDep, product: ProductDep
) -> Environment:
    """Of the visitor's own tenant; one of another is not there. Its page shows the four steps."""

    def look_up(session: Session) -> tuple[Environment, Sequence[Stop]] | None:
        found = environments.find(session, environment_id, tenant_id=visitor.tenant_id)
        return (found, product.journey(session, found)) if found else None

    known = await product.database(look_up, ro=True)
    if known is None:
        raise NotHere
    environment, request.state.stops = known
    return environment


EnvironmentDep = Annotated[Environment, Depends(the_environment)]


def page_asked_for(request: Request) -> str:
    """Where to go on after signing in: this address, if it is one that shows a page."""
    if request.method != "GET":
        return "/"
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query
