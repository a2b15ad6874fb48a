"""Three exports become one, with the answers that were given, and no person beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.cli.sides import Sides
from app.exports import Written, write_result
from app.merge.bulk import merge_as_suggested
from app.merge.outcome import Outcome, Resolution
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge
from app.steps.update.secrets import secret_ids
from app.steps.update.translate import as_written, dated, edits, snapshot_of, undated


@dataclass(frozen=True)
class Merged:
    sides: Sides
    outcome: Outcome
    secrets: frozenset[str]

    @property
    def is_clean(self) -> bool:
        """Putting a question off is for pages, which keep its base: an export cannot."""
        return not self.outcome.open and not self.outcome.deferred

    @cached_property
    def written(self) -> Written:
        """The site's export with the result in it; only a clean merge has one."""
        export, data = self.sides.site.export, self.sides.site.data
        site = as_written(export)
        made = edits(site, undated(self.outcome.result, site))
        return write_result(export, data, made.changed, made.removed, made.created)


def put_together(sides: Sides, answers: Mapping[str, Resolution], *, accept: bool) -> Merged:
    """With `accept`, what is suggested is taken where no answer was given."""
    base = snapshot_of(sides.base.export) if sides.base else None
    site, template = snapshot_of(sides.site.export), snapshot_of(sides.template.export)
    secrets = secret_ids(base, site, template)
    combine = merge_as_suggested if accept else merge
    outcome = combine(base, _with_dates(sides, site), template, answers)
    return Merged(sides, outcome, secrets)


def _with_dates(sides: Sides, site: Snapshot) -> Snapshot:
    return site if sides.base else dated(sides.site.export, site)
