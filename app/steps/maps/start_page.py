"""The check page before a start: what would be started, and what it would stumble over."""

from collections.abc import Sequence

from fastapi import Response

from app.steps.maps.asked_rows import asked_rows, typed_rows
from app.steps.maps.checks.before_start import Start, before_start
from app.steps.maps.desk import Desk
from app.steps.maps.facts import MapsFacts
from app.steps.maps.known import Known
from app.steps.maps.needs import all_met
from app.steps.maps.planning import MOST_AT_ONCE, Plan, plan
from app.steps.maps.screen import show


def planned_start(seen: Known, chosen: list[str], *, held: bool) -> Plan:
    if not seen.is_expert:
        return Plan(reasons=["expert_off"])
    if not held:
        return Plan(reasons=["no_token"])
    return plan(seen.facts, chosen) if seen.facts else Plan(reasons=["not_asked"])


def looked_at(facts: MapsFacts, planned: Plan, chosen: Sequence[str]) -> list[str]:
    """Keys of the maps to look ahead for. Also of those that are started by hand, without a plan:
    the chosen ones, else all that do not run, else all.
    """
    if planned.keys:
        return list(planned.keys)
    needs = all_met(facts)
    wanted = [one for one in needs if one.need.value in chosen]
    wanted = wanted or [one for one in needs if not one.works] or needs
    return [one.by.key for one in wanted]


async def start_page(
    desk: Desk, seen: Known, planned: Plan, chosen: list[str], *,
    errors: dict[str, str] | None = None, master: str = "AX", sync: str = "", pace: str = "",
) -> Response:  # fmt: skip
    """`typed` are rows of finance and operations that nobody could count: numbers of the form."""
    request = desk.screen.request
    given = request.query_params if request.method == "GET" else await request.form()
    typed, wrong = typed_rows(given)
    facts = seen.facts
    keys = looked_at(facts, planned, chosen) if facts else []
    return show(
        desk.screen, "steps/maps/start.html", seen, status=422 if errors or wrong else 200,
        plan=planned, chosen=chosen, errors={**(errors or {}), **wrong}, master=master, sync=sync,
        pace=pace, most=MOST_AT_ONCE, typed=typed, given=given,
        asked=asked_rows(facts, keys) if facts else (),
        before=before_start(facts, Start(keys, typed)) if facts else (),
    )  # fmt: skip
