"""Where a person types in the code that a program without a browser shows."""

from fastapi import APIRouter, Request, Response

from app.practice.entra.scopes import resources
from app.practice.people import PEOPLE, find_person
from app.practice.render import page
from app.practice.scene import Scene


def device_pages(scene: Scene) -> APIRouter:
    router = APIRouter()

    @router.get("/device")
    async def ask(request: Request) -> Response:
        return page(request, "device", is_unknown=False)

    @router.post("/device")
    async def enter(request: Request) -> Response:
        """With the code, who there is; with a person too, the answer."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        waiting = scene.directory.devices.find(form.get("code", ""))
        if not waiting:
            return page(request, "device", status=400, is_unknown=True)
        person = find_person(form.get("person", ""))
        if not person and "cancel" not in form:
            wanted = resources(waiting.scope.split())
            fitting = [one for one in PEOPLE if waiting.tenant in (one.tenant_id, *_ANY)]
            return page(request, "device_who", code=form["code"], people=fitting, consent=wanted)
        waiting.is_declined = person is None
        waiting.person = person.oid if person else ""
        return page(request, "device_done", is_declined=waiting.is_declined)

    return router


_ANY = ("organizations", "common")
