"""Sign-in and tokens, spoken with MSAL. Nothing is kept here: caches come in and go out as text.

MSAL validates no ID token (but for the nonce): the caller must, with `signing_keys` and `issuer`.
Everything is synchronous, for use in a thread. The authority is always Microsoft's own address,
also when the practice tenant answers: the way there is the HTTP client's business.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from urllib.parse import urlencode

import httpx
import msal  # type: ignore[import-untyped]
import requests
from pydantic import JsonValue

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import Refused, RemoteError, Unavailable, UnexpectedReply
from app.microsoft.msal_http import MsalHttp
from app.microsoft.oidc import Oidc
from app.microsoft.refusals import one_line

Flow: TypeAlias = dict[str, JsonValue]

_SPARE = timedelta(minutes=5)
"""A token this close to its end is renewed first."""


@dataclass(frozen=True)
class Redeemed:
    """What Entra gave for a code: an ID token that nobody has checked yet, or an error."""

    id_token: str = ""
    cache: str = ""
    error: str = ""
    detail: str = ""
    claims: str = ""


@dataclass(frozen=True)
class Silent:
    """An access token, or Entra's reason why a person has to sign in. Both come with the cache."""

    cache: str
    access_token: str = ""
    error: str = ""
    detail: str = ""
    claims: str = ""


class Entra:
    def __init__(
        self,
        cloud: Cloud,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        http: httpx.Client,
    ) -> None:
        self.cloud, self.client_id, self.redirect_uri = cloud, client_id, redirect_uri
        self._secret, self._http, self._oidc = client_secret, MsalHttp(http), Oidc(http)

    def start(self, tenant: str, scopes: list[str], **hints: str) -> Flow:
        """The flow to keep on the server; its `auth_uri` is where the browser goes.

        MSAL warns about every other mode than `form_post`, so the mode is put right afterwards.
        """
        app = self._app("start the sign-in", tenant, msal.SerializableTokenCache())
        flow: Flow = app.initiate_auth_code_flow(
            scopes, redirect_uri=self.redirect_uri, response_mode="form_post", **hints
        )
        flow["auth_uri"] = str(
            httpx.URL(str(flow["auth_uri"])).copy_set_param("response_mode", "query")
        )
        return flow

    def redeem(self, tenant: str, flow: Flow, params: Mapping[str, str]) -> Redeemed:
        """Trade the code for tokens. A reply that does not belong to the flow is refused."""
        operation = "finish the sign-in"
        cache = msal.SerializableTokenCache()
        app = self._app(operation, tenant, cache)
        try:
            said = app.acquire_token_by_auth_code_flow(dict(flow), dict(params))
        except RuntimeError:
            raise Refused(operation, code="nonce") from None
        except (ValueError, KeyError, IndexError):
            raise Refused(operation, code="not_this_flow") from None
        except (requests.RequestException, msal.exceptions.MsalServiceError) as error:
            raise Unavailable(operation, reason=_outage(error)) from None
        if "error" in said:
            return Redeemed(
                error=_word(said, "error"),
                detail=_word(said, "error_description"),
                claims=str(said.get("claims") or ""),
            )
        return Redeemed(id_token=str(said.get("id_token") or ""), cache=cache.serialize())

    def cached(self, tenant: str, scope: str, cache: str, now: datetime) -> str | None:
        """An access token that is still good for a while, without asking anybody."""
        tokens = msal.SerializableTokenCache()
        tokens.deserialize(cache)
        query = {
            "client_id": self.client_id,
            "environment": self.cloud.login,
            "realm": tenant,
        }
        found = tokens.search("AccessToken", target=[scope], query=query, now=now.timestamp())
        ends = (now + _SPARE).timestamp()
        return next((str(t["secret"]) for t in found if int(t["expires_on"]) > ends), None)

    def silent(self, tenant: str, scope: str, cache: str, claims: str = "") -> Silent:
        """A fresh access token for the one account of this cache, from its refresh token."""
        operation = "renew the sign-in"
        tokens = msal.SerializableTokenCache()
        tokens.deserialize(cache)
        app = self._app(operation, tenant, tokens)
        account = next(iter(app.get_accounts()), None)
        try:
            said = app.acquire_token_silent_with_error(
                [scope], account, force_refresh=True, claims_challenge=claims or None
            )
        except (requests.RequestException, msal.exceptions.MsalServiceError) as error:
            raise Unavailable(operation, reason=_outage(error)) from None
        except (ValueError, KeyError, IndexError):
            raise UnexpectedReply(operation, code="unreadable") from None
        said = said or {"error": "no_refresh_token"}
        return Silent(
            cache=tokens.serialize(),
            access_token=str(said.get("access_token") or ""),
            error=_word(said, "error"),
            detail=_word(said, "error_description"),
            claims=str(said.get("claims") or ""),
        )

    def issuer(self, tenant: str) -> str:
        """Who signs ID tokens; `{tenantid}` stands for the tenant where several may sign in."""
        return self._oidc.discovery(self._authority(tenant)).issuer

    def signing_keys(self, tenant: str) -> dict[str, JsonValue]:
        return self._oidc.signing_keys(self._authority(tenant))

    def sign_out_url(self, tenant: str, return_to: str) -> str:
        """Where the browser ends its session with Entra, too.

        With `client_id`: OpenID Connect sends nobody back to an application that is not named.
        """
        authority = self._authority(tenant)
        where = f"{authority}/oauth2/v2.0/logout"
        with contextlib.suppress(RemoteError):
            where = self._oidc.discovery(authority).end_session_endpoint or where
        told = {"post_logout_redirect_uri": return_to, "client_id": self.client_id}
        return f"{where}?{urlencode(told)}"

    def _authority(self, tenant: str) -> str:
        return f"https://{self.cloud.login}/{tenant}"

    def _app(
        self, operation: str, tenant: str, cache: msal.SerializableTokenCache
    ) -> msal.ConfidentialClientApplication:
        """One per use. MSAL's throttle is not shared: it is not made for several threads."""
        try:
            return msal.ConfidentialClientApplication(
                self.client_id,
                client_credential=self._secret,
                authority=self._authority(tenant),
                instance_discovery=False,
                http_client=self._http,
                token_cache=cache,
            )
        except ValueError:
            raise Refused(operation, code="unknown_tenant") from None
        except (KeyError, RuntimeError):
            raise UnexpectedReply(operation, code="discovery") from None
        except (requests.RequestException, msal.exceptions.MsalServiceError) as error:
            raise Unavailable(operation, reason=_outage(error)) from None


def _outage(error: Exception) -> str:
    """What broke on the way. MSAL's own word for an answer it cannot use tells nobody anything."""
    unusable = isinstance(error, msal.exceptions.MsalServiceError)
    return "the answer could not be used" if unusable else type(error).__name__


def _word(said: Mapping[str, object], name: str) -> str:
    return one_line(str(said.get(name) or ""))
