"""`download.microsoft.com`: the published list of products, cut down to those that are here."""

import csv
import io

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

from app.practice.licences.skus import read_skus

HOST = "download.microsoft.com"
_LIST = (
    "/download/e/3/e/e3e9faf2-f28b-490a-9ada-c6089a1fc5b0/"
    "Product names and service plan identifiers for licensing.csv"
)
_COLUMNS = (
    "Product_Display_Name", "String_Id", "GUID", "Service_Plan_Name", "Service_Plan_Id",
    "Service_Plans_Included_Friendly_Names",
)  # fmt: skip
_CHANGED = "Mon, 02 Mar 2026 09:00:00 GMT"


def download_app() -> FastAPI:
    """Open to everybody, like the real one: no token is asked for."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.get(_LIST)
    async def products() -> Response:
        headers = {"Last-Modified": _CHANGED}
        return Response(_list().encode("utf-8-sig"), media_type="text/csv", headers=headers)

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def not_simulated(path: str) -> Response:
        return PlainTextResponse(f"The practice tenant does not simulate this: {path}", 501)

    return app


def _list() -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for sku in read_skus().values():
        for plan, plan_id in sku.plans:
            writer.writerow((sku.product, sku.part, sku.id, plan, plan_id, plan))
    return file.getvalue()
