"""Scopes: which service a token is asked for, and how the answer names what was granted."""

from collections.abc import Collection, Iterable

from app.practice.entra.faults import EntraFault

GRAPH = "https://graph.microsoft.com"
ADMINISTRATORS = frozenset(
    {"LicenseAssignment.Read.All", "Organization.Read.All", "Application.Read.All"}
)
OPENID = frozenset({"openid", "profile", "email", "offline_access"})


def resource_of(scope: str) -> str:
    """Everything before the last slash; a bare name belongs to Graph."""
    return scope.rsplit("/", 1)[0] if "://" in scope else GRAPH


def resources(scopes: Iterable[str]) -> list[str]:
    return sorted({resource_of(scope) for scope in scopes if scope not in OPENID})


def one_resource(scopes: Collection[str], known: Collection[str]) -> str:
    """A token is for one service. Asking for none means Graph, as for a plain sign-in."""
    asked = resources(scopes)
    if len(asked) > 1:
        message = "Provided value for the input parameter scope is not valid because it contains"
        raise EntraFault("invalid_request", 28000, f"{message} more than one resource.")
    resource = asked[0] if asked else GRAPH
    if resource.rstrip("/") not in known:
        message = f"The resource principal named {resource} was not found in the tenant."
        raise EntraFault("invalid_resource", 500011, message)
    return resource


def for_administrators(scopes: Iterable[str]) -> list[str]:
    """What only an administrator may agree to, by its bare name."""
    names = (scope.rsplit("/", 1)[-1] for scope in scopes if resource_of(scope) == GRAPH)
    return sorted(ADMINISTRATORS & set(names))


def granted(scopes: Collection[str], resource: str, agreed: Iterable[str] = ()) -> str:
    """`.default` is echoed beside what it stands for; without the echo MSAL's cache never hits.

    `agreed` are the permissions for administrators that it stands for in Graph.
    """
    asked = sorted(scope for scope in scopes if scope not in OPENID)
    if f"{resource}/.default" in asked and resource == GRAPH:
        names = ("User.Read", *agreed, ".default")
        return " ".join(f"{GRAPH}/{name}" for name in names)
    if f"{resource}/.default" in asked:
        return f"{resource}/user_impersonation {resource}/.default"
    return " ".join(asked) or "User.Read"
