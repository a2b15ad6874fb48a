"""The one place where the parts meet."""

import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlmodel import Session

from app.access.keys import KeyRing
from app.access.sign_in import SignIn
from app.access.tokens import Tokens, TokensOf
from app.clock import Clock, SystemClock
from app.jobs.around import Around
from app.jobs.engine import Engine
from app.microsoft.clients import Connections, Microsoft
from app.microsoft.egress import open_clients
from app.microsoft.endpoints import cloud
from app.microsoft.entra import Entra
from app.microsoft.gateway_token import GatewayTokens
from app.pages.routers import ROUTERS as PAGES
from app.pages.standing import standing
from app.pages.texts import CHANGES
from app.settings import Settings
from app.steps.licensing import products
from app.steps.order import JOBS, TEXTS
from app.steps.order import ROUTERS as STEPS
from app.steps.update.workbench import Workbench
from app.store.database import Database
from app.store.tables import Environment
from app.web.frame import new_app
from app.web.product import Product
from app.web.render import Pages
from app.web.static import Assets
from app.wizard.journey import Stop


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The whole product. Nothing runs and nothing is opened to the outside before its lifespan."""
    assets = Assets()
    app = new_app(settings, assets)
    app.router.lifespan_context = _lifespan
    product = _put_together(settings, clock or SystemClock(), assets, app)
    app.state.product = product
    for router in (*PAGES, *STEPS):
        app.include_router(router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    product: Product = app.state.product
    await product.engine.launch()
    try:
        yield
    finally:
        await product.engine.shutdown()
        await app.state.calls.aclose()
        app.state.sign_in_calls.close()
        product.database.dispose()


def _put_together(settings: Settings, clock: Clock, assets: Assets, app: FastAPI) -> Product:
    where = cloud(settings.cloud)
    products.look_beside(settings.data_dir)
    gateways = app.state.gateways = GatewayTokens()
    app.state.calls, app.state.sign_in_calls = open_clients(
        where, settings.microsoft_at, gateways.allows
    )
    keys = KeyRing.open(settings.data_dir / "keys.json")
    database = Database(settings.database)
    entra = Entra(
        where,
        settings.client_id,
        settings.client_secret.get_secret_value(),
        f"{settings.public_url}/auth/callback",
        app.state.sign_in_calls,
    )
    tokens = Tokens(entra, keys, database, clock, uuid.uuid4().hex)
    connections = Connections(where, app.state.calls)

    def connect(environment: Environment, actor: str) -> Microsoft:
        """The clients of a run: in the name of the person who asked for it."""

        source = TokensOf(tokens, actor, environment.tenant_id)
        allowed = gateways.pass_for(actor, environment.id, clock.now)
        return connections.to(source, environment.url, allowed, user=actor)

    workbench = Workbench(keys)
    app.state.workbench = workbench

    def journey(session: Session, environment: Environment) -> Sequence[Stop]:
        return standing(session, workbench, environment).stops

    return Product(
        settings=settings,
        database=database,
        clock=clock,
        keys=keys,
        sign_in=SignIn(entra, keys, database, clock, settings),
        tokens=tokens,
        engine=Engine(Around(database, clock, JOBS, connect, keys), settings),
        connections=connections,
        pages=Pages(assets, words=TEXTS, changes=CHANGES),
        journey=journey,
        practice_limits=_limits(settings),
    )


def _limits(settings: Settings) -> str:
    """The practice tenant's page about itself, as a browser reaches it: under another site."""
    return (
        settings.microsoft_at.replace("127.0.0.1", "localhost") + "/"
        if settings.is_practice
        else ""
    )
