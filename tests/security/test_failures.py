"""When a part is away or broken: nobody gets in, and nothing about the inside gets out."""

import re
import sqlite3
from contextlib import closing, contextmanager

import pytest

from tests.security.house import token_of
from tests.security.test_headers import look_at

pytestmark = pytest.mark.anyio

INSIDE = ("Traceback", "sqlalchemy", "sqlite", "SELECT", "httpx", "msal", "site-packages", ".py")
ENTRA, DATAVERSE = "login.microsoftonline.com", "crm4.dynamics.com"


def says_nothing_about_the_inside(answer) -> None:
    look_at(answer)
    for word in INSIDE:
        assert word.lower() not in answer.text.lower(), word


@contextmanager
def without(house, table: str):
    """The database, with one table gone."""
    file = house.product.settings.database.removeprefix("sqlite:///")

    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
            database.execute("PRAGMA legacy_alter_table=ON")
            database.execute(f"ALTER TABLE {before} RENAME TO {after}")

    rename(table, f"no_{table}")
    yield
    rename(f"no_{table}", table)


@pytest.mark.parametrize(
    ("table", "address"),
    [
        ("browser_session", "/"),
        ("environment", "/"),
        ("sign_in_flow", "/auth/login"),
        ("site_merge", "{environment}/update"),
        ("observation", "{environment}"),
    ],
)
async def test_a_broken_database_gives_an_id_and_nothing_else(house, caplog, table, address):
    admin = await house.person("admin")
    environment = await admin.add()
    with without(house, table):
        answer = await admin.browser.get(address.format(environment=environment))
    assert answer.status_code == 500
    says_nothing_about_the_inside(answer)
    shown = re.search(r"<code>([0-9a-f]{16})</code>", answer.text)[1]
    assert shown == answer.headers["x-request-id"]
    assert shown in caplog.text


async def test_without_its_sessions_the_product_lets_nobody_in(house):
    admin = await house.person("admin")
    token = await token_of(admin)
    with without(house, "browser_session"):
        for asked in (
            admin.browser.get("/environments/add"),
            admin.browser.post("/environments/add", data={"csrf": token, "address": "x"}),
        ):
            answer = await asked
            assert answer.status_code == 500
            assert "Avery" not in answer.text


async def test_without_the_audit_log_nothing_is_done(house):
    """A deed that cannot be written down is not done at all."""
    admin = await house.person("admin")
    environment = await admin.add()
    token = await token_of(admin)
    with without(house, "audit_entry"):
        answer = await admin.browser.post(f"{environment}/remove", data={"csrf": token})
    assert answer.status_code == 500
    assert (await admin.get(environment)).status_code == 200


async def test_while_entra_is_away_nobody_signs_in_and_the_page_says_so(house):
    house.practice.tenant.controls.fail_next(503, times=50, path_contains=ENTRA)
    person = house.make()
    answer = await person.browser.get("/auth/login")
    house.practice.tenant.controls.troubles.clear()
    assert answer.status_code == 503
    assert "Microsoft did not answer" in answer.text
    says_nothing_about_the_inside(answer)
    assert "__Host-session" not in person.browser.cookies


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503])
async def test_whatever_dataverse_says_no_environment_is_added_for_it(house, status):
    admin = await house.person("admin")
    before = house.digest()
    await admin.get("/environments/add")
    house.practice.tenant.controls.fail_next(status, times=9, path_contains=DATAVERSE)
    answer = await admin.post(
        "/environments/add", address="https://contoso-template.crm4.dynamics.com"
    )
    house.practice.tenant.controls.troubles.clear()
    assert answer.status_code == 422
    says_nothing_about_the_inside(answer)
    after = house.digest()
    assert {name for name in before if before[name] != after[name]} <= {"token_cache"}
