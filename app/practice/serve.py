"""Starts the practice tenant on loopback, and nowhere else."""

from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.practice.tenant import Tenant


def practice_app(tenant: Tenant) -> FastAPI:
    return tenant.app


def run(
    port: int,
    state_file: Path,
    client_id: str,
    client_secret: str,
    wizard_origin: str,
    exports_folder: Path | None = None,
) -> None:
    """Serve until stopped. `exports_folder` gets the three exports to try a merge with.

    The access log stays off: the address of a page here can carry a one-time code.
    """
    state_file.parent.mkdir(parents=True, exist_ok=True)
    tenant = Tenant(
        port=port,
        client_id=client_id,
        client_secret=client_secret,
        wizard_origin=wizard_origin,
        state_file=state_file,
    )
    if exports_folder:
        write_exports(tenant, exports_folder)
    uvicorn.run(
        practice_app(tenant),
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
    )


def write_exports(tenant: Tenant, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tenant.exports.items():
        beside = folder / f".{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)
