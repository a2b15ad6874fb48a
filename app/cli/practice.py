"""Serving the practice tenant, on this machine only."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.cli import server
from app.cli.configured import read_settings
from app.cli.refusal import Refused, refusals
from app.practice.loading import CannotLoad, load_stock
from app.practice.serve import practice_app, write_exports
from app.practice.stock import Stock
from app.practice.tenant import Tenant


@dataclass(frozen=True)
class Sites:
    """`loaded` are exports to rehearse with, by what they are for: `base`, `site`, `template`.

    `has_new_ids`: no row of them has the id it had at an earlier start, which also means that what
    was done to them then is gone. Else they always have the same ids, and stay as they are left.
    """

    loaded: Mapping[str, Path | None]
    has_new_ids: bool = False

    def stock(self) -> Stock:
        try:
            return load_stock(self.loaded, secrets.token_hex(8) if self.has_new_ids else "")
        except CannotLoad as fault:
            raise Refused(str(fault)) from None


def practice(port: int, state: Path, exports: Path, sites: Sites, *, leashed: bool) -> None:
    """It knows one client and one address to send people back to: those that the settings name."""
    if leashed:
        server.leash()
    with refusals():
        settings = read_settings()
        stock = sites.stock()
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
