"""The controls over HTTP, at an address that no Microsoft API has. The gate keeps others out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import ValidationError

from app.practice.acts import act
from app.practice.scene import Scene
from app.practice.wishes import Wishes


def control_room(scene: Scene) -> APIRouter:
    """The present settings come back from everything. Browsers are sent back to the page."""
    router = APIRouter(prefix="/_practice")

    @router.get("/controls")
    async def controls() -> Response:
        return JSONResponse(_settings(scene))

    @router.post("/controls")
    async def wish(request: Request) -> Response:
        """JSON, done as a whole or not at all."""
        try:
            wishes = Wishes.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": _faults(error)}, 400)
        wishes.grant(scene)
        return JSONResponse(_settings(scene))

    @router.post("/{action}")
    async def do(request: Request, action: str) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            act(scene, action, form)
        except (KeyError, ValueError):
            return JSONResponse({"error": "unknown action or unfit value"}, 400)
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/", 303)
        return JSONResponse(_settings(scene))

    return router


def _faults(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())


def _settings(scene: Scene) -> dict[str, object]:
    controls = scene.controls
    return {
        "throttle_share": controls.throttle_share,
        "error_rates": controls.error_rates,
        "latency": controls.latency,
        "strict_refresh": controls.strict_refresh,
        "consent_required": controls.consent_required,
        "context_demanded": controls.context_demanded,
        "content_page_delay": controls.content_page_delay,
        "fresh_ids": controls.fresh_ids,
        "next": [
            {"status": one.status, "times": one.times, "path_contains": one.path_contains}
            for one in controls.troubles
        ],
        "now": scene.clock.now().isoformat(),
        **scene.services.plot.model_dump(mode="json"),
    }
