"""What the page shows of a start: the maps, the companies of the one under way, what went wrong."""

from collections.abc import Sequence

from app.jobs.job import Context
from app.microsoft.errors import RemoteError, TokenNeeded
from app.microsoft.gateway import Gateway
from app.microsoft.gateway_shapes import Execution, GatewayMap
from app.steps.maps.evidence import CODES
from app.steps.maps.explain import group

_MOST_COMPANIES = 60


async def tell(
    ctx: Context,
    gateway: Gateway,
    keys: Sequence[str],
    number: int,
    one: GatewayMap | None,
    failed: str = "",
) -> list[str]:
    """Maps before `number` run, those after it wait. Gives the errors in Microsoft's words."""
    executions = await _executions(gateway, one)
    errors = [*([failed] if failed else []), *(e for each in executions for e in each.errors)]
    states = ["running" if n < number else "waits" for n in range(len(keys))]
    if one:
        states[number] = "failed" if failed else _word(one)
    since = await _since(ctx, one)
    await ctx.progress(
        maps=[{"key": key, "state": state} for key, state in zip(keys, states, strict=True)],
        current=one.name if one else "",
        since=since,
        looked_at=ctx.clock.now().isoformat(),
        companies=[_company(each) for each in executions[:_MOST_COMPANIES]],
        jobs=_jobs(executions),
        errors=[
            {"cause": each.cause, "times": each.times, "sample": each.sample}
            for each in group(errors)
        ],
    )
    return errors


async def _executions(gateway: Gateway, one: GatewayMap | None) -> list[Execution]:
    """Only told: when they cannot be read, the start goes on."""
    if one is None or not one.detail.pid:
        return []
    try:
        return await gateway.executions(one.detail.pid)
    except TokenNeeded:
        raise
    except RemoteError:
        return []


async def _since(ctx: Context, one: GatewayMap | None) -> str:
    if one is None:
        return ""
    return await ctx.once(f"since {one.template_id}", _moment, ctx.clock.now().isoformat())


async def _moment(now: str) -> str:
    return now


def _word(one: GatewayMap) -> str:
    state = CODES.get(one.detail.state)
    return state.value if state else f"code {one.detail.state}"


def _company(each: Execution) -> dict[str, object]:
    return {
        "name": each.company, "status": each.status, "rows": each.upserted, "errors": each.failed,
    }  # fmt: skip


def _jobs(executions: Sequence[Execution]) -> list[str]:
    """Names to look for in the job history of finance and operations."""
    legs = [leg for each in executions for leg in each.legs]
    named = [name for leg in legs for name in (leg.export_job, leg.import_job) if name]
    return list(dict.fromkeys(named))[:10]
