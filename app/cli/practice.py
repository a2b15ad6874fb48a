"""Serving the practice tenant, on this machine only."""

from pathlib import Path

from app.cli import server
from app.cli.refusal import read_settings, refusals
from app.practice.serve import practice_app, write_exports
from app.practice.tenant import Tenant


def practice(port: int, state: Path, exports: Path, *, leashed: bool) -> None:
    """It knows one client and one address to send people back to: those that the settings name."""
    if leashed:
        server.leash()
    with refusals():
        settings = read_settings()
        listening = server.listen("127.0.0.1", port)
    state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tenant = Tenant(
        port=port,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        wizard_origin=settings.public_url,
        state_file=state,
    )
    write_exports(tenant, exports)
    server.run(practice_app(tenant), listening)
