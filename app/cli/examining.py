"""What the doctor finds on this machine beside the database."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.access.keys import KeyRing, KeysUnreadable, KeysUnsafe
from app.cli.configured import check_client
from app.cli.refusal import Refused
from app.cli.verdict import Line, note, ok, problem
from app.settings import ROOT, Settings
from app.web.static import Assets

LEAST_FREE = 500_000_000
"""Bytes: some backups of sites, and a copy of the database before an update."""
_OTHERS = 0o077


def examine(settings: Settings) -> Iterator[Line]:
    yield _client(settings)
    yield from _secret(settings)
    yield _address(settings)
    yield from _folder(settings.data_dir)
    yield from _keys(settings.data_dir)
    yield from _exports(settings.exports_folder)
    yield _assets()


def _client(settings: Settings) -> Line:
    try:
        check_client(settings)
    except Refused as refusal:
        return problem(str(refusal))
    return ok("A client id is set and fits where it is used.")


def _secret(settings: Settings) -> Iterator[Line]:
    if settings.client_id and not settings.client_secret.get_secret_value():
        yield note("PORTAL_SETUP_CLIENT_SECRET is not set: Microsoft will refuse every sign-in.")


def _address(settings: Settings) -> Line:
    back = f"{settings.public_url}/auth/callback"
    if settings.secure or settings.is_practice:
        return ok(f"People come back from the sign-in to {back}; the registration has to name it.")
    return note(f"People come back to {back}: that works only in a browser on this machine.")


def _folder(data_dir: Path) -> Iterator[Line]:
    """Writable, with room left. One that is not there yet is judged by the folder above."""
    there = next(path for path in (data_dir, *data_dir.resolve().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield problem(f"{there} cannot be written by this account. Give it to the account.")
    elif there == data_dir:
        yield ok(f"{data_dir} can be written.")
    else:
        yield ok(f"{data_dir} is not there yet; the first start makes it.")
    yield room(there, shutil.disk_usage(there).free)


def room(folder: Path, free: int) -> Line:
    """Whether so many free bytes are enough."""
    said = f"{free / 1e9:.1f} GB are free where {folder} lies."
    return ok(said) if free >= LEAST_FREE else problem(f"{said} Make room: backups need it.")


def _keys(data_dir: Path) -> Iterator[Line]:
    for key in sorted(data_dir.glob("*key*")):
        if key.stat().st_mode & _OTHERS:
            yield problem(f"{key} can be read by others. Run: chmod 600 {key}")
        else:
            yield ok(f"{key} can be read by its owner only.")
    path = data_dir / "keys.json"
    if not path.exists():
        return
    try:
        KeyRing.open(path)
    except KeysUnsafe:
        return  # said above
    except (KeysUnreadable, OSError):
        yield problem(f"{path} cannot be read as a key file. Put it back from a backup.")


def _exports(folder: Path | None) -> Iterator[Line]:
    if folder and not (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)):
        yield problem(f"PORTAL_SETUP_EXPORTS_FOLDER: {folder} is no folder that can be read.")


def _assets() -> Line:
    """Every file that pages ask for: what is missing would be a page without its looks."""
    static = ROOT / "static"
    try:
        Assets(static)
        named = json.loads((static / "vendor" / "manifest.json").read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        return problem("The front-end files are not built. Run: make serve, or tools/assets.py")
    gone = [file for file in named.values() if not (static / "vendor" / file).is_file()]
    if gone:
        return problem(f"Front-end files are missing ({', '.join(gone)}). Run: make serve")
    return ok("The front-end files are built.")
