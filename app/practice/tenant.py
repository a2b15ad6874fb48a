"""The practice tenant as one object, for the command line and for tests."""

from functools import cached_property
from pathlib import Path

from fastapi import FastAPI

from app.practice.application import build_app
from app.practice.clock import Clock
from app.practice.controls import Controls
from app.practice.dataverse.journal import Journal
from app.practice.dataverse.organization import Organization
from app.practice.directory import Directory
from app.practice.entra.registrations import PUBLIC_CLIENT_ID
from app.practice.entra.tokens import Mint
from app.practice.gateway.pasting import for_pasting
from app.practice.ground import Ground
from app.practice.memory import Memory
from app.practice.people import PEOPLE, TENANT_ID
from app.practice.scene import Scene
from app.practice.services import Services
from app.practice.stock import Stock, make_stock
from app.practice.world import worlds


class Tenant:
    """A made-up Entra tenant with three Power Platform environments, on loopback.

    `app`: the ASGI program; the Host header says which Microsoft service is meant. Browser pages
    are at `http://localhost:{port}`, so a test over a socket has to know its port beforehand.
    `clock.advance(seconds)`: moves the tenant's time; `Clock(start)` makes one that stands still.
    `controls`: `throttle_share` (0 switches throttling off), `error_rates`, `latency`,
    `strict_refresh`, `consent_required`, `context_demanded` (as "c1": Dataverse answers with a
    claims challenge until the person has signed in with it), `fail_next(status, times,
    path_contains)`, and with `(times, path_contains)` `lose_answers` and `reset_connections`; the
    text is looked for in host and path. All of them can be set at `/_practice/controls` too.
    `expire_tokens()`: every access token given so far is refused with 401.
    `revoke_grants()`: every refresh token given so far is refused with `invalid_grant`.
    `people`: who can sign in; post `person=<oid>` to the authorize address to be one of them.
    `client_id`, `client_secret`, `tenant_id`: what the wizard has to be configured with; its
    redirect address is `{wizard_origin}/auth/callback`.
    `public_client_id`: of the second application, for programs without a secret on localhost.
    `exports`: `base.zip`, `site.zip` and `template.zip` by name; `base` is what new sites get.
    `stock`: made by `make_stock()` once, it makes further tenants quick.
    `scene.organizations`: what is in Dataverse, by host.
    With `state_file`, a new object over the same file still honours refresh tokens, and finds its
    organizations as they were: what changes in them is kept in files beside it.
    `gateway_token()`: what a person pastes to let the wizard speak to the dual-write gateway.
    `plot`: how the services beside Dataverse behave; `services` are those services themselves.
    With `state_file`, a new object over the same file still honours refresh tokens, and what was
    asked of the services (`*.services.json` beside it) goes on by the clock.
    """

    people = PEOPLE
    tenant_id = TENANT_ID
    public_client_id = PUBLIC_CLIENT_ID

    def __init__(
        self,
        *,
        port: int = 8001,
        client_id: str = "c0000000-0000-4000-8000-000000000001",
        client_secret: str = "made-up-practice-secret",  # noqa: S107 - opens nothing real
        wizard_origin: str = "http://127.0.0.1:8000",
        state_file: Path | None = None,
        clock: Clock | None = None,
        controls: Controls | None = None,
        stock: Stock | None = None,
    ) -> None:
        self.client_id, self.client_secret = client_id, client_secret
        self.clock = clock or Clock()
        self.controls = controls or Controls()
        stock = stock or make_stock(fresh_ids=self.controls.fresh_ids)
        directory = Directory(self.clock, state_file)
        organizations = {
            host: Organization(seed, self.clock, self.controls, _journal(state_file, host, stock))
            for host, seed in stock.seeds.items()
        }
        beside = state_file.with_suffix(".services.json") if state_file else None
        around = worlds(organizations.values(), stock.base)
        self.services = Services(Ground(self.clock, Memory(beside, stock.source), around))
        self.plot = self.services.plot
        self.expire_tokens, self.revoke_grants = directory.expire_tokens, directory.revoke_grants
        self.exports, self.base = stock.exports, stock.base
        self.scene = Scene(
            port=port,
            client_id=client_id,
            client_secret=client_secret,
            wizard_origin=wizard_origin,
            clock=self.clock,
            controls=self.controls,
            directory=directory,
            mint=Mint(directory, self.clock, client_id),
            organizations=organizations,
            exports=self.exports,
            services=self.services,
        )

    def gateway_token(self, part: str = "admin") -> str:
        """What a person copies out of Microsoft's dual-write page. Valid for an hour."""
        person = next(one for one in self.people if one.part == part)
        return for_pasting(self.scene.mint, person, self.clock.now()).token

    @cached_property
    def app(self) -> FastAPI:
        return build_app(self.scene)


def _journal(state_file: Path | None, host: str, stock: Stock) -> Journal | None:
    if not state_file:
        return None
    name = f"{state_file.stem}.{host.partition('.')[0]}.jsonl"
    return Journal(state_file.with_name(name), stock.source)
