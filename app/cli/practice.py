"""Serving the practice tenant, on this machine only."""

from pathlib import Path

from app.cli import server
from app.cli.refusal import read_settings, refusals
from app.practice.main import create_practice


def practice(port: int, state: Path, exports: Path, *, leashed: bool) -> None:
    """It knows one client: the one that the settings name."""
    if leashed:
        server.leash()
    with refusals():
        settings = read_settings()
        listening = server.listen("127.0.0.1", port)
    tenant = create_practice(settings.client_id, settings.client_secret.get_secret_value())
    server.run(tenant, listening)
