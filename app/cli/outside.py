"""What the doctor finds on the way to Microsoft."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from app.cli.opening import opened
from app.cli.refusal import Refused
from app.cli.verdict import Line, note, ok, problem
from app.microsoft.endpoints import Cloud, cloud
from app.microsoft.reach import knock
from app.settings import Settings
from app.store.environments import list_everywhere

_HOSTS = ("login", "graph", "power_platform", "bap")
_FOR = {
    "login": "sign-in",
    "graph": "Microsoft Graph",
    "power_platform": "Power Platform API",
    "bap": "administration of environments",
    "bap_scope": "what a token for the administration of environments is asked for",
}


def unproven(settings: Settings) -> Iterator[Line]:
    """The entries of the cloud's table that nobody could prove, by name."""
    at = cloud(settings.cloud)
    for entry in sorted(at.doubtful):
        yield note(
            f"{getattr(at, entry)} ({_FOR[entry]}) could not be proven for the cloud {at.name}:"
            " Microsoft's pages contradict each other or are silent. If it fails, look here first."
        )
    if not at.has_gateway:
        yield note(
            f"Where the dual-write gateway lives in the cloud {at.name} is not known: table maps"
            " are started by hand, in Microsoft's page."
        )
    if not at.sites:
        yield note(
            f"Under which domain new sites answer in the cloud {at.name} is not documented:"
            " the whole address of a portal is seen once it is made."
        )


def look_outside(settings: Settings) -> Iterator[Line]:
    """Every host that the wizard speaks to. No token is sent, so nothing is learnt or changed."""
    at = cloud(settings.cloud)
    services = {
        getattr(at, entry): _FOR[entry] for entry in ("login", "graph", "power_platform", "bap")
    }
    hosts = {**services, **dict.fromkeys(_organizations(settings, at), "Dataverse")}
    for reached in knock(at, list(hosts), settings.microsoft_at):
        what = f"{reached.host} ({hosts[reached.host]})"
        if reached.status:
            yield ok(f"{what} answers.")
        else:
            yield problem(f"{what} does not answer ({reached.reason}). Open the way out to it.")
    if not settings.is_practice and len(hosts) == len(services):
        yield note("No environment is known yet, so no Dataverse host was tried.")


def _organizations(settings: Settings, at: Cloud) -> list[str]:
    """Of the environments in the wizard, when its store can be read."""
    try:
        with opened(settings) as database:
            found = database.run(list_everywhere, ro=True)
    except (Refused, SQLAlchemyError):
        return []
    hosts = {urlsplit(environment.url).hostname or "" for environment in found}
    return sorted(host for host in hosts if at.is_dataverse(host))
