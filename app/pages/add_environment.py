"""Adding an environment: from the tenant's list, or by its address."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.pages.verifying import NotAdded, Wish, in_tenant, name_of, verified
from app.store import environments
from app.web.deps import NowDep, OperatorDep, ProductDep
from app.web.guard import drafted
from app.web.product import Product
from app.web.render import page, see_other

router = APIRouter()


@router.get("/environments/add", name="environments.offer")
async def offer(request: Request, visitor: OperatorDep, product: ProductDep) -> Response:
    return await _form(request, product, visitor)


@router.post("/environments/add", name="environments.add")
async def add(
    request: Request,
    visitor: OperatorDep,
    product: ProductDep,
    now: NowDep,
    wish: Annotated[Wish, Depends()],
) -> Response:
    """Add an environment that answers in the name of the person who adds it."""
    try:
        origin, organization = await verified(product, visitor, wish)
    except NotAdded as problem:
        return await _form(request, product, visitor, wish, problem)
    label = wish.name or await name_of(product, visitor, origin)

    def added(session: Session) -> str:
        environment = environments.add(
            session, tenant_id=visitor.tenant_id, organization_id=organization, url=origin,
            name=label, platform_id=wish.platform_id, by=visitor.user_id, at=now,
        )  # fmt: skip
        audit.record(
            session, visitor, "environments.add", at=now,
            environment_id=environment.id, target=origin,
        )  # fmt: skip
        return environment.id

    environment_id = await product.database(added)
    return see_other(request, "overview.show", environment_id=environment_id)


async def _form(
    request: Request,
    product: Product,
    visitor: Visitor,
    wish: Wish | None = None,
    problem: NotAdded | None = None,
) -> Response:
    """The list of the tenant beside the form for an address; each works without the other."""
    listed, unlisted = await in_tenant(product, visitor)
    known = await product.database(
        lambda session: {e.url for e in environments.list_for(session, visitor.tenant_id)}, ro=True
    )
    typed = await drafted(request)
    return page(
        request,
        "pages/add_environment.html",
        status=422 if problem else 200,
        listed=listed,
        unlisted=unlisted,
        known=known,
        address=wish.address if wish else typed.get("address", ""),
        problem=problem,
    )
