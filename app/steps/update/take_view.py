"""What the page shows about reading site and template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.steps.update.facts import SeenWebsite, UpdateFacts
from app.store.site_tables import SiteFile
from app.store.tables import RESUMABLE, UNDER_WAY, Run, RunState
from app.wizard.finding import Finding


@dataclass(frozen=True, slots=True)
class Source:
    """Another environment that could give the template. `site` is empty before it was looked at."""

    id: str
    name: str
    site: str


@dataclass(frozen=True)
class TakeView:
    facts: UpdateFacts | None
    findings: Sequence[Finding]
    blocked_by: Sequence[Finding]
    seen: datetime | None
    looking: Run | None
    reading: Run | None
    merge_id: str | None  # that the last reading has opened
    sources: Sequence[Source]
    baselines: Sequence[SiteFile]

    @property
    def websites(self) -> Sequence[SeenWebsite]:
        return self.facts.writable if self.facts else ()

    @property
    def is_reading(self) -> bool:
        return self.reading is not None and self.reading.state in UNDER_WAY

    @property
    def is_looking(self) -> bool:
        return self.looking is not None and self.looking.state in UNDER_WAY

    @property
    def can_go_on(self) -> bool:
        return self.reading is not None and self.reading.state in RESUMABLE

    @property
    def is_stopping(self) -> bool:
        return self.reading is not None and self.reading.state is RunState.STOPPING
