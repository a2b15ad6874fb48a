"""Fetching the merged export. Blocked while a decision is open."""

import re

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from app.steps.update.bench import WorkbenchDep
from app.steps.update.review import BenchDep
from app.web.deps import EnvironmentDep, OperatorDep
from app.web.render import see_other

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}")


@router.get("/merged.zip", name="update.download")
async def download(
    request: Request,
    environment: EnvironmentDep,
    _visitor: OperatorDep,
    workbench: WorkbenchDep,
    bench: BenchDep,
) -> Response:
    """The site's export with everything merged; back to the review while decisions are open."""
    if bench.outcome.open:
        return see_other(
            request, "update.review", environment_id=environment.id, merge_id=bench.merge.id
        )
    data = await to_thread.run_sync(workbench.merged_export, bench.sides, bench.outcome)
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", bench.sides.site.name.removesuffix(".zip")).strip("-")
    return Response(
        data,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{stem or "site"}-merged.zip"',
            "Cache-Control": "no-store",
        },
    )
