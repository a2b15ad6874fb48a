"""Looking for the portal, and for what this person may do about it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import urlsplit

from app.microsoft.clients import Microsoft
from app.microsoft.dataverse import User, WhoAmI
from app.microsoft.errors import RemoteError
from app.microsoft.power_pages import Website
from app.steps.provisioning.asked import allowed, fact
from app.steps.provisioning.facts import Baseline, ProvisioningFacts, Site
from app.steps.provisioning.records import records_of
from app.wizard.facts import Fact

W = TypeVar("W")
P = TypeVar("P")

PAGES: Final = "Power Pages: websites"
PLATFORM: Final = "Power Platform: environments"
USERS: Final = "Dataverse: systemusers"
WHO: Final = "Dataverse: WhoAmI"
LANGUAGES: Final = "Dataverse: RetrieveProvisionedLanguages"
SETTINGS: Final = "Power Platform: listTenantSettings"

SYSTEM_ADMINISTRATOR: Final = "627090ff-40a3-4053-8790-584edc5be201"
"""The template of the role, the same everywhere: its name is translated."""


@dataclass(frozen=True, slots=True)
class Known:
    """What our own store knows before we look. `platform_id` is empty if nobody found it yet."""

    person: str
    organization_id: str
    platform_id: str
    baseline: Baseline | None


async def observe(microsoft: Microsoft, known: Known, at: datetime) -> ProvisioningFacts:
    """What is seen now. "Not allowed" becomes an unknown fact; "no answer" goes to the engine."""
    place = await platform_id(microsoft, known, at)
    me = await fact(WHO, microsoft.dataverse.who_am_i, at)
    user = await _user(microsoft, me, at)
    return ProvisioningFacts(
        person=known.person,
        platform_id=place,
        sites=await sites_in(microsoft, place, at),
        records=await records_of(microsoft.dataverse, at),
        organization_id=_part(me, lambda who: who.organization_id),
        languages=await fact(LANGUAGES, _sorted(microsoft.dataverse.languages), at),
        access_mode=_part(user, lambda one: one.access_mode),
        is_administrator=_part(user, _is_administrator),
        is_restricted=await fact(
            SETTINGS, microsoft.admin.tenant_settings.sites_by_administrators_only, at
        ),
        baseline=known.baseline,
    )


async def platform_id(microsoft: Microsoft, known: Known, at: datetime) -> Fact[str]:
    """The environment's id in Power Platform, found by its organization if need be."""
    if known.platform_id:
        return Fact[str].exact(known.platform_id, source=PLATFORM, at=at)
    listed = await allowed(microsoft.admin.power_platform.environments)
    if isinstance(listed, RemoteError):
        return Fact[str].unknown(source=PLATFORM, reason=str(listed), at=at)
    ours = known.organization_id.lower()
    found = next((each.id for each in listed if each.organization_id.lower() == ours), "")
    return Fact[str].exact(found, source=PLATFORM, at=at)


async def sites_in(microsoft: Microsoft, place: Fact[str], at: datetime) -> Fact[tuple[Site, ...]]:
    """The sites that have a host. Without a place to ask about, nothing was seen."""
    if not place.value:
        reason = place.reason or "the environment is not in the tenant's list"
        return Fact[tuple[Site, ...]].unknown(source=PAGES, reason=reason, at=at)
    where = place.value

    async def listed() -> tuple[Site, ...]:
        return ours(await microsoft.admin.power_pages.websites(where))

    return await fact(PAGES, listed, at)


def ours(websites: Sequence[Website]) -> tuple[Site, ...]:
    """Their words become ours, once."""
    return tuple(
        Site(
            host_id=each.id,
            record_id=each.record_id,
            name=each.name or each.subdomain or _label(each.url) or each.id,
            address=_safe(each.url),
            subdomain=each.subdomain or _label(each.url),
            template=each.template,
            kind=each.kind,
            status=each.status,
            package=each.package_status,
            version=each.package_version,
            visibility=each.visibility,
            data_model=each.data_model,
            created_at=each.created_on,
            trial_days=each.trial_days,
            deleting_days=each.deleting_days,
        )
        for each in websites
    )


def _safe(url: str) -> str:
    """An address that a page of ours may link to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = parts.scheme == "https" and parts.hostname and "@" not in parts.netloc
    return url if plain and url.isprintable() and " " not in url else ""


def _label(url: str) -> str:
    return (urlsplit(_safe(url)).hostname or "").partition(".")[0]


async def _user(microsoft: Microsoft, me: Fact[WhoAmI], at: datetime) -> Fact[User]:
    if me.value is None:
        return Fact[User].unknown(source=USERS, reason=me.reason, at=at)
    user_id = me.value.user_id
    return await fact(USERS, lambda: microsoft.dataverse.user(user_id), at)


def _is_administrator(user: User) -> bool:
    """By the template; by the name only where the answer does not tell the template."""
    return any(
        role.template_id.lower() == SYSTEM_ADMINISTRATOR
        if role.template_id
        else role.name == "System Administrator"
        for role in user.roles
    )


def _part(whole: Fact[W], of: Callable[[W], P]) -> Fact[P]:
    """One value out of an answer, as sure as the answer."""
    if whole.value is None:
        return Fact[P].unknown(source=whole.source, reason=whole.reason, at=whole.seen_at)
    return Fact[P].exact(of(whole.value), source=whole.source, at=whole.seen_at)


def _sorted(ask: Callable[[], Awaitable[list[int]]]) -> Callable[[], Awaitable[tuple[int, ...]]]:
    async def languages() -> tuple[int, ...]:
        return tuple(sorted(set(await ask())))

    return languages
