"""Files that a command writes: whole or not at all, and never over what it reads."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.cli.refusal import Refused

REPORTS = (".html", ".htm", ".json")


def check_places(read: Sequence[Path], written: Sequence[Path], report: Path | None) -> None:
    """Before a long merge, say what would keep its result from being written."""
    for path in written:
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name the file to write.")
        if not path.resolve().parent.is_dir():
            raise Refused(f"{path} cannot be written: its folder is not there.")
        if any(_same(path, other) for other in read):
            raise Refused(f"{path} would be written over. Name another file for what is made.")
    if len({path.resolve() for path in written}) < len(written):
        raise Refused("Two of the files to write are the same. Name each once.")
    if report and report.suffix.lower() not in REPORTS:
        raise Refused(f"{report} is no kind of report: end it with .html or .json.")


def write_text(path: Path, text: str) -> None:
    _write(path, text.encode(), None)


def write_private(path: Path, data: bytes) -> None:
    """For its owner only: what belongs to a site can hold its secrets."""
    _write(path, data, 0o600)


def _write(path: Path, data: bytes, mode: int | None) -> None:
    """Beside its place first, so that nobody ever finds half of it."""
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is None:
            Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    """There is no way to read it but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _same(one: Path, other: Path) -> bool:
    """Also inside of a folder that is read."""
    place, read = one.resolve(), other.resolve()
    return place == read or (read.is_dir() and read in place.parents)
