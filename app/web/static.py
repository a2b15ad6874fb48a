"""Static files under addresses that change with their content, so that browsers keep them."""

import hashlib
import json
from pathlib import Path
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

from app.settings import ROOT

FOREVER = "public, max-age=31536000, immutable"


class Addresses(Protocol):
    """Where templates find their static files."""

    def address(self, name: str) -> str: ...


class Assets:
    """Gives each file's address. Reads the folder once, when the product starts."""

    def __init__(self, folder: Path = ROOT / "static") -> None:
        self.folder = folder
        manifest = folder / "vendor" / "manifest.json"
        if not manifest.exists():
            msg = "static/vendor is not built yet: run `make assets`"
            raise FileNotFoundError(msg)
        vendor: dict[str, str] = json.loads(manifest.read_text("utf-8"))["files"]
        own = [file for kind in ("css", "js") for file in (folder / kind).glob(f"*.{kind}")]
        self._paths = {f"vendor/{name}": f"vendor/{hashed}" for name, hashed in vendor.items()}
        for file in own:
            name = file.relative_to(folder).as_posix()
            self._paths[name] = f"{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}/{name}"
        self._files = {path: path.split("/", 1)[1] for path in self._paths.values()}
        self._files |= {path: path for path in self._paths.values() if path.startswith("vendor/")}

    def address(self, name: str) -> str:
        return f"/static/{self._paths[name]}"

    def file_at(self, path: str) -> str | None:
        return self._files.get(path)


class HashedFiles(StaticFiles):
    """Serves exactly the addresses that Assets gives. Anything else is not there."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(directory=assets.folder)
        self._assets = assets

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        file = self._assets.file_at(path)
        if file is None:
            raise HTTPException(404)
        response = await super().get_response(file, scope)
        response.headers["Cache-Control"] = FOREVER
        return response
