"""All simulated services behind one door: the Host of a request says which one is meant."""

from fastapi import FastAPI

from app.practice.dataverse.service import dataverse_app
from app.practice.entra.login_host import login_app
from app.practice.front import front_app
from app.practice.gate import Doors, Gate
from app.practice.hosts import GUESTS, service_hosts
from app.practice.line import OnTheLine
from app.practice.scene import Scene

_SIGN_IN = "login.microsoftonline.com"


def build_app(scene: Scene) -> FastAPI:
    read_token = scene.mint.read
    front = front_app(scene)
    organizations = {
        host: dataverse_app(organization, read_token)
        for host, organization in scene.organizations.items()
    }
    services = {
        _SIGN_IN: login_app(scene),
        **service_hosts(read_token, scene.services),
        f"localhost:{scene.port}": front,
        f"127.0.0.1:{scene.port}": front,
        **organizations,
    }
    origins = frozenset({scene.browser_origin, f"http://127.0.0.1:{scene.port}"})
    app = OnTheLine(openapi_url=None, redirect_slashes=False)
    doors = Doors(services, origins, GUESTS, frozenset(organizations), frozenset({_SIGN_IN}))
    app.mount("/", Gate(doors, scene.controls, scene.services))
    return app
