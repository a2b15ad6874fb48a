"""Whether Microsoft's hosts answer from here: one request without any token for each."""

from dataclasses import dataclass

import httpx

from app.microsoft.egress import egress
from app.microsoft.endpoints import Cloud

_PATIENCE = httpx.Timeout(8, connect=5)


@dataclass(frozen=True, slots=True)
class Reached:
    """`status` is the HTTP status of whoever answered, 0 for nobody; then `reason` says why."""

    host: str
    status: int
    reason: str = ""


def knock(cloud: Cloud, hosts: list[str], microsoft_at: str = "") -> list[Reached]:
    """Over the same way out as every call: https, this cloud's hosts only, no proxy.

    Any answer counts, a refusal too: what is asked is only whether the way is free.
    """
    out = egress(cloud, microsoft_at)[1]
    with httpx.Client(transport=out, timeout=_PATIENCE, trust_env=False) as client:
        return [_one(client, host) for host in hosts]


def _one(client: httpx.Client, host: str) -> Reached:
    try:
        with client.stream("GET", f"https://{host}/") as answer:
            return Reached(host, answer.status_code)
    except httpx.TransportError as error:
        return Reached(host, 0, f"{type(error).__name__}: {error}".rstrip(": "))
