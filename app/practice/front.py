"""The practice tenant's own pages on localhost: what it is, its exports, and its controls."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse

from app.practice.entra.sign_in_pages import sign_in_pages
from app.practice.environments import ENVIRONMENTS
from app.practice.render import PAGES, page
from app.practice.scene import Scene

_BUTTONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("expire", "expire-tokens", {}),
    ("revoke", "revoke-grants", {}),
    ("fail", "fail", {"status": "503", "times": "5"}),
    ("lose", "lose-answers", {"times": "1"}),
    ("throttle_on", "set", {"throttle_share": "0.5"}),
    ("throttle_off", "set", {"throttle_share": "0"}),
    ("forward", "clock", {"seconds": "3600"}),
)


def front_app(scene: Scene) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.get("/")
    async def front(request: Request) -> Response:
        return page(
            request,
            "front",
            environments=ENVIRONMENTS,
            exports=sorted(scene.exports),
            controls=scene.controls,
            buttons=_BUTTONS,
            now=scene.clock.now().strftime("%Y-%m-%d %H:%M"),
        )

    @app.get("/practice.css")
    async def style() -> Response:
        return FileResponse(PAGES / "practice.css", media_type="text/css")

    @app.get("/practice.js")
    async def script() -> Response:
        return FileResponse(PAGES / "practice.js", media_type="text/javascript")

    @app.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)

    @app.get("/exports/{name}")
    async def export(name: str) -> Response:
        if name not in scene.exports:
            return PlainTextResponse("There is no such export.", 404)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(scene.exports[name], media_type="application/zip", headers=headers)

    app.include_router(_controls(scene), prefix="/_practice")
    app.include_router(sign_in_pages(scene))
    return app


def _controls(scene: Scene) -> APIRouter:
    """Form fields in, the present settings out. Browsers are sent back to the page."""
    router = APIRouter()

    @router.get("/controls")
    async def controls() -> Response:
        return JSONResponse(_settings(scene))

    @router.post("/{action}")
    async def act(request: Request, action: str) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            _act(scene, action, form)
        except (KeyError, ValueError):
            return JSONResponse({"error": "unknown action or unfit value"}, 400)
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/", 303)
        return JSONResponse(_settings(scene))

    return router


def _settings(scene: Scene) -> dict[str, object]:
    controls = scene.controls
    return {
        "throttle_share": controls.throttle_share,
        "latency": controls.latency,
        "strict_refresh": controls.strict_refresh,
        "consent_required": controls.consent_required,
        "fresh_ids": controls.fresh_ids,
        "now": scene.clock.now().isoformat(),
    }


def _act(scene: Scene, action: str, form: dict[str, str]) -> None:
    controls = scene.controls
    times, where = int(form.get("times", "1")), form.get("path_contains", "")
    match action:
        case "expire-tokens":
            scene.directory.expire_tokens()
        case "revoke-grants":
            scene.directory.revoke_grants()
        case "fail":
            controls.fail_next(_status(form["status"]), times, where)
        case "lose-answers":
            controls.lose_answers(times, where)
        case "clock":
            scene.clock.advance(float(form["seconds"]))
        case "set":
            for name, value in form.items():
                _set(scene, name, value)
        case _:
            raise KeyError(action)


def _status(text: str) -> int:
    status = int(text)
    if not 400 <= status < 600:  # noqa: PLR2004 - the classes of HTTP errors
        raise ValueError(text)
    return status


def _set(scene: Scene, name: str, value: str) -> None:
    match name:
        case "throttle_share":
            scene.controls.throttle_share = min(1.0, max(0.0, float(value)))
        case "latency":
            scene.controls.latency = min(60.0, max(0.0, float(value)))
        case "strict_refresh":
            scene.controls.strict_refresh = value == "true"
        case "consent_required":
            scene.controls.consent_required = value == "true"
        case _:
            raise KeyError(name)
