"""What programs ask of login.microsoftonline.com: discovery, keys and tokens."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.entra.faults import EntraFault, unknown_tenant
from app.practice.entra.scopes import OPENID
from app.practice.entra.token_endpoint import TokenEndpoint
from app.practice.scene import Scene

LOGIN = "https://login.microsoftonline.com"
_ALIASES = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com"]


def login_app(scene: Scene) -> FastAPI:
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    tokens = TokenEndpoint(scene)

    @app.exception_handler(EntraFault)
    async def refuse(_: Request, fault: EntraFault) -> Response:
        return JSONResponse(fault.body(scene.clock.now()), fault.status, _NO_STORE)

    @app.get("/common/discovery/instance")
    async def instance() -> Response:
        return JSONResponse(_instance())

    @app.get("/{tenant}/v2.0/.well-known/openid-configuration")
    async def discovery(tenant: str) -> Response:
        _check_tenant(scene, tenant)
        return JSONResponse(_discovery(scene, tenant))

    @app.get("/{tenant}/discovery/v2.0/keys")
    async def keys(tenant: str) -> Response:
        _check_tenant(scene, tenant)
        return JSONResponse(scene.mint.public_keys(_issuer_tenant(tenant)))

    @app.post("/{tenant}/oauth2/v2.0/token")
    async def token(tenant: str, request: Request) -> Response:
        _check_tenant(scene, tenant)
        form = {name: str(value) for name, value in (await request.form()).items()}
        return JSONResponse(tokens.answer(tenant, form), headers=_NO_STORE)

    @app.post("/{tenant}/oauth2/v2.0/devicecode")
    async def device(tenant: str, request: Request) -> Response:
        _check_tenant(scene, tenant)
        form = {name: str(value) for name, value in (await request.form()).items()}
        return JSONResponse(tokens.begin_device(tenant, form), headers=_NO_STORE)

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def not_simulated(path: str) -> Response:
        message = f"The practice tenant does not simulate this: {path}"
        return JSONResponse({"error": {"code": "NotSimulated", "message": message}}, 501)

    return app


_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def _check_tenant(scene: Scene, tenant: str) -> None:
    if tenant not in scene.tenants:
        raise unknown_tenant(tenant)


def _issuer_tenant(tenant: str) -> str:
    return "{tenantid}" if tenant in ("organizations", "common") else tenant


def _instance() -> dict[str, object]:
    names = {"preferred_network": _ALIASES[0], "preferred_cache": _ALIASES[1]}
    endpoint = f"{LOGIN}/common/v2.0/.well-known/openid-configuration"
    return {
        "tenant_discovery_endpoint": endpoint,
        "api-version": "1.1",
        "metadata": [{**names, "aliases": _ALIASES}],
    }


def _discovery(scene: Scene, tenant: str) -> dict[str, object]:
    """What a browser opens is on loopback; what programs call keeps its real address."""
    browser = f"{scene.browser_origin}/{tenant}/oauth2/v2.0"
    return {
        "issuer": f"{LOGIN}/{_issuer_tenant(tenant)}/v2.0",
        "authorization_endpoint": f"{browser}/authorize",
        "end_session_endpoint": f"{browser}/logout",
        "token_endpoint": f"{LOGIN}/{tenant}/oauth2/v2.0/token",
        "device_authorization_endpoint": f"{LOGIN}/{tenant}/oauth2/v2.0/devicecode",
        "jwks_uri": f"{LOGIN}/{tenant}/discovery/v2.0/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "response_modes_supported": ["query", "form_post"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": sorted(OPENID),
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "oid", "tid", "roles"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
    }
