"""Microsoft's generated SDK for the Power Platform API, and what it left unread of each answer."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import httpx
import pytest
from azure.core.credentials import TokenCredential
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    AuthenticationProvider,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.serialization import Parsable
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_http.kiota_client_factory import KiotaClientFactory
from mspp_management.service_client_base import ServiceClientBase

from tests.practice.conformance.street import Street

__all__ = [
    "API", "MARKS", "PREVIEW", "STABLE", "APIError", "Management", "azure_provider", "model",
    "names", "options", "token_provider",
]  # fmt: skip

API = "https://api.powerplatform.com"
MARKS = [
    pytest.mark.anyio,
    # The generated code stands on classes that its own library, and it itself, call old.
    pytest.mark.filterwarnings("ignore:GetQueryParameters is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:This class is deprecated. Please:DeprecationWarning"),
]
PREVIEW, STABLE = "2022-03-01-preview", "2024-10-01"
_P = "Parameters"


class _GivenToken(AccessTokenProvider):
    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(self, *_: object) -> str:
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator(["api.powerplatform.com"])


def token_provider(token: str) -> AuthenticationProvider:
    return BaseBearerTokenAuthenticationProvider(_GivenToken(token))


def azure_provider(credential: TokenCredential) -> AuthenticationProvider:
    """As Microsoft's documentation puts the two together."""
    return AzureIdentityAuthenticationProvider(
        credential, scopes=[f"{API}/.default"], allowed_hosts=["api.powerplatform.com"]
    )


class Management:
    """The SDK, put together from its own parts. `said` are the answers as they came."""

    def __init__(self, street: Street, sign_in: AuthenticationProvider) -> None:
        self.said: list[Any] = []
        self.answers: list[httpx.Response] = []
        self.http = KiotaClientFactory.create_with_default_middleware(
            client=httpx.AsyncClient(
                proxy=street.proxy,
                verify=street.trust,
                trust_env=False,
                event_hooks={"response": [self._keep]},
            )
        )
        self.api = ServiceClientBase(HttpxRequestAdapter(sign_in, http_client=self.http))

    async def _keep(self, answer: httpx.Response) -> None:
        self.answers.append(answer)
        self.said.append(json.loads(await answer.aread() or b"null"))

    async def get(self, builder: Any, version: str = PREVIEW, **more: object) -> Any:
        return await builder.get(options(builder, "Get", version, **more))

    async def post(self, builder: Any, body: object, version: str = PREVIEW) -> Any:
        return await builder.post(body, options(builder, "Post", version))

    def unread(self, model: object) -> set[str]:
        """What the SDK does not know, or could not make sense of, in the last answer."""
        return set(_unread(self.said[-1], model))


def model(name: str) -> Any:
    """A class of the SDK, which has each in a module of its own."""
    return getattr(import_module(f"mspp_management.models.{_attribute(name)}"), name)


def names(unread: set[str]) -> set[str]:
    """Without the classes."""
    return {one.partition(".")[2] for one in unread}


def options(builder: object, verb: str, version: str, **more: object) -> Any:
    """The query of a request, in the class that its builder has for it."""
    [kind] = [one for name, one in vars(type(builder)).items() if name.endswith(f"{verb}Query{_P}")]
    return RequestConfiguration(query_parameters=kind(api_version=version, **more))


def _unread(said: Any, model: Any) -> Iterator[str]:
    if isinstance(said, list):
        for one, read in zip(said, model, strict=True):
            yield from _unread(one, read)
        return
    for key, value in said.items():
        name = f"{type(model).__name__}.{key}"
        if key not in model.get_field_deserializers():
            yield name
        elif value is not None and value not in ([], {}):
            read = getattr(model, _attribute(key))
            if read in (None, []) or isinstance(read, Parsable) != isinstance(value, dict):
                yield f"{name} is {value!r}"
            elif isinstance(value, dict) or (
                isinstance(value, list) and isinstance(value[0], dict)
            ):
                yield from _unread(value, read)


def _attribute(key: str) -> str:
    return re.sub(r"(?<=.)(?=[A-Z])", "_", key.removeprefix("@").replace(".", "_")).lower()


def _is_of_objects(value: object) -> bool:
    return isinstance(value, list) and isinstance(value[0], dict)
