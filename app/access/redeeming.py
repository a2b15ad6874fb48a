"""From Entra's answer to a person: the code is traded in, and what comes back is checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.access.identity import Expected, Identity, identify, issuer_for
from app.access.refusal import Reason, SignInRefused
from app.microsoft.entra import Entra, Flow, Redeemed
from app.microsoft.errors import Refused
from app.settings import Settings

_DECLINED = frozenset({"access_denied", "consent_required", "interaction_required"})
_TENANT = r"[0-9a-fA-F-]{36}"


@dataclass(frozen=True)
class Redemption:
    """A person with their tokens, or the reason why not."""

    who: Identity | None = None
    cache: str = ""
    refused: SignInRefused | None = None


def redeem(
    entra: Entra, settings: Settings, flow: Flow, params: Mapping[str, str], now: datetime
) -> Redemption:
    """Asks Entra: call it in a thread. What is no answer at all raises Unavailable."""
    try:
        issuer = entra.issuer(settings.tenant)
        _check_issuer(params.get("iss"), issuer)
        redeemed = _redeem(entra, settings.tenant, flow, params)
        keys = entra.signing_keys(settings.tenant)
        expected = Expected(settings.client_id, issuer, tenants_of(settings), now)
        who = identify(redeemed.id_token, keys, expected)
        _check_issuer(params.get("iss"), issuer_for(issuer, who.tenant_id))
    except SignInRefused as refused:
        return Redemption(refused=refused)
    return Redemption(who, redeemed.cache)


def tenants_of(settings: Settings) -> frozenset[str]:
    """Whose people may sign in. `organizations` names nobody: then the list has to."""
    return frozenset(t.lower() for t in settings.allowed_tenants or {settings.tenant})


def _check_issuer(said: str | None, issuer: str) -> None:
    """Against a mix-up of providers: the answer may name its issuer, and then it must be ours.

    First before the code is sent, as far as the tenant is not known yet; then exactly.
    """
    pattern = re.escape(issuer).replace(re.escape("{tenantid}"), _TENANT)
    if said is not None and not re.fullmatch(pattern, said):
        raise SignInRefused(Reason.WRONG_ISSUER)


def _redeem(entra: Entra, tenant: str, flow: Flow, params: Mapping[str, str]) -> Redeemed:
    try:
        redeemed = entra.redeem(tenant, flow, params)
    except Refused:
        raise SignInRefused(Reason.NOT_THIS_FLOW) from None
    if redeemed.error:
        declined = redeemed.error in _DECLINED
        raise SignInRefused(
            Reason.DECLINED if declined else Reason.REFUSED, redeemed.detail or redeemed.error
        )
    return redeemed
