"""Is there an environment at this address, and may this person enter it? Dataverse says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form

from app.access import challenges
from app.access.sessions import Visitor
from app.access.tokens import TokensOf
from app.microsoft.address import AddressRefused, organization_origin
from app.microsoft.errors import Forbidden, NotThere, RemoteError, SignInNeeded, Unavailable
from app.microsoft.power_platform import PlatformEnvironment
from app.pages.texts import ADDRESS_REFUSED, NOT_ADDED
from app.web.product import Product

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


async def verified(product: Product, visitor: Visitor, wish: Wish) -> tuple[str, str]:
    """The origin and the organization behind it, as Dataverse itself says it."""
    try:
        origin = organization_origin(wish.address, product.connections.cloud)
    except AddressRefused as refused:
        raise NotAdded(ADDRESS_REFUSED[refused.code]) from None
    source = tokens_of(product, visitor)
    microsoft = product.connections.to(source, origin, user=visitor.user_id)
    try:
        me = await microsoft.dataverse.who_am_i()
    except RemoteError as error:
        await _remember(product, visitor, error)
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


async def in_tenant(
    product: Product, visitor: Visitor
) -> tuple[Sequence[PlatformEnvironment], RemoteError | None]:
    """The environments that the tenant's list shows this person, or why there is no list."""
    try:
        tenant = product.connections.tenant(tokens_of(product, visitor))
        return await tenant.power_platform.environments(), None
    except RemoteError as error:
        await _remember(product, visitor, error)
        return (), error


async def _remember(product: Product, visitor: Visitor, error: RemoteError) -> None:
    at = product.clock.now()
    await challenges.remember(product.database, visitor.user_id, error, at=at)


async def name_of(product: Product, visitor: Visitor, origin: str) -> str:
    """The environment's display name if the tenant's list has it, else the name in its address."""
    listed, _ = await in_tenant(product, visitor)
    fallback = origin.removeprefix("https://").partition(".")[0]
    return next((e.name for e in listed if e.origin == origin), fallback)


def tokens_of(product: Product, visitor: Visitor) -> TokensOf:
    return TokensOf(product.tokens, visitor.user_id)
