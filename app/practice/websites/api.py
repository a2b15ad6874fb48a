"""`powerpages`: the sites of an environment, and making one."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import (
    API,
    Refused,
    asker,
    body_of,
    check_options,
    environment_of,
    needs_system_administrator,
    next_link,
    not_simulated,
    version_of,
)
from app.practice.admin.weather import check_weather
from app.practice.plot import Operations
from app.practice.services import Services
from app.practice.websites.creating import Place, create
from app.practice.websites.hosting import Website
from app.practice.websites.shapes import shown

_PAGE = 2  # so that three sites already have a second page
_ROOT = "/powerpages/environments/{environment_id}/websites"
_ONE = _ROOT + "/{website_id}"
_CONVERSION = ("EnableCDN", "EnableWAF", "UseDynamics365PortalAddOnLicense")


def websites_api(services: Services) -> APIRouter:
    router, desk = APIRouter(), _Desk(services)
    router.add_api_route(_ROOT, desk.websites, methods=["GET"])
    router.add_api_route(_ROOT, desk.create, methods=["POST"])
    router.add_api_route(_ROOT + "/operations/{operation}", desk.operation, methods=["GET"])
    router.add_api_route(_ONE, desk.website, methods=["GET"])
    router.add_api_route(_ONE, desk.remove, methods=["DELETE"])
    router.add_api_route(_ONE + "/{verb}", desk.act, methods=["POST"])
    return router


class _Desk:
    def __init__(self, services: Services) -> None:
        self._services, self._hosting = services, services.hosting
        self._clock, self._plot = services.clock, services.plot

    async def websites(self, request: Request, environment_id: str) -> Response:
        version_of(request)
        check_options(request, {"skip"})
        one = environment_of(environment_id)
        text = request.query_params.get("skip", "0")
        if not text.isdecimal():
            raise Refused(400, "InvalidRequest", f"'{text}' is no number to skip.")
        first, listed = int(text), self._hosting.listed(one.id)
        now = self._clock.now()
        body: dict[str, object] = {
            "@odata.metadata": f"{API}/powerpages/$metadata#websites",
            "value": [shown(each, one, now, self._plot) for each in listed[first:][:_PAGE]],
        }
        if first + _PAGE < len(listed):
            path = _ROOT.format(environment_id=one.id)
            body["@odata.nextLink"] = next_link(request, path, "skip", first + _PAGE)
        return JSONResponse(body)

    async def create(self, request: Request, environment_id: str) -> Response:
        version_of(request)
        one = environment_of(environment_id)
        body = await body_of(request)
        check_weather(self._plot)
        now, world = self._clock.now(), self._services.ground.worlds[one.id]
        place = Place(one, world, self._hosting, self._plot, now)
        return _accepted(request, create(place, asker(request), body))

    async def operation(self, request: Request, environment_id: str, operation: str) -> Response:
        """What the real service answers here is not documented, so this is plain on purpose."""
        version_of(request)
        environment_of(environment_id)
        site = self._hosting.of_operation(operation)
        if not site or self._plot.operations is Operations.GONE:
            raise Refused(404, "NotFound", "The resource was not found.")
        status, _ = site.progress(self._clock.now())
        if status == "OperationNotStarted" and self._plot.operations is Operations.BUSY:
            return Response(status_code=409)
        return JSONResponse({"id": operation, "status": status})

    async def website(self, request: Request, environment_id: str, website_id: str) -> Response:
        site = self._found(request, environment_id, website_id)
        one = environment_of(environment_id)
        return JSONResponse(shown(site, one, self._clock.now(), self._plot))

    async def remove(self, request: Request, environment_id: str, website_id: str) -> Response:
        site = self._found(request, environment_id, website_id)
        needs_system_administrator(request)
        self._hosting.remove(site)
        return _accepted(request, site)

    async def act(
        self, request: Request, environment_id: str, website_id: str, verb: str
    ) -> Response:
        site = self._found(request, environment_id, website_id)
        needs_system_administrator(request)
        match verb:
            case "restart" | "start":
                self._start(site)
            case "stop":
                self._hosting.switch(site, is_running=False)
            case "updateSiteVisibility":
                self._hosting.show(site, _visibility(request))
            case "convertToProduction":
                await self._convert(request, site)
                return Response(status_code=202)
            case _:
                raise not_simulated(verb)
        return Response(status_code=200)

    def _start(self, site: Website) -> None:
        if site.is_suspended(self._clock.now()):
            raise Refused(400, "WebsiteSuspended", "The trial of the website is over.")
        self._hosting.switch(site, is_running=True)

    async def _convert(self, request: Request, site: Website) -> None:
        body = await body_of(request)
        if any(not isinstance(body.get(name, False), bool) for name in _CONVERSION):
            raise Refused(400, "InvalidRequest", "The request is invalid.")
        if site.production_from:
            raise Refused(400, "InvalidRequest", "The website is in production already.")
        if not self._services.holdings.covers_sites(site.environment_id):
            message = "The environment has no capacity for websites and no billing policy."
            raise Refused(400, "InsufficientCapacity", message)
        self._hosting.convert(site)

    def _found(self, request: Request, environment_id: str, website_id: str) -> Website:
        version_of(request)
        site = self._hosting.find(environment_of(environment_id).id, website_id)
        if not site:
            raise Refused(404, "WebsiteNotFound", f"There is no website '{website_id}'.")
        return site


def _accepted(request: Request, site: Website) -> Response:
    path = f"{_ROOT.format(environment_id=site.environment_id)}/operations/{site.operation}"
    where = f"{API}{path}?api-version={version_of(request)}"
    return Response(status_code=202, headers={"Operation-Location": where})


def _visibility(request: Request) -> str:
    wanted = request.query_params.get("siteVisibility", "")
    if wanted not in ("public", "private"):
        raise Refused(400, "InvalidRequest", "The siteVisibility is neither public nor private.")
    return wanted
