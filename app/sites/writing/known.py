"""The site as it is known to be while it is written to."""

from dataclasses import dataclass, field

from app.merge.plan import Write
from app.merge.replay import replayed
from app.merge.snapshot import Record, Snapshot
from app.sites.writing.journal import Entry


@dataclass
class Known:
    """Rows as they were last seen or written, and the versions they were in."""

    site: Snapshot
    versions: dict[tuple[str, str], str] = field(default_factory=dict)

    def learn(self, entry: Entry) -> None:
        """What a finished write has made of its row."""
        write = entry.as_applied
        self.site = replayed(self.site, [write])
        if entry.version:
            self.versions[write.key] = entry.version

    def record(self, write: Write) -> Record | None:
        return self.site.records.get(write.key)

    def is_in_version(self, write: Write, version: str) -> bool:
        """Whether nobody has written the row since; the values need not be compared then."""
        return bool(version) and self.versions.get(write.key) == version
