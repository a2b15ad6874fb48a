"""Authentication contexts: what a service can demand of a sign-in beyond its having happened.

A service asks with a claims challenge; the application hands the claims to the next sign-in, as
the parameter `claims`; and the access tokens of that sign-in say so in the claim `acrs`.
"""

import base64
import json

from app.practice.entra.faults import EntraFault


def claims_challenge(context: str) -> str:
    """A WWW-Authenticate header that demands the context."""
    wanted = {"access_token": {"acrs": {"essential": True, "value": context}}}
    told = base64.urlsafe_b64encode(json.dumps(wanted).encode()).decode().rstrip("=")
    where = "https://login.microsoftonline.com/common/oauth2/authorize"
    return (
        f'Bearer realm="", authorization_uri="{where}", error="insufficient_claims", '
        f'claims="{told}"'
    )


def contexts_demanded(claims: str) -> list[str]:
    """Of the parameter `claims` of a request: JSON, or nothing."""
    if not claims:
        return []
    try:
        wanted = json.loads(claims)["access_token"].get("acrs") or {}
        values = wanted.get("values") or [wanted.get("value")]
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "The request parameter 'claims' is no JSON that can be read."
        raise EntraFault("invalid_request", 90023, message) from None
    return [value for value in values if isinstance(value, str)]
