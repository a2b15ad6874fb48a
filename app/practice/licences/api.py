"""`licensing`: capacity, billing policies and reports, for administrators of the tenant."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import (
    PREVIEW,
    STABLE,
    Refused,
    asker,
    body_of,
    check_options,
    environment_of,
    version_of,
)
from app.practice.environments import ENVIRONMENTS
from app.practice.licences import reports
from app.practice.licences.holdings import CURRENCIES, POLICY_ID, Holdings
from app.practice.plot import NoPolicy, Plot
from app.practice.services import Services

_POLICY = f"/billingPolicies/{POLICY_ID}"


def licensing_api(services: Services) -> APIRouter:
    holdings = services.holdings

    def check(request: Request) -> None:
        version_of(request)
        if holdings.is_forbidden or not asker(request).is_tenant_administrator:
            raise Refused(403, "Forbidden", "The caller has no permission to read licences.")

    router = APIRouter(prefix="/licensing", dependencies=[Depends(check)])
    tenant, environment = _Tenant(services), _Environment(services)
    answers: dict[str, Callable[..., Awaitable[Response]]] = {
        "/tenantCapacity": tenant.capacity,
        "/tenantCapacity/currencyReports": tenant.currencies,
        "/FinOpsLicensing/GetLicenseSummaryV2": tenant.summary,
        "/entitlements/{name}": tenant.entitlement,
        "/environments/{environment_id}/billingPolicy": environment.policy,
        "/environments/{environment_id}/allocations": environment.allocations,
        "/environments/{environment_id}/entitlements": environment.entitlements,
    }
    for path, answer in answers.items():
        router.add_api_route(path, answer, methods=["GET"])
    router.add_api_route(
        "/environments/{environment_id}/allocations", environment.assign, methods=["PATCH"]
    )
    _add_policies(router, holdings, services.plot)
    return router


class _Tenant:
    def __init__(self, services: Services) -> None:
        self._holdings, self._clock, self._plot = services.holdings, services.clock, services.plot

    async def capacity(self, request: Request) -> Response:
        version_of(request, frozenset({PREVIEW}))
        return JSONResponse(reports.tenant_capacity(self._holdings, self._clock.now(), self._plot))

    async def currencies(self, request: Request) -> Response:
        check_options(request, {"includeAllocations", "includeConsumptions"})
        asked = request.query_params
        body = reports.currency_reports(
            self._holdings,
            self._clock.now(),
            allocations=asked.get("includeAllocations") == "true",
            consumptions=asked.get("includeConsumptions") == "true",
        )
        return JSONResponse(body)

    async def summary(self, request: Request) -> Response:
        version_of(request, frozenset({STABLE}))
        body = reports.finance_summary(self._holdings, self._clock.now())
        return JSONResponse(body) if body else Response(status_code=204)

    async def entitlement(self, name: str) -> Response:
        if name not in CURRENCIES:
            raise Refused(404, "EntitlementNotFound", f"There is no entitlement '{name}'.")
        return JSONResponse(reports.entitlement(self._holdings, name))


class _Environment:
    def __init__(self, services: Services) -> None:
        self._holdings, self._plot = services.holdings, services.plot

    async def policy(self, environment_id: str) -> Response:
        if self._holdings.policy_id(environment_of(environment_id).id):
            return JSONResponse(reports.policy(self._plot))
        match self._plot.no_policy:
            case NoPolicy.MISSING:
                raise Refused(404, "BillingPolicyNotFound", "There is no billing policy.")
            case NoPolicy.SILENT:
                return Response(status_code=204)
            case NoPolicy.NULL:
                return JSONResponse(None)

    async def allocations(self, environment_id: str) -> Response:
        one = environment_of(environment_id)
        return JSONResponse(reports.allocations(self._holdings, one.id))

    async def assign(self, request: Request, environment_id: str) -> Response:
        one = environment_of(environment_id)
        units = _units(await body_of(request))
        try:
            self._holdings.assign(one.id, units)
        except ValueError as error:
            message = f"There is not enough of {error} left in the tenant."
            raise Refused(400, "InsufficientCapacity", message) from error
        return JSONResponse(reports.allocations(self._holdings, one.id))

    async def entitlements(self, environment_id: str) -> Response:
        one = environment_of(environment_id)
        names = self._holdings.profile.bought
        listed = [reports.environment_entitlement(self._holdings, name, one) for name in names]
        return JSONResponse(listed)


def _add_policies(router: APIRouter, holdings: Holdings, plot: Plot) -> None:
    def check_policy() -> None:
        if not holdings.profile.pays_as_it_goes:
            raise Refused(404, "BillingPolicyNotFound", "There is no such billing policy.")

    there = [Depends(check_policy)]

    @router.get("/billingPolicies")
    async def policies(request: Request) -> Response:
        check_options(request, {"$top"})
        listed = [reports.policy(plot)] if holdings.profile.pays_as_it_goes else []
        return JSONResponse({"value": listed})

    @router.get(_POLICY, dependencies=there)
    async def policy() -> Response:
        return JSONResponse(reports.policy(plot))

    @router.get(_POLICY + "/environments", dependencies=there)
    async def environments() -> Response:
        rows = [{"billingPolicyId": POLICY_ID, "environmentId": e} for e in holdings.billed()]
        return JSONResponse({"value": rows})

    @router.post(_POLICY + "/environments/add", dependencies=there)
    @router.post(_POLICY + "/environments/remove", dependencies=there)
    async def change(request: Request) -> Response:
        listed = (await body_of(request)).get("environmentIds")
        known = {one.id for one in ENVIRONMENTS}
        if not isinstance(listed, list) or not known.issuperset(listed):
            raise Refused(400, "InvalidRequest", "The environmentIds are no known environments.")
        holdings.bill(listed, add=request.url.path.endswith("/add"))
        return Response(status_code=200)


def _units(body: dict[str, object]) -> dict[str, int]:
    listed = body.get("currencyAllocations")
    if not isinstance(listed, list) or not listed:
        raise Refused(400, "InvalidRequest", "The currencyAllocations are missing.")
    units: dict[str, int] = {}
    for one in listed:
        name, wanted = (one.get("currencyType"), one.get("allocated")) if one else (None, None)
        if name not in CURRENCIES or not isinstance(wanted, int) or wanted < 0:
            raise Refused(400, "InvalidRequest", "An allocation is invalid.")
        units[name] = wanted
    return units
