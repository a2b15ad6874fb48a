"""Looking for what has to be there before any map can run."""

from app.microsoft.dataverse import Integration, Link
from app.microsoft.errors import NotThere, RemoteError
from app.steps.maps.checks.ground import USERS
from app.steps.maps.facts import SeenPackage, SeenUser
from app.steps.maps.observe.asking import Place, allowed, elsewhere, readable
from app.steps.maps.packages import ALL_IN_ONE_PACKAGE, ASKED_FOR, PACKAGES
from app.wizard.facts import Fact

SOLUTIONS = "Dataverse: solutions"
LINK = "Dataverse: RetrieveFinanceAndOperationsIntegrationDetails"
COMPANIES = "Dataverse: cdm_companies"
APPLICATION_USERS = "Dataverse: systemusers"
PACKAGE_LIST = "Power Platform: applicationPackages"
_ADMINISTRATOR = "System Administrator"
_LISTED = (*(one.unique_name for one in PACKAGES), ALL_IN_ONE_PACKAGE)


async def solutions(place: Place) -> dict[str, Fact[str]]:
    found = await allowed(lambda: place.microsoft.dataverse.solutions(ASKED_FOR))
    if isinstance(found, RemoteError):
        unseen = Fact[str].unknown(source=SOLUTIONS, reason=str(found), at=place.at)
        return dict.fromkeys(ASKED_FOR, unseen)
    versions = {solution.unique_name.lower(): solution.version for solution in found}
    return {
        name: Fact[str].exact(versions.get(name.lower(), ""), source=SOLUTIONS, at=place.at)
        for name in ASKED_FOR
    }


async def link(place: Place) -> tuple[Fact[str], Fact[bool]]:
    """What it is linked to, and whether that belongs to the same Entra tenant."""
    found = await allowed(place.microsoft.dataverse.integration_details)
    if isinstance(found, RemoteError):
        reason = str(found)
        return (
            Fact[str].unknown(source=LINK, reason=reason, at=place.at),
            Fact[bool].unknown(source=LINK, reason=reason, at=place.at),
        )
    return _linked_to(found, place), _same_tenant(found, place)


def _linked_to(found: Integration, place: Place) -> Fact[str]:
    match found.link:
        case Link.LINKED:
            return Fact[str].exact(found.url.rstrip("/"), source=LINK, at=place.at)
        case Link.NOT_LINKED:
            return Fact[str].exact("", source=LINK, at=place.at)
        case Link.CANNOT_TELL:
            return Fact[str].unknown(source=LINK, reason="404", at=place.at)


def _same_tenant(found: Integration, place: Place) -> Fact[bool]:
    if not found.tenant_id:
        return Fact[bool].unknown(source=LINK, reason="not_told", at=place.at)
    same = found.tenant_id.lower() == place.environment.tenant_id.lower()
    return Fact[bool].exact(same, source=LINK, at=place.at)


async def companies(place: Place) -> Fact[list[str]]:
    found = await readable(place.microsoft.dual_write.companies)
    if isinstance(found, RemoteError):
        return Fact[list[str]].unknown(source=COMPANIES, reason=str(found), at=place.at)
    return Fact[list[str]].exact(found, source=COMPANIES, at=place.at)


async def users(place: Place) -> tuple[dict[str, Fact[SeenUser]], str]:
    """The two application users, and the Dataverse id of the one that writes the rows."""
    applications = list(USERS)
    found = await readable(lambda: place.microsoft.dual_write.application_users(applications))
    if isinstance(found, RemoteError):
        unseen = Fact[SeenUser].unknown(source=APPLICATION_USERS, reason=str(found), at=place.at)
        return dict.fromkeys(USERS, unseen), ""
    there = {user.application_id: user for user in found}
    seen = {
        one: SeenUser(
            is_there=one in there,
            is_enabled=one in there and there[one].is_enabled,
            is_administrator=one in there and _ADMINISTRATOR in there[one].roles,
        )
        for one in applications
    }
    writer = there.get(applications[0])
    facts = {
        one: Fact[SeenUser].exact(user, source=APPLICATION_USERS, at=place.at)
        for one, user in seen.items()
    }
    return facts, writer.id if writer else ""


async def platform_id(place: Place) -> str:
    """The environment's id in Power Platform. Empty when the tenant's list does not show it."""
    if place.environment.platform_id:
        return place.environment.platform_id
    found = await elsewhere(place.microsoft.admin.power_platform.environments)
    if isinstance(found, RemoteError):
        return ""
    return next((one.id for one in found if one.origin == place.environment.url), "")


async def packages(place: Place, environment_id: str) -> dict[str, Fact[SeenPackage]]:
    found = await elsewhere(lambda: _listed(place, environment_id))
    if isinstance(found, RemoteError):
        unseen = Fact[SeenPackage].unknown(source=PACKAGE_LIST, reason=str(found), at=place.at)
        return dict.fromkeys(_LISTED, unseen)
    not_offered = Fact[SeenPackage].unknown(source=PACKAGE_LIST, reason="not_offered", at=place.at)
    return {name: found.get(name.lower(), not_offered) for name in _LISTED}


async def _listed(place: Place, environment_id: str) -> dict[str, Fact[SeenPackage]]:
    if not environment_id:
        raise NotThere("list packages", code="environment_not_listed")
    listed = await place.microsoft.admin.app_management.packages(environment_id)
    return {
        one.unique_name.lower(): Fact[SeenPackage].unknown(
            source=PACKAGE_LIST, reason="word_not_known", at=place.at
        )
        if one.state == "unknown"
        else Fact[SeenPackage].exact(
            SeenPackage(state=one.state.value, version=one.version, trouble=one.trouble),
            source=PACKAGE_LIST,
            at=place.at,
        )
        for one in listed
    }
