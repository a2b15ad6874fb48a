"""Every route of the product, as the application itself tells them."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from app.main import create_app
from app.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} {self.method} {self.path}"

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE

    @property
    def places(self) -> list[str]:
        """The names in its path that stand for something, from left to right."""
        return re.findall(r"{(\w+)", self.path)

    def at(self, places: dict[str, str]) -> str:
        return re.sub(r"{(\w+)[^}]*}", lambda found: places[found[1]], self.path)


def routes_of_the_product() -> list[Route]:
    """Nothing is launched for it."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        app.state.sign_in_calls.close()
        app.state.product.database.dispose()
    return [
        Route(method, route.path, route.name)
        for route in iter_route_contexts(app.routes)
        for method in sorted(route.methods or {"GET"})
    ]


ROUTES = routes_of_the_product()
UNSAFE = [route for route in ROUTES if not route.is_safe]
READING = [route for route in ROUTES if route.is_safe]


def each(routes: list[Route]) -> pytest.MarkDecorator:
    """One test for each route, named after it."""
    return pytest.mark.parametrize("route", routes, ids=str)
