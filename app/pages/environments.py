"""The environments this wizard was set to work on: list, remove, put back."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.access import audit
from app.pages.listing import SEARCHED_FROM, read_shelf
from app.steps.update.bench import WorkbenchDep
from app.store import environments
from app.web.deps import NowDep, OperatorDep, ProductDep, VisitorDep
from app.web.errors import NotHere
from app.web.product import Product
from app.web.render import page, see_other

router = APIRouter()


@router.get("/", name="environments.list")
async def list_environments(
    request: Request,
    visitor: VisitorDep,
    product: ProductDep,
    workbench: WorkbenchDep,
    q: str = "",
) -> Response:
    """What needs somebody first; `q` finds by name or address."""
    shelf = await product.database(lambda session: read_shelf(session, workbench, visitor), ro=True)
    wanted = q.strip()
    return page(
        request,
        "pages/environments.html",
        standings=shelf.matching(wanted),
        removed=shelf.removed,
        changed=shelf.changed,
        calls=shelf.calls,
        many=len(shelf.standings) > SEARCHED_FROM,
        wanted=wanted,
    )


@router.post("/environments/{environment_id}/remove", name="environments.remove")
async def remove(
    request: Request, environment_id: str, visitor: OperatorDep, product: ProductDep, now: NowDep
) -> Response:
    """Out of the wizard only. What was seen and decided is kept and comes back with it."""

    def removed(session: Session) -> None:
        environments.remove(session, environment_id, tenant_id=visitor.tenant_id, at=now)
        audit.record(session, visitor, "environments.remove", at=now, environment_id=environment_id)

    return await _then_list(request, product, removed)


@router.post("/environments/{environment_id}/put-back", name="environments.put_back")
async def put_back(
    request: Request, environment_id: str, visitor: OperatorDep, product: ProductDep, now: NowDep
) -> Response:
    def returned(session: Session) -> None:
        environments.put_back(session, environment_id, tenant_id=visitor.tenant_id)
        audit.record(
            session, visitor, "environments.put_back", at=now, environment_id=environment_id
        )

    return await _then_list(request, product, returned)


async def _then_list(
    request: Request, product: Product, change: Callable[[Session], None]
) -> Response:
    try:
        await product.database(change)
    except environments.UnknownEnvironment:
        raise NotHere from None
    return see_other(request, "environments.list")
