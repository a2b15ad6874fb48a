"""Explaining an error that somebody pastes. Nothing is asked of anybody, and nothing is stored."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.steps.maps.explain import LONGEST, explain
from app.steps.maps.screen import read_known, show
from app.web.screen import ScreenDep

router = APIRouter(prefix="/environments/{environment_id}/maps/explain")


@router.get("", name="maps.ask")
async def ask(screen: ScreenDep) -> Response:
    return show(
        screen, "steps/maps/explain.html", await read_known(screen), typed="", causes=None,
        empty=False,
    )  # fmt: skip


@router.post("", name="maps.explain")
async def answer(screen: ScreenDep, error_text: Annotated[str, Form()] = "") -> Response:
    text = error_text.strip()[:LONGEST]
    return show(
        screen, "steps/maps/explain.html", await read_known(screen),
        status=200 if text else 422, typed=text, causes=explain(text) if text else None,
        empty=not text,
    )  # fmt: skip
