"""A person signs in with MSAL, over the wire, and programs get tokens of theirs."""

import re
import time
from types import SimpleNamespace

import httpx
import msal

from tests.practice.conftest import REDIRECT
from tests.product import NO_AUTHORITIES


class SignedIn:
    """What Azure's libraries call a token credential. `asked` are the scopes it was asked for."""

    def __init__(self, tenant, part="admin"):
        self.asked = set()
        self._app = msal.ConfidentialClientApplication(
            tenant.client_id,
            client_credential=tenant.client_secret,
            authority=f"https://login.microsoftonline.com/{tenant.tenant_id}",
        )
        flow = self._app.initiate_auth_code_flow(
            ["User.Read"], redirect_uri=REDIRECT, response_mode="form_post"
        )
        person = next(one for one in tenant.people if one.part == part)
        with httpx.Client(trust_env=False, verify=NO_AUTHORITIES) as browser:
            page = browser.post(flow["auth_uri"], data={"person": person.oid}).text
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        found = self._app.acquire_token_by_auth_code_flow(flow, fields)
        assert "error" not in found, found

    def get_token(self, *scopes, **_):
        self.asked |= set(scopes)
        [account] = self._app.get_accounts()
        found = self._app.acquire_token_silent_with_error(list(scopes), account)
        expires = int(time.time()) + found["expires_in"]
        return SimpleNamespace(token=found["access_token"], expires_on=expires)
