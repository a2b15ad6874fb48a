"""`environmentmanagement/provisioning`: where environments can be made, and of which templates."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.practice.admin.asking import Refused, check_options, version_of
from app.practice.licences.holdings import Holdings

Json = dict[str, object]
_ROOT = "/environmentmanagement/provisioning/locations"
_LOCATIONS = ("unitedstates", "europe")
_HOME = "europe"
_TEMPLATES = {
    "D365_FinOps_SCM": ("DYN365_SCM", "DYN365_SCM_ATTACH"),
    "D365_FinOps_Finance": ("DYN365_FINANCE",),
    "D365_FinOps_Commerce": ("DYN365_RETAIL",),
}
"""By the licences that open them."""


def templates_api(holdings: Holdings) -> APIRouter:
    router = APIRouter(prefix=_ROOT)

    @router.get("")
    async def locations(request: Request) -> Response:
        version_of(request)
        check_options(request)
        listed = [
            {"name": name, "code": name[:3].upper(), "displayName": name.capitalize(),
             "isDefault": name == _HOME, "isDisabled": False, "canProvisionDatabase": True}
            for name in _LOCATIONS
        ]  # fmt: skip
        return JSONResponse({"collection": listed, "locationSelectionMode": "Region"})

    @router.get("/{location}/templates")
    async def templates(request: Request, location: str) -> Response:
        version_of(request)
        check_options(request)
        if location not in _LOCATIONS:
            raise Refused(404, "LocationNotFound", f"There is no location '{location}'.")
        if holdings.is_forbidden:
            raise Refused(403, "Forbidden", "The caller may not provision environments.")
        owned = {one.part for one in holdings.profile.owned if one.enabled or one.warning}
        listed = [
            _template(name, is_open=bool(owned & set(parts))) for name, parts in _TEMPLATES.items()
        ]
        return JSONResponse({"collection": listed})

    return router


def _template(name: str, *, is_open: bool) -> Json:
    reason = {"code": "DynamicsEntitlementMissing", "message": "The entitlement is missing."}
    return {
        "name": name,
        "displayName": name.replace("_", " "),
        "isCustomerEngagement": False,
        "isSupportedForResetOperation": False,
        "availability": [
            {
                "environmentSku": "Sandbox",
                "isDisabled": not is_open,
                "disabledReason": None if is_open else reason,
            }
        ],
    }
