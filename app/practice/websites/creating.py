"""Everything a wish for a new site is held against, in the order in which it is refused."""

import re
from dataclasses import dataclass
from datetime import datetime

from app.practice.admin.asking import Refused, not_simulated
from app.practice.environments import Environment
from app.practice.people import Person
from app.practice.plot import Creation, Plot
from app.practice.websites.hosting import CUSTOMER_PORTAL, Hosting, Website
from app.practice.world import NewSite, World

TEMPLATES = frozenset(
    {
        *(f"StarterLayout{number}" for number in range(1, 6)),
        "BlankPage",
        "BookMeetings",
        "FAQ",
        "ProgramRegistration",
        "BuildingPermit",
        "Community",
        "EventPortal",
        "CustomerSelfServicePortal",
        "EmployeeSelfServicePortal",
        "PartnerPortal",
        CUSTOMER_PORTAL,
        "FieldService",
        "DefaultPortalTemplate",
        "PowerPortals_ProgramRegistration",
        "PowerPortals_BookMeeting",
    }
)
LANGUAGES = frozenset({1033, 1042})
_TAKEN_ELSEWHERE = frozenset({"contoso", "portal", "customers"})
_SUBDOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_REQUIRED = (
    ("name", str),
    ("subdomain", str),
    ("templateName", str),
    ("selectedBaseLanguage", int),
    ("dataverseOrganizationId", str),
)
_NEEDED_SOLUTION = "msdyn_Dynamics365SupplyChainExtendedAnchor"
_OLD_SOLUTION = "Dynamics365FinanceAndOperationsAnchor"


@dataclass(frozen=True, slots=True)
class Wish:
    name: str
    subdomain: str
    template: str
    language: int
    organization_id: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is to be, and what is known there."""

    environment: Environment
    world: World
    hosting: Hosting
    plot: Plot
    now: datetime


def create(place: Place, person: Person, body: dict[str, object]) -> Website:
    wish = _read(body)
    _check_right(place, person)
    _check_values(place, wish)
    _check_room(place, wish)
    new = NewSite(wish.name, wish.subdomain, wish.language, person.oid)
    return place.hosting.create(place.environment.id, new, wish.record_id)


def _read(body: dict[str, object]) -> Wish:
    unfit = [
        ("InvalidField", f"The field {name} is required.", name)
        for name, kind in _REQUIRED
        if not isinstance(body.get(name), kind) or not body[name]
    ]
    record_id = body.get("websiteRecordId") or ""
    if not isinstance(record_id, str):
        unfit.append(("InvalidField", "The field is no GUID.", "websiteRecordId"))
    if unfit:
        raise Refused(400, "InvalidRequest", "The request is invalid.", unfit)
    language = body["selectedBaseLanguage"]
    return Wish(
        name=str(body["name"]),
        subdomain=str(body["subdomain"]),
        template=str(body["templateName"]),
        language=language if isinstance(language, int) else 0,
        organization_id=str(body["dataverseOrganizationId"]).lower(),
        record_id=str(record_id).lower(),
    )


def _check_right(place: Place, person: Person) -> None:
    is_locked = place.plot.creation is Creation.LOCKED
    may = person.is_tenant_administrator if is_locked else person.is_system_administrator
    if not may:
        message = (
            "You don't have permissions to create a site in this environment. Contact your "
            "administrator."
        )
        raise Refused(403, "Forbidden", message)


def _check_values(place: Place, wish: Wish) -> None:
    if wish.template not in TEMPLATES:
        raise _unfit("templateName", f"The template '{wish.template}' is not known.")
    if wish.organization_id != place.environment.organization_id:
        message = "The organization does not belong to the environment."
        raise _unfit("dataverseOrganizationId", message)
    if wish.language not in LANGUAGES:
        message = f"The language {wish.language} is not enabled in the environment."
        raise _unfit("selectedBaseLanguage", message)
    if not _SUBDOMAIN.fullmatch(wish.subdomain):
        raise _unfit("subdomain", "Use small letters, digits and hyphens.")
    if wish.subdomain in place.hosting.subdomains() | _TAKEN_ELSEWHERE:
        raise _unfit("subdomain", f"The address '{wish.subdomain}' is not available.")
    if wish.template != CUSTOMER_PORTAL:
        raise not_simulated(f"a site from the template {wish.template}")


def _check_room(place: Place, wish: Wish) -> None:
    if not {_NEEDED_SOLUTION, _OLD_SOLUTION} & place.world.solutions():
        message = "The dual-write solution is not installed in this environment."
        raise Refused(400, "MissingDependency", message)
    environment_id = place.environment.id
    inactive = place.hosting.inactive(environment_id)
    if wish.record_id and wish.record_id not in inactive:
        raise _unfit("websiteRecordId", "There is no inactive website with this id.")
    others = [
        one
        for one in place.hosting.live(environment_id)
        if one.is_customer_portal and not one.has_failed(place.now)
    ]
    if others or (inactive and not wish.record_id):
        message = (
            "The maximum number of sites from this template is reached: an environment can have "
            "one, active or inactive."
        )
        raise Refused(400, "WebsiteLimitReached", message)


def _unfit(field: str, message: str) -> Refused:
    return Refused(400, "InvalidRequest", message, [("InvalidField", message, field)])
