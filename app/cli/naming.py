"""Which environment is meant by what somebody typed: its name, its address or an id of it."""

from collections.abc import Sequence

from app.cli.refusal import Refused
from app.cli.words import plain
from app.microsoft.address import AddressRefused, organization_origin
from app.microsoft.endpoints import Cloud
from app.microsoft.endpoints import cloud as named
from app.store.tables import Environment


def meant(typed: str, known: Sequence[Environment], cloud_name: str) -> Environment:
    """Exactly one, or Refused. An id or an address wins over a name that looks like it."""
    wanted, cloud = typed.strip(), named(cloud_name)
    exact = [one for one in known if wanted.lower() in _ids(one) or _at(wanted, cloud) == one.url]
    found = exact or [one for one in known if one.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        told = [f"{typed} is the name of several environments. Use an address:", *_listed(found)]
    else:
        told = [f"The wizard knows no environment {typed}.", *_offered(known)]
    raise Refused("\n".join(told))


def _ids(environment: Environment) -> set[str]:
    ids = (environment.id, environment.platform_id, environment.organization_id)
    return {one.lower() for one in ids if one}


def _at(typed: str, cloud: Cloud) -> str | None:
    try:
        return organization_origin(typed, cloud)
    except AddressRefused:
        return None


def _offered(known: Sequence[Environment]) -> list[str]:
    if not known:
        return ["None was added yet: sign in to the wizard and add it there."]
    return ["It knows these:", *_listed(known)]


def _listed(environments: Sequence[Environment]) -> list[str]:
    return [plain(f"  {one.name}  {one.url}") for one in environments]
