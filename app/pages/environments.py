"""The environments somebody set this wizard to work on: list, add, remove, put back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.microsoft.address import AddressRefused, organization_origin
from app.microsoft.errors import Forbidden, NotThere, RemoteError, SignInNeeded, Unavailable
from app.microsoft.power_platform import PlatformEnvironment
from app.pages.standing import standing
from app.pages.texts import ADDRESS_REFUSED, NOT_ADDED
from app.steps.update.bench import WorkbenchDep
from app.store import environments
from app.web.deps import NowDep, OperatorDep, ProductDep, VisitorDep
from app.web.errors import NotHere
from app.web.guard import drafted
from app.web.product import Product
from app.web.render import page, see_other

router = APIRouter()

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form said. All but the address is there when it came from the tenant's list."""

    address: Text = ""
    name: Text = ""
    platform_id: Text = ""
    organization_id: Text = ""


@dataclass(frozen=True, slots=True)
class NotAdded(Exception):
    """Why an environment was not added: marked words, and Microsoft's own."""

    says: str
    detail: str = ""


@router.get("/", name="environments.list")
async def list_environments(
    request: Request, visitor: VisitorDep, product: ProductDep, workbench: WorkbenchDep
) -> Response:
    standings, removed = await product.database(
        lambda session: (
            [
                standing(session, workbench, environment)
                for environment in environments.list_for(session, visitor.tenant_id)
            ],
            environments.list_removed(session, visitor.tenant_id),
        ),
        ro=True,
    )
    return page(request, "pages/environments.html", standings=standings, removed=removed)


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
        origin, organization = await _verified(product, visitor, wish)
    except NotAdded as problem:
        return await _form(request, product, visitor, wish, problem)
    label = wish.name or await _name_of(product, visitor, origin)

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


async def _form(
    request: Request,
    product: Product,
    visitor: Visitor,
    wish: Wish | None = None,
    problem: NotAdded | None = None,
) -> Response:
    """The list of the tenant beside the form for an address; each works without the other."""
    listed: Sequence[PlatformEnvironment] = ()
    unlisted: RemoteError | None = None
    try:
        listed = await product.connections.tenant(_token(product, visitor)).environments()
    except RemoteError as error:
        unlisted = error
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


async def _verified(product: Product, visitor: Visitor, wish: Wish) -> tuple[str, str]:
    """The origin and the organization behind it, as Dataverse itself says it."""
    try:
        origin = organization_origin(wish.address, product.connections.cloud)
    except AddressRefused as refused:
        raise NotAdded(ADDRESS_REFUSED[refused.code]) from None
    microsoft = product.connections.to(_token(product, visitor), origin)
    try:
        me = await microsoft.dataverse.who_am_i()
    except RemoteError as error:
        raise NotAdded(NOT_ADDED[_kind(error)], str(error)) from None
    if wish.organization_id and wish.organization_id.lower() != me.organization_id.lower():
        raise NotAdded(NOT_ADDED["other_organization"])
    return origin, me.organization_id


def _kind(error: RemoteError) -> str:
    match error:
        case Forbidden():
            return "forbidden"
        case NotThere():
            return "not_there"
        case Unavailable():
            return "unavailable"
        case SignInNeeded():
            return "sign_in_needed"
        case _:
            return "other"


async def _name_of(product: Product, visitor: Visitor, origin: str) -> str:
    """The environment's display name if the tenant's list has it, else the name in its address."""
    try:
        listed = await product.connections.tenant(_token(product, visitor)).environments()
    except RemoteError:
        listed = []
    fallback = origin.removeprefix("https://").partition(".")[0]
    return next((e.name for e in listed if e.origin == origin), fallback)


def _token(product: Product, visitor: Visitor) -> Callable[[str], Awaitable[str]]:
    async def token(scope: str) -> str:
        return await product.tokens.token(visitor.user_id, scope)

    return token
