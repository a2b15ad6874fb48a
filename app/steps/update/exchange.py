"""Decisions as a file: taken away, and brought into the merge of this or of another site."""

import json
import re
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from app.steps.update.chosen import read_chosen
from app.steps.update.decision_file import LARGEST, BadFile
from app.steps.update.decisions_page import decisions_page
from app.steps.update.handed_in import keep, open_again
from app.steps.update.kept_view import answers_from, offer_of, written_file
from app.steps.update.reviewing import ReviewDep
from app.steps.update.together import DownDep

router = APIRouter(prefix="/environments/{environment_id}/update/merges/{merge_id}/decisions")


@router.get("", name="update.decisions")
async def show(review: ReviewDep) -> Response:
    """Where decisions are taken away and brought in, and what was done to many at once."""
    return await decisions_page(review)


@router.get("/decisions.json", name="update.export")
async def export(review: ReviewDep) -> Response:
    """No secret is in it, so everybody who can read the pages may take it."""
    made = await to_thread.run_sync(written_file, review.bench)
    site = review.bench.sides.site.name.removesuffix(".zip")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", site).strip("-")
    return Response(
        json.dumps(made, ensure_ascii=False, indent=2) + "\n",
        media_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{stem or "site"}-decisions.json"',
            "Cache-Control": "no-store",
        },
    )


@router.post("/files", name="update.hand_in")
async def hand_in(down: DownDep, file: UploadFile | str = "") -> Response:
    """Look at a file before anything of it is taken. What is no such file is refused in words."""
    if isinstance(file, str):  # pasted
        data, name = file.encode("utf-8", "replace"), ""
    else:
        data, name = await file.read(LARGEST + 1), file.filename or ""
    try:
        kept = await keep(down.review, name, data, (down.visitor, down.now))
    except BadFile as bad:
        return await decisions_page(down.review, bad)
    return RedirectResponse(f"{down.review.address}/decisions/files/{kept}", 303)


@router.get("/files/{decision_file_id}", name="update.decision_file")
async def check(review: ReviewDep, decision_file_id: str) -> Response:
    """What fits, what fits the place but not the values, and what does not fit."""
    file, kept = await open_again(review, decision_file_id)
    offer = await to_thread.run_sync(offer_of, review.bench, kept)
    return review.show("steps/update/decision_file.html", file=file, offer=offer)


@router.post("/files/{decision_file_id}", name="update.take_decisions")
async def take(
    down: DownDep, decision_file_id: str, chosen: Annotated[str, Form()] = ""
) -> Response:
    """Those that were shown as fitting, unless somebody decided them since."""
    _, kept = await open_again(down.review, decision_file_id)
    given = await to_thread.run_sync(answers_from, down.review.bench, kept, read_chosen(chosen))
    return await down.put("update.take_decisions", given)
