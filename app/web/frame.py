"""Everything that all routes share, put around an application in one call."""

from fastapi import Depends, FastAPI

from app.settings import Settings
from app.web import preferences
from app.web.errors import add_error_pages
from app.web.guard import guard
from app.web.headers import SecurityHeaders
from app.web.limits import BodyLimit
from app.web.static import Assets, HashedFiles


def new_app(settings: Settings, assets: Assets) -> FastAPI:
    """An application without a page yet, but already guarded. No route escapes the guard."""
    app = FastAPI(
        dependencies=[Depends(guard)], openapi_url=None, docs_url=None, redoc_url=None
    )  # fmt: skip
    app.mount("/static", HashedFiles(assets), name="static")
    app.include_router(preferences.router)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders, settings=settings)
    add_error_pages(app)
    return app
