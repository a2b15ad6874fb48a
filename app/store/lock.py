"""One server per SQLite file. Two would take each other's runs."""

import fcntl
import os
from pathlib import Path


class AlreadyInUse(Exception):
    """Another process holds the file; `holder` is its process id, if it could be read."""

    def __init__(self, path: Path, holder: str) -> None:
        self.path, self.holder = path, holder
        who = f"process {holder}" if holder else "another process"
        super().__init__(
            f"{path.name.removesuffix('.lock')} is in use by {who}. "
            "One server at a time can work on a SQLite file: stop the other one, "
            "or set PORTAL_SETUP_DATABASE_URL to a PostgreSQL database for several servers."
        )


class FileLock:
    """Held by the open file, so that the system lets go of it however the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> None:
        if self._file is not None:
            return
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode("ascii", errors="replace").strip()
            os.close(file)
            raise AlreadyInUse(self._path, holder) from None
        os.truncate(file, 0)
        os.write(file, str(os.getpid()).encode())
        self._file = file

    def release(self) -> None:
        """The file stays: removing it would let two processes hold two files of one name."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
