"""A page with every part on it. Only tests show it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Annotated

from fastapi import Form, Request

from app.store.tables import RunState
from app.web.diff import diff
from app.web.render import page
from app.web.words import Words
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level
from app.wizard.journey import State

AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
BEFORE = (
    "\n".join(f"<p>line {n}</p>" for n in range(20)) + '\n{% include "list" size:10 %}\n<b>end</b>'
)
AFTER = BEFORE.replace("size:10", 'size:10 sort:"-created"') + '\n{% include "help" %}'
WORDS = Words(
    "%(subject)s is not installed.",
    "100%% of it is missing.",
    "Install it.",
    "Administrator",
    "https://example.com",
)
ERROR = ("url", "Enter the address of the environment, like https://contoso.crm.dynamics.com")


def parts() -> dict[str, object]:
    names = ("Licensing", "Dual-write maps", "Provisioning", "Update")
    states = (State.COMPLETED, State.IN_PROGRESS, State.PROBLEM, State.NEEDS_DECISION)
    stops = [
        SimpleNamespace(
            step=SimpleNamespace(title=name, slug=name[:4].lower(), subjects=()),
            state=state,
            findings=(),
            said={},
            waits=(),
            is_as_it_was=True,
        )
        for name, state in zip(names, states, strict=True)
    ]
    return {
        "environment": SimpleNamespace(id="e1", name="Contoso UAT"),
        "stops": stops, "step": "dual", "states": list(State), "run_states": list(RunState),
        "findings": [
            Finding("x.y", level, "Dual-write <core>", evidence)
            for level, evidence in zip(Level, Evidence, strict=True)
        ],
        "words": WORDS,
        "facts": [
            Fact.exact("1.0.9.2", source="Dataverse", at=AT),
            Fact.likely("https://contoso.operations.dynamics.com", source="d", reason="r", at=AT),
            Fact[str].unknown(source="Dataverse", reason="forbidden", at=AT),
        ],
        "rows": diff(BEFORE, AFTER, conflicts={21}),
        "options": [
            ("site", "Keep yours", "{% include 'list' size:50 %}", None),
            ("template", "Take Microsoft's", "", "Suggested: never changed here"),
            ("own", "Write it yourself", None, None),
        ],
        "errors": [], "url": "", "left": 0,
    }  # fmt: skip


def add_sample(app) -> None:
    polls: list[int] = []

    @app.get("/sample")
    async def sample(request: Request, left: int = 0):
        polls.append(left)
        return page(request, "sample.html", **{**parts(), "left": left})

    @app.get("/sample/block")
    async def block(request: Request):
        polls.append(max(polls[-1] - 1, 0))
        return page(request, "sample.html", block="poll", **{**parts(), "left": polls[-1]})

    @app.post("/sample")
    async def send(request: Request, url: Annotated[str, Form()] = ""):
        context = {**parts(), "errors": [ERROR], "url": url}
        return page(request, "sample.html", status=422, **context)
