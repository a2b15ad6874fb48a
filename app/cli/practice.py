"""Serving the practice tenant, on this machine only."""

from collections.abc import Mapping
from pathlib import Path

from app.cli import server
from app.cli.refusal import Refused, read_settings, refusals
from app.practice.loading import CannotLoad, load_stock
from app.practice.serve import practice_app, write_exports
from app.practice.stock import Stock
from app.practice.tenant import Tenant


def practice(
    port: int, state: Path, exports: Path, sites: Mapping[str, Path | None], *, leashed: bool
) -> None:
    """It knows one client and one address to send people back to: those that the settings name.

    `sites` are exports to rehearse with, by what they are for: `base`, `site`, `template`.
    """
    if leashed:
        server.leash()
    with refusals():
        settings = read_settings()
        stock = _stock(sites)
        listening = server.listen("127.0.0.1", port)
    state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tenant = Tenant(
        port=port,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        wizard_origin=settings.public_url,
        state_file=state,
        stock=stock,
    )
    write_exports(tenant, exports)
    server.run(practice_app(tenant), listening)


def _stock(sites: Mapping[str, Path | None]) -> Stock:
    try:
        return load_stock(sites)
    except CannotLoad as fault:
        raise Refused(str(fault)) from None
