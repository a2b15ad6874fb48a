"""Applying map solutions, and changing which version of a map is the active one."""

import json

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from app.practice.gateway.book import NOT_RUNNING, STOPPED, Applying
from app.practice.gateway.commands import GatewayRefusal
from app.practice.gateway.office import Office

_RESTORE = "2"


def add_solutions(app: FastAPI, office: Office, root: str) -> None:
    root, desk = f"{root}/SolutionAware/{{cid}}", _Desk(office)
    app.add_api_route(f"{root}/Solutions/", desk.solutions, methods=["GET"])
    app.add_api_route(f"{root}/RestoreTemplates", desk.apply, methods=["POST"])
    app.add_api_route(f"{root}/Status/{{request_id}}", desk.status, methods=["GET"])
    app.add_api_route(f"{root}/SwitchActive/{{tid}}", desk.switch, methods=["POST"])


class _Desk:
    def __init__(self, office: Office) -> None:
        self._office, self._book = office, office.book

    async def solutions(self, cid: str) -> Response:
        return JSONResponse(self._office.solutions_shown(self._office.of_connection(cid)))

    async def apply(self, request: Request, cid: str) -> Response:
        one = self._office.of_connection(cid)
        names = _names(await request.body())
        if not set(names) <= set(self._office.map_solutions(one)):
            raise GatewayRefusal(404, "The solution is not installed.")
        return JSONResponse({"requestId": self._book.apply(one.id, names).id})

    async def status(self, cid: str, request_id: str) -> Response:
        applying = self._book.applying(self._office.of_connection(cid).id, request_id)
        if not applying:
            raise GatewayRefusal(404, "The request was not found.")
        return JSONResponse(_shown(applying, is_over=self._book.now() >= applying.ends))

    async def switch(self, request: Request, cid: str, tid: str) -> Response:
        """There is one version of each map here, so that nothing changes."""
        one = self._office.of_connection(cid)
        table_map = self._office.by_tid(one).get(tid)
        is_named = (await request.body()).decode() == tid
        pid = request.query_params.get("pid", "")
        if not table_map or not is_named or pid != table_map.pid(one.organization_id):
            raise GatewayRefusal(400, "The template or the project was not found.")
        if self._book.state(one.id, table_map) not in (STOPPED, NOT_RUNNING):
            raise GatewayRefusal(409, "The map has to be stopped.")
        return JSONResponse(f"req-{table_map.number}")


def _names(raw: bytes) -> list[str]:
    try:
        body = json.loads(raw)
        names = [str(each["criteria"]["uniquename"]) for each in body["solutions"]]
        is_known = body["action"] == _RESTORE
    except (ValueError, KeyError, TypeError) as error:
        raise GatewayRefusal(400, "The solutions are missing.") from error
    if not names or not is_known:
        raise GatewayRefusal(400, "The solutions are missing.")
    return names


def _shown(applying: Applying, *, is_over: bool) -> dict[str, object]:
    at = applying.asked.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "requestId": applying.id,
        "action": _RESTORE,
        "createdOn": at,
        "modifiedOn": at,
        "state": "2" if is_over else "1",
        "result": {"message": None, "status": "Succeeded" if is_over else "Running"},
        "rootActivityId": applying.id,
    }
