"""Dataverse demands an authentication context, and Entra's next tokens show that it was met."""

import base64
import json
import re

import jwt
import pytest

from tests.practice.conftest import ORGANIZATION, Api

WHO = "/api/data/v9.2/WhoAmI"


@pytest.fixture
def demanding(tenant):
    tenant.controls.context_demanded = "c1"


def demand_of(answer):
    """The JSON in the header, as the application is to hand it on."""
    header = answer.headers["www-authenticate"]
    assert 'error="insufficient_claims"' in header
    [told] = re.findall(r'claims="([\w-]+)"', header)
    return base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode()


def sign_in(browser, **hints):
    flow = browser.begin(**hints)
    browser.cache = type(browser.cache)()
    browser.msal().acquire_token_by_auth_code_flow(flow, browser.choose(flow["auth_uri"]))
    return Api(browser, ORGANIZATION)


def test_a_sign_in_that_met_nothing_is_answered_with_the_demand(browser, demanding):
    answer = sign_in(browser).get(WHO)
    assert answer.status_code == 401
    wanted = {"access_token": {"acrs": {"essential": True, "value": "c1"}}}
    assert json.loads(demand_of(answer)) == wanted


def test_a_sign_in_with_the_claims_is_let_in_also_after_a_renewal(browser, demanding):
    claims = demand_of(sign_in(browser).get(WHO))
    assert sign_in(browser, claims_challenge=claims).get(WHO).status_code == 200
    token = browser.silent(ORGANIZATION, force_refresh=True)["access_token"]
    assert jwt.decode(token, options={"verify_signature": False})["acrs"] == ["c1"]


def test_another_context_than_the_demanded_one_does_not_help(browser, demanding):
    other = '{"access_token":{"acrs":{"essential":true,"value":"c2"}}}'
    assert sign_in(browser, claims_challenge=other).get(WHO).status_code == 401


def test_claims_that_cannot_be_read_are_refused(browser):
    address = browser.begin()["auth_uri"] + "&claims=%7B"
    assert "AADSTS90023" in browser.choose(address)["error_description"]


def test_nothing_is_demanded_until_the_controls_say_so(browser):
    assert sign_in(browser).get(WHO).status_code == 200


def test_the_demand_can_be_set_at_the_practice_page(browser, tenant):
    where = "http://localhost:8001/_practice/set"
    told = browser.http.post(where, data={"context_demanded": "c1"}).json()
    assert told["context_demanded"] == tenant.controls.context_demanded == "c1"
