"""The practice tenant's own pages on localhost: what it is, its exports, and its controls."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse

from app.practice.control_room import control_room
from app.practice.entra.device_pages import device_pages
from app.practice.entra.sign_in_pages import sign_in_pages
from app.practice.environments import ENVIRONMENTS
from app.practice.gateway.pasting import for_pasting
from app.practice.people import PEOPLE
from app.practice.render import PAGES, page
from app.practice.scene import Scene

_BUTTONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("expire", "expire-tokens", {}),
    ("revoke", "revoke-grants", {}),
    ("demand_on", "set", {"context_demanded": "c1"}),
    ("demand_off", "set", {"context_demanded": ""}),
    ("fail", "fail", {"status": "503", "times": "5"}),
    ("reset", "reset", {"times": "1"}),
    ("lose", "lose-answers", {"times": "1"}),
    ("throttle_on", "set", {"throttle_share": "0.5"}),
    ("throttle_off", "set", {"throttle_share": "0"}),
    ("forward_little", "clock", {"seconds": "600"}),
    ("forward", "clock", {"seconds": "3600"}),
)
_BY_HAND: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("hand_link", "link", {}),
    ("hand_unlink", "unlink", {}),
    ("hand_run", "run-maps", {}),
    ("hand_stop", "stop-map", {"map": "accounts - Customers V3"}),
    ("hand_trial", "end-trials", {}),
    ("hand_scripts", "allow-attachments", {"ending": "js"}),
    ("hand_no_scripts", "block-attachments", {"ending": "js"}),
)


def front_app(scene: Scene) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.get("/")
    async def front(request: Request) -> Response:
        return page(
            request,
            "front",
            environments=ENVIRONMENTS,
            unfit={host: one.unfit for host, one in scene.organizations.items()},
            exports=sorted(scene.exports),
            controls=scene.controls,
            buttons=_BUTTONS,
            by_hand=_BY_HAND,
            plot=scene.services.plot,
            now=scene.clock.now().strftime("%Y-%m-%d %H:%M"),
        )

    @app.get("/limits")
    async def limits(request: Request) -> Response:
        return page(request, "limits")

    @app.get("/gateway-token")
    async def gateway_token(request: Request) -> Response:
        """On a page of its own, so that the token stands nowhere by chance."""
        pasted = for_pasting(scene.mint, PEOPLE[0], scene.clock.now())
        return page(
            request,
            "gateway_token",
            address=pasted.address,
            token=pasted.token,
            until=pasted.until.strftime("%Y-%m-%d %H:%M"),
        )

    @app.get("/exports/{name}")
    async def export(name: str) -> Response:
        if name not in scene.exports:
            return PlainTextResponse("There is no such export.", 404)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(scene.exports[name], media_type="application/zip", headers=headers)

    app.include_router(_looks())
    app.include_router(control_room(scene))
    app.include_router(sign_in_pages(scene))
    app.include_router(device_pages(scene))
    return app


def _looks() -> APIRouter:
    """What the pages need beside their words."""
    router = APIRouter()

    @router.get("/practice.css")
    async def style() -> Response:
        return FileResponse(PAGES / "practice.css", media_type="text/css")

    @router.get("/practice.js")
    async def script() -> Response:
        return FileResponse(PAGES / "practice.js", media_type="text/javascript")

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)

    return router
