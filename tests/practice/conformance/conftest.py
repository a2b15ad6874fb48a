"""The practice tenant by https, once for each file of tests, and somebody who has signed in."""

import json
import subprocess
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from tests.practice.conformance.signing_in import SignedIn
from tests.practice.conftest import ORGANIZATION
from tools.assets import ROOT, find

SCRIPT = Path(__file__).with_name("dynamics_web_api.mjs")


@pytest.fixture(scope="module")
def outside(stock, tmp_path_factory):
    https = import_module("tests.practice.conformance.https")  # not where trustme is missing
    now = datetime.now(UTC)  # noqa: TID251 - MSAL compares with the time of this machine
    with https.reachable(stock, tmp_path_factory.mktemp("outside"), now) as there:
        yield there


@pytest.fixture(scope="module")
def person(outside):
    return SignedIn(outside.tenant)


@pytest.fixture(scope="module")
def came(outside, person, request):
    """What came of each case of the script: the part of it that a module names, run once."""
    token = person.get_token(f"{ORGANIZATION}/.default").token
    told = {**outside.environment, "ORGANIZATION": ORGANIZATION, "TOKEN": token}
    done = subprocess.run(  # noqa: S603 - our own script
        [find("node"), str(SCRIPT), request.module.SCRIPT],
        env=told, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    cases = [json.loads(line) for line in done.stdout.splitlines()]
    return {case.pop("name"): case for case in cases}


@pytest.fixture
def case(came):
    """What a case gave, or how it was refused: (status, code)."""

    def of(name):
        one = came[name]
        assert "is" in one, one
        return one["is"]

    return of


@pytest.fixture
def refusal(came):
    def of(name):
        one = came[name]
        assert "refused" in one, one
        return one["refused"]["status"], one["refused"]["code"]

    return of
