"""What the page shows of a start: the maps, the companies of those under way, what went wrong."""

from collections.abc import Mapping, Sequence

from app.jobs.job import Context
from app.microsoft.errors import RemoteError, TokenNeeded
from app.microsoft.gateway import Gateway
from app.microsoft.gateway_shapes import Execution, GatewayMap
from app.steps.maps.evidence import CODES
from app.steps.maps.explain import group
from app.steps.maps.facts import MapState

_MOST_COMPANIES = 60


async def tell(
    ctx: Context,
    gateway: Gateway,
    keys: Sequence[str],
    maps: Mapping[str, GatewayMap],
    turn: Sequence[str] = (),
    *,
    failed: Mapping[str, str] | None = None,
) -> list[str]:
    """`turn` are the keys of those under way. Gives the errors in Microsoft's words."""
    wrong = failed or {}
    moving = [maps[key] for key in turn]
    executions = [(one, each) for one in moving for each in await _executions(gateway, one)]
    errors = [*filter(None, wrong.values()), *(e for _, each in executions for e in each.errors)]
    await ctx.progress(
        maps=[{"key": key, "state": _state(key, maps, turn, wrong)} for key in keys],
        moving=[{"name": one.name, "since": await _since(ctx, one)} for one in moving],
        looked_at=ctx.clock.now().isoformat(),
        companies=[_company(one, each) for one, each in executions[:_MOST_COMPANIES]],
        jobs=_jobs([each for _, each in executions]),
        errors=[
            {"cause": each.cause, "times": each.times, "sample": each.sample}
            for each in group(errors)
        ],
    )
    return errors


def _state(
    key: str, maps: Mapping[str, GatewayMap], turn: Sequence[str], wrong: Mapping[str, str]
) -> str:
    if key in wrong:
        return "failed"
    if key in turn:
        return _word(maps[key])
    is_running = key in maps and CODES.get(maps[key].detail.state) is MapState.RUNNING
    return "running" if is_running else "waits"


async def _executions(gateway: Gateway, one: GatewayMap) -> list[Execution]:
    """Only told: when they cannot be read, the start goes on."""
    if not one.detail.pid:
        return []
    try:
        return await gateway.executions(one.detail.pid)
    except TokenNeeded:
        raise
    except RemoteError:
        return []


async def _since(ctx: Context, one: GatewayMap) -> str:
    return await ctx.once(f"since {one.template_id}", _moment, ctx.clock.now().isoformat())


async def _moment(now: str) -> str:
    return now


def _word(one: GatewayMap) -> str:
    state = CODES.get(one.detail.state)
    return state.value if state else f"code {one.detail.state}"


def _company(one: GatewayMap, each: Execution) -> dict[str, object]:
    return {
        "map": one.name, "name": each.company, "status": each.status, "rows": each.upserted,
        "errors": each.failed,
    }  # fmt: skip


def _jobs(executions: Sequence[Execution]) -> list[str]:
    """Names to look for in the job history of finance and operations."""
    legs = [leg for each in executions for leg in each.legs]
    named = [name for leg in legs for name in (leg.export_job, leg.import_job) if name]
    return list(dict.fromkeys(named))[:10]
