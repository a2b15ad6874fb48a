"""The practice tenant's own time, which tests and rehearsals can move forward."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset; with `start`, time that stands still until it is moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._offset = timedelta()

    def now(self) -> datetime:
        return (self._start or datetime.now(UTC)) + self._offset  # noqa: TID251

    def advance(self, seconds: float) -> None:
        self._offset += timedelta(seconds=seconds)

    @property
    def offset(self) -> float:
        return self._offset.total_seconds()

    def catch_up(self, offset: float) -> None:
        """After a restart: no earlier than it has been before."""
        self._offset = max(self._offset, timedelta(seconds=offset))
