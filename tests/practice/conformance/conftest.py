"""The practice tenant by https, once for each file of tests, and somebody who has signed in."""

from datetime import UTC, datetime
from importlib import import_module

import pytest

from tests.practice.conformance.signing_in import SignedIn


@pytest.fixture(scope="module")
def outside(stock, tmp_path_factory):
    https = import_module("tests.practice.conformance.https")  # not where trustme is missing
    now = datetime.now(UTC)  # noqa: TID251 - MSAL compares with the time of this machine
    with https.reachable(stock, tmp_path_factory.mktemp("outside"), now) as there:
        yield there


@pytest.fixture(scope="module")
def person(outside):
    return SignedIn(outside.tenant)
