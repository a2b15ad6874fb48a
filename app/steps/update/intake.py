"""Exports on this server that can be picked, and taking in one of them."""

from collections.abc import Sequence
from pathlib import Path

from app.exports import ExportRefused
from app.sites.keeping import UPLOAD_LIMIT


def on_this_server(folder: Path | None) -> Sequence[str]:
    """Names of the exports in the folder that the administrator of this server set aside."""
    if folder is None or not folder.is_dir():
        return ()
    return sorted(path.name for path in folder.glob("*.zip") if path.is_file())


def from_this_server(folder: Path | None, name: str) -> bytes:
    """The bytes of one of `on_this_server`; any other name is refused."""
    if folder is None or name not in on_this_server(folder):
        raise ExportRefused("not_offered", name)
    path = folder / name
    if path.stat().st_size > UPLOAD_LIMIT:
        raise ExportRefused("too_large", name)
    return path.read_bytes()
