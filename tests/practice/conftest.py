"""A practice tenant with its time standing still, and a browser and MSAL that talk to it."""

import json
import re
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import anyio
import httpx
import msal
import pytest

from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.directory import Directory
from app.practice.stock import make_stock
from app.practice.tenant import Tenant

ORGANIZATION = "https://contoso-uat.crm4.dynamics.com"
REDIRECT = "http://127.0.0.1:8000/auth/callback"


def make_tenant(stock, state_file, **controls):
    return Tenant(
        stock=stock,
        state_file=state_file,
        clock=Clock(Clock().now()),
        controls=Controls(throttle_share=0, **controls),
    )


class InProcess(httpx.BaseTransport):
    """Calls an ASGI program without a socket, for clients that are not asynchronous."""

    def __init__(self, app):
        self._inner = httpx.ASGITransport(app)

    def handle_request(self, request):
        async def ask():
            answer = await self._inner.handle_async_request(request)
            return answer.status_code, answer.headers, await answer.aread()

        status, headers, body = anyio.run(ask)
        return httpx.Response(status, headers=headers, content=body, request=request)


def open_client(tenant):
    return httpx.Client(transport=InProcess(tenant.app), trust_env=False)


class ForMsal:
    """What MSAL wants of an HTTP client, over ours."""

    def __init__(self, http):
        self._http = http

    def get(self, url, params=None, headers=None, **_):
        return self._http.get(url, params=params, headers=headers)

    def post(self, url, params=None, data=None, headers=None, **_):
        return self._http.post(url, params=params, data=data, headers=headers)

    def close(self):
        pass


class Browser:
    """Signs people in the way MSAL and a person with a mouse do."""

    def __init__(self, tenant, http):
        self.tenant, self.http, self.cache = tenant, http, msal.SerializableTokenCache()

    def msal(self, authority="organizations"):
        return msal.ConfidentialClientApplication(
            self.tenant.client_id,
            client_credential=self.tenant.client_secret,
            authority=f"https://login.microsoftonline.com/{authority}",
            token_cache=self.cache,
            http_client=ForMsal(self.http),
        )

    def begin(self, scopes=("User.Read",), authority="organizations", **hints):
        return self.msal(authority).initiate_auth_code_flow(
            list(scopes), redirect_uri=REDIRECT, response_mode="form_post", **hints
        )

    def choose(self, address, part="admin"):
        """The fields that the sign-in page brings back to the application."""
        chosen = next(person for person in self.tenant.people if person.part == part)
        answer = self.http.post(address, data={"person": chosen.oid})
        if answer.status_code == 303:
            query = parse_qs(urlsplit(answer.headers["location"]).query)
            return {name: values[0] for name, values in query.items()}
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))

    def sign_in(self, part="admin", scopes=("User.Read",), authority="organizations"):
        flow = self.begin(scopes, authority)
        answer = self.choose(flow["auth_uri"], part)
        return self.msal(authority).acquire_token_by_auth_code_flow(flow, answer)

    def silent(self, resource, **how):
        app = self.msal(self.tenant.tenant_id)
        [account] = app.get_accounts()
        return app.acquire_token_silent_with_error([f"{resource}/.default"], account, **how)

    def token(self, resource):
        return self.silent(resource)["access_token"]


class Bind(str):
    """The address of a row, as a lookup is written."""


class Api:
    """One service, asked with a token and the headers Dataverse wants."""

    def __init__(self, browser, origin, resource=""):
        self._http, self._origin = browser.http, origin
        self.headers = {
            "Authorization": f"Bearer {browser.token(resource or origin)}",
            "OData-MaxVersion": "4.0",
            "OData-Version": "4.0",
        }

    def get(self, path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = path if path.startswith("https://") else f"{self._origin}{path}"
        return self._http.get(address, headers={**self.headers, **named})

    def send(self, method, path, body=None, **headers):
        """A write: JSON of a dict, bytes as they are."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        address = path if path.startswith("https://") else f"{self._origin}/api/data/v9.2/{path}"
        kind = {} if method == "DELETE" and body is None else {"Content-Type": "application/json"}
        headers = {**self.headers, **kind, **named}
        return self._http.request(method, address, content=content, headers=headers)

    def make(self, entity_set, **columns):
        """The id of a new row. `x=Bind(...)` is a lookup."""
        body = {
            f"{name}@odata.bind" if isinstance(value, Bind) else name: value
            for name, value in columns.items()
        }
        answer = self.send("POST", entity_set, body)
        assert answer.status_code == 204, answer.text
        return answer.headers["odata-entityid"][-37:-1]

    def data(self, path, **headers):
        return self.get(f"/api/data/v9.2/{path}", **headers)


@pytest.fixture(scope="session")
def stock():
    return make_stock()


@pytest.fixture(scope="session")
def first_memory(tmp_path_factory):
    """A state file with nothing but a signing key, which takes a while to make."""
    file = tmp_path_factory.mktemp("practice") / "state.json"
    Directory(Clock(), file)
    return file.read_text("utf-8")


@pytest.fixture
def state_file(first_memory, tmp_path):
    file = tmp_path / "state.json"
    file.write_text(first_memory, "utf-8")
    return file


@pytest.fixture
def tenant(stock, state_file):
    return make_tenant(stock, state_file)


@pytest.fixture
def browser(tenant):
    with open_client(tenant) as http:
        yield Browser(tenant, http)


@pytest.fixture
def street(tenant, tmp_path, monkeypatch):
    """The tenant at Microsoft's addresses; no proxy or certificate of this machine interferes."""
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    module = import_module("tests.practice.conformance.street")  # not where trustme is missing
    with module.street(tenant, tmp_path) as there:
        yield there


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def api_token(browser):
    browser.sign_in()
    return browser.token("https://api.powerplatform.com")


@pytest.fixture
async def sdk(street, api_token):
    """Microsoft's SDK for the Power Platform API, in the administrator's name."""
    module = import_module("tests.practice.conformance.management")
    management = module.Management(street, module.token_provider(api_token))
    async with management.http:
        yield management


@pytest.fixture
def uat(browser):
    browser.sign_in()
    return Api(browser, ORGANIZATION)


@pytest.fixture
def open_api(browser):
    """Makes an Api of a service for whoever is signed in."""
    return lambda origin, resource="": Api(browser, origin, resource)


@pytest.fixture
def reopen(stock, state_file):
    """A browser at a practice tenant that remembers in the same file each time."""
    clients = []

    def open_again(cache=None):
        tenant = make_tenant(stock, state_file)
        http = open_client(tenant)
        clients.append(http)
        browser = Browser(tenant, http)
        browser.cache = cache or browser.cache
        return browser

    yield open_again
    for http in clients:
        http.close()
