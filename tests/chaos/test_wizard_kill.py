"""kill -9 of the whole wizard in the middle of a look: the run goes on by itself after a restart.

In real time, with real processes: the wizard as an administrator starts it, beside a practice
tenant that takes its time.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from starlette.types import ASGIApp

from app.practice.controls import Controls
from app.practice.people import PEOPLE
from app.practice.tenant import Tenant
from tests.serving import free_socket, served

ROOT = Path(__file__).resolve().parents[2]
CLIENT = "00000000-0000-4000-8000-00000000c4a0"
TRIES = 300


class Wizard:
    """The wizard as a process of its own, on one port and one folder for all its lives."""

    def __init__(
        self, folder: Path, port: int, practice: str, tenant: Tenant, exports: Path | None = None
    ) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._port, self._folder = port, folder
        self._variables = {
            "PATH": os.defpath,
            "PORTAL_SETUP_DATA_DIR": str(folder),
            "PORTAL_SETUP_PUBLIC_URL": self.address,
            "PORTAL_SETUP_MICROSOFT_AT": practice,
            "PORTAL_SETUP_TENANT": tenant.tenant_id,
            "PORTAL_SETUP_CLIENT_ID": tenant.client_id,
            "PORTAL_SETUP_CLIENT_SECRET": tenant.client_secret,
            "PORTAL_SETUP_QUEUE_POLL_SECONDS": "0.1",
        }
        if exports:
            self._variables["PORTAL_SETUP_EXPORTS_FOLDER"] = str(exports)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = (self._folder.parent / "wizard.log").open("ab")
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "app.cli", "serve", "--port", str(self._port)],
            cwd=ROOT, env=self._variables, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()
        until(lambda: answers(f"{self.address}/health"), "the wizard does not answer")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False, timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def until(holds, otherwise: str) -> None:
    for _ in range(TRIES):
        if holds():
            return
        threading.Event().wait(0.1)
    pytest.fail(otherwise)


@contextmanager
def wizard_beside(
    folder: Path,
    *,
    offers_exports: bool = False,
    in_front: Callable[[Tenant], ASGIApp] = lambda tenant: tenant.app,
) -> Iterator[tuple[Wizard, Tenant]]:
    """The wizard, started, beside a practice tenant; `in_front` may stand before that tenant."""
    listening, wizard_socket = free_socket(), free_socket()
    port = wizard_socket.getsockname()[1]
    wizard_socket.close()
    tenant = Tenant(
        port=listening.getsockname()[1], client_id=CLIENT,
        wizard_origin=f"http://127.0.0.1:{port}", controls=Controls(throttle_share=0),
    )  # fmt: skip
    exports = folder / "exports" if offers_exports else None
    if exports:
        exports.mkdir()
        for name, content in tenant.exports.items():
            (exports / name).write_bytes(content)
    with served(in_front(tenant), listening) as address:
        wizard = Wizard(folder / "wizard", port, address, tenant, exports)
        wizard.start()
        yield wizard, tenant
        wizard.kill()


@pytest.fixture
def tenant_and_wizard(tmp_path):
    with wizard_beside(tmp_path) as (wizard, tenant):
        yield tenant, wizard


@contextmanager
def signed_in(wizard: Wizard) -> Iterator[httpx.Client]:
    avery = next(person for person in PEOPLE if person.part == "admin")
    with (
        httpx.Client(base_url=wizard.address, trust_env=False, timeout=30) as browser,
        httpx.Client(trust_env=False, timeout=30) as outside,
    ):
        leaving = browser.get("/auth/login")
        answer = outside.post(leaving.headers["location"], data={"person": avery.oid})
        browser.get(answer.headers["location"])
        yield browser


def send(browser: httpx.Client, page: str, action: str, **fields: str) -> httpx.Response:
    form = BeautifulSoup(browser.get(page).text, "html.parser").find("input", {"name": "csrf"})
    return browser.post(action, data={"csrf": form["value"], **fields})


def test_a_look_goes_on_by_itself_after_the_wizard_was_killed_in_the_middle(tenant_and_wizard):
    tenant, wizard = tenant_and_wizard
    with signed_in(wizard) as browser:
        added = send(
            browser, "/environments/add", "/environments/add",
            address="https://contoso-uat.crm4.dynamics.com",
        )  # fmt: skip
        maps = f"{added.headers['location']}/maps"
        tenant.controls.latency = 3.0
        send(browser, maps, f"{maps}/look")
        until(lambda: "Running" in browser.get(maps).text, "the look does not begin")
        wizard.kill()
        tenant.controls.latency = 0.0
        wizard.start()
        until(
            lambda: "The dual-write core solution is installed." in browser.get(maps).text,
            "the look does not go on",
        )
        page = BeautifulSoup(browser.get(maps).text, "html.parser")
        assert "Done" in page.main.get_text(" ")
        assert not page.select("[hx-trigger]")
