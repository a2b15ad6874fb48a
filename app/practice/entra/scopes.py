"""Scopes: which service a token is asked for, and how the answer names what was granted."""

from collections.abc import Collection, Iterable

from app.practice.entra.faults import EntraFault

GRAPH = "https://graph.microsoft.com"
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


def granted(scopes: Collection[str], resource: str) -> str:
    """`.default` is echoed beside what it stands for; without the echo MSAL's cache never hits."""
    asked = sorted(scope for scope in scopes if scope not in OPENID)
    if f"{resource}/.default" in asked:
        return f"{resource}/user_impersonation {resource}/.default"
    return " ".join(asked) or "User.Read"
