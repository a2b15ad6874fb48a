"""The pages that come when a page cannot be given.

Some of them have no way to them that a test can go, so the stage gets routes that break.
"""

from fastapi import HTTPException

from app.microsoft import errors
from tests.gallery import Shown, Stage, page

MICROSOFT = {
    "Unavailable": errors.Unavailable("list environments", status=503, request_id="ms-9"),
    "SignInNeeded": errors.SignInNeeded("list environments", status=401, request_id="ms-9"),
    "Forbidden": errors.Forbidden("list environments", status=403, code="0x80040220"),
    "NotThere": errors.NotThere("read the solution", status=404, code="0x80040217"),
    "Refused": errors.Refused(
        "list environments", status=400, code="Bad", reason="<b>no</b>", request_id="ms-9"
    ),
    "UnexpectedReply": errors.UnexpectedReply("list environments", reason="value: missing"),
}


@page("error 400: unreadable")
async def unreadable(stage: Stage) -> Shown:
    torn = {"content-type": "multipart/form-data"}  # without saying where its parts begin
    return await stage.avery.browser.post("/environments/add", content=b"?", headers=torn)


@page("error 401: the session has ended")
async def ended(stage: Stage) -> Shown:
    return await breaking(stage, "401", HTTPException(401))


@page("error 403: the role is too low")
async def role(stage: Stage) -> Shown:
    sam = await stage.person("reader")
    return await sam.get("/environments/add")


@page("error 403: the form is out of date")
async def outdated(stage: Stage) -> Shown:
    return await stage.avery.browser.post("/environments/add", data={"csrf": "old"})


@page("error 404: no such page")
async def no_page(stage: Stage) -> Shown:
    return await stage.avery.get("/nowhere")


@page("error 404: no such environment")
async def no_environment(stage: Stage) -> Shown:
    return await stage.avery.get("/environments/e-of-another-tenant")


@page("error 409: somebody was faster")
async def faster(stage: Stage) -> Shown:
    return await breaking(stage, "409", HTTPException(409))


@page("error 413: too large")
async def large(stage: Stage) -> Shown:
    await stage.avery.get("/environments/add")
    return await stage.avery.post("/environments/add", address="x" * 600_000)


@page("error 422: a field is missing")
async def incomplete(stage: Stage) -> Shown:
    await stage.avery.get("/")
    return await stage.avery.post("/appearance", look="purple")


@page("error 429: too many requests")
async def often(stage: Stage) -> Shown:
    return await breaking(stage, "429", HTTPException(429))


@page("error 500: something broke")
async def broken(stage: Stage) -> Shown:
    return await breaking(stage, "500", ValueError("the secret is hunter2"))


@page("error 503: not available")
async def away(stage: Stage) -> Shown:
    return await breaking(stage, "503", HTTPException(503))


def microsoft(kind: str) -> None:
    @page(f"error of Microsoft: {kind}")
    async def shown(stage: Stage) -> Shown:
        return await breaking(stage, kind, MICROSOFT[kind])


for kind in MICROSOFT:
    microsoft(kind)


async def breaking(stage: Stage, name: str, error: Exception):
    @stage.app.get(f"/broken/{name}", name=f"broken.{name}")
    async def give_up():
        raise error

    return await stage.avery.get(f"/broken/{name}")
