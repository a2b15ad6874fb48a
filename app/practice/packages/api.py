"""`appmanagement`: which application packages there are, and installing them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import (
    API,
    PREVIEW,
    Refused,
    body_of,
    check_options,
    environment_of,
    moment,
    needs_system_administrator,
    next_link,
    not_simulated,
    version_of,
)
from app.practice.admin.weather import check_weather, not_startable
from app.practice.packages.catalogue import CATALOGUE, Package, find_package
from app.practice.packages.installs import Busy, Install, Installs
from app.practice.plot import Answers, Operations, Plot
from app.practice.services import Services

_PAGE = 8  # so that both lists have a second page
_ROOT = "/appmanagement"
_FAULT = 0x80048033
_LANGUAGES = frozenset({"1033", "1042"})
_STATES = ("All", "Installed", "NotInstalled")


def packages_api(services: Services) -> APIRouter:
    router = APIRouter(prefix=_ROOT)
    desk = _Desk(services.installs, services.plot)

    @router.get("/applicationPackages")
    async def catalogue(request: Request) -> Response:
        check_options(request, {"$skiptoken"})
        listed = [_entry(one) for one in CATALOGUE]
        return _page(request, f"{_ROOT}/applicationPackages", listed)

    @router.get("/environments/{environment_id}/applicationPackages")
    async def packages(request: Request, environment_id: str) -> Response:
        environment = environment_of(environment_id)
        check_options(request, {"$skiptoken", "appInstallState", "lcid"})
        path = f"{_ROOT}/environments/{environment.id}/applicationPackages"
        return _page(request, path, desk.listed(environment.id, _wanted(request)))

    @router.post("/environments/{environment_id}/applicationPackages/{name}/install")
    async def install(request: Request, environment_id: str, name: str) -> Response:
        version_of(request)
        environment = environment_of(environment_id)
        needs_system_administrator(request)
        await body_of(request)
        package = find_package(name)
        if not package:
            message = f"The application package '{name}' was not found."
            raise Refused(404, "ApplicationPackageNotFound", message)
        return desk.install(environment.id, package)

    @router.get("/environments/{environment_id}/operations/{operation}")
    async def operation(request: Request, environment_id: str, operation: str) -> Response:
        version_of(request)
        return desk.operation(environment_of(environment_id).id, operation)

    return router


class _Desk:
    def __init__(self, installs: Installs, plot: Plot) -> None:
        self._installs, self._plot = installs, plot

    def listed(self, environment_id: str, wanted: str) -> list[dict[str, object]]:
        listed = []
        for package in CATALOGUE:
            state = self._installs.state(environment_id, package)
            if wanted == "All" or (wanted == "Installed") == (state == "Installed"):
                listed.append(self._shown(environment_id, package, state))
        return listed

    def _shown(self, environment_id: str, package: Package, state: str) -> dict[str, object]:
        install = self._installs.latest(environment_id, package)
        is_odd = self._plot.answers is Answers.ODD
        fault = install.fault if install and state == "InstallFailed" else ""
        return {
            **_entry(package),
            "id": package.id,
            "version": package.version,
            "state": "InstallPondered" if is_odd and state == "None" else state,
            "instancePackageId": _instance(environment_id, package) if state != "None" else None,
            "publisherName": None if is_odd else "Microsoft Dynamics 365",
            "errorDetails": {**_error(fault), "errorCode": hex(_FAULT)} if fault else None,
        }

    def install(self, environment_id: str, package: Package) -> Response:
        check_weather(self._plot)
        try:
            install = self._installs.ask(environment_id, package)
        except Busy as busy:
            raise not_startable() from busy
        path = f"{_ROOT}/environments/{environment_id}/operations/{install.operation}"
        headers = {"Operation-Location": f"{API}{path}?api-version={PREVIEW}"}
        if self._plot.answers is Answers.BARE:
            return Response(status_code=202, headers=headers)
        state = self._installs.state(environment_id, package)
        return JSONResponse(_accepted(environment_id, package, install, state), 202, headers)

    def operation(self, environment_id: str, operation: str) -> Response:
        install = self._installs.find(environment_id, operation)
        if not install or self._plot.operations is Operations.GONE:
            raise Refused(404, "OperationNotFound", f"There is no operation '{operation}'.")
        status = self._installs.status(install)
        if status == "NotStarted" and self._plot.operations is Operations.BUSY:
            return Response(status_code=409)
        error = _error(install.fault) if status == "Failed" else None
        body = {
            "operationId": install.operation,
            "status": status,
            "createdDateTime": moment(install.asked),
            "lastActionDateTime": moment(install.starts),
            "statusMessage": install.fault if error else "",
            "error": error,
        }
        return JSONResponse(body)


def _wanted(request: Request) -> str:
    wanted = request.query_params.get("appInstallState", "All")
    if wanted not in _STATES:
        raise Refused(400, "InvalidAppInstallState", f"'{wanted}' is no install state.")
    if (language := request.query_params.get("lcid", "1033")) not in _LANGUAGES:
        raise not_simulated(f"names in the language {language}")
    return wanted


def _page(request: Request, path: str, listed: list[dict[str, object]]) -> Response:
    """The next link carries on all options."""
    version_of(request)
    token = request.query_params.get("$skiptoken", "0")
    first = int(token) if token.isdecimal() else 0
    body: dict[str, object] = {"value": listed[first : first + _PAGE]}
    if first + _PAGE < len(listed):
        body["@odata.nextLink"] = next_link(request, path, "$skiptoken", first + _PAGE)
    return JSONResponse(body)


def _entry(package: Package) -> dict[str, object]:
    return {
        "uniqueName": package.name,
        "localizedName": package.title,
        "localizedDescription": package.title,
        "applicationId": package.application_id,
        "applicationName": package.title,
        "applicationDescription": None,
        "singlePageApplicationUrl": None,
        "publisherName": "Microsoft Dynamics 365",
        "publisherId": "7ea093b9-252b-4557-a8ae-ad4c1932a412",
        "learnMoreUrl": None,
        "crmMinversion": "9.1",
        "crmMaxVersion": None,
        "customHandleUpgrade": False,
        "catalogVisibility": "None",
        "applicationVisibility": "All",
        "errorDetails": None,
        "startDateUtc": "2018-07-23T00:00:00Z",
        "endDateUtc": "2050-01-01T00:00:00Z",
        "supportedCountries": ["DE", "KR", "US"],
    }


def _accepted(
    environment_id: str, package: Package, install: Install, state: str
) -> dict[str, object]:
    instance = _instance(environment_id, package)
    return {
        "id": instance,
        "packageId": package.id,
        "packageUniqueName": package.name,
        "packageVersion": package.version,
        "applicationId": package.application_id,
        "applicationName": package.title,
        "applicationVisibility": "All",
        "termsOfServiceBlobUris": [],
        "customHandleUpgrade": False,
        "lastOperation": {
            "state": state,
            "createdOn": moment(install.asked),
            "modifiedOn": None,
            "errorDetails": None,
            "statusMessage": None,
            "instancePackageId": instance,
            "operationId": install.operation,
        },
    }


def _error(fault: str) -> dict[str, object]:
    """Of an operation, as the published model has it. In lists the code was seen as a text."""
    return {
        "errorName": "PackageDeploymentFailed",
        "errorCode": _FAULT - 2**32,
        "message": f"{fault}.",
        "type": "PackageDeploymentException",
        "statusCode": 400,
        "source": "Dataverse",
    }


def _instance(environment_id: str, package: Package) -> str:
    return f"{package.id[:24]}{environment_id[-12:]}"
