"""Three exports on the table and the decisions beside them. Everything here can be made again."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from app.access.keys import KeyRing
from app.exports import (
    Problem,
    SiteExport,
    Written,
    open_export,
    read_export,
    without_a_place,
    write_result,
)
from app.merge import snapshot as snapshots
from app.merge import three_way
from app.merge.outcome import Choice, Outcome, Resolution
from app.sites.keeping import sealed_as
from app.steps.update.secrets import secret_ids
from app.steps.update.translate import as_written, dated, edits, snapshot_of, undated
from app.store.site_tables import Decision, SiteFile

KEPT_IN_MEMORY = 12


@dataclass(frozen=True, slots=True)
class Sides:
    """The files of one merge. Without a base every difference becomes a question."""

    base: SiteFile | None
    site: SiteFile
    template: SiteFile


class Workbench:
    """Reads exports and merges them; remembers the last few, since files never change."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self._exports: OrderedDict[str, SiteExport] = OrderedDict()
        self._outcomes: OrderedDict[tuple[str, ...], Outcome] = OrderedDict()
        self._secrets: OrderedDict[tuple[str, ...], frozenset[str]] = OrderedDict()
        self._lock = Lock()

    def export(self, file: SiteFile) -> SiteExport:
        with self._lock:
            if file.id in self._exports:
                self._exports.move_to_end(file.id)
                return self._exports[file.id]
        export = read_export(self._bytes(file))
        with self._lock:
            self._exports[file.id] = export
            while len(self._exports) > KEPT_IN_MEMORY:
                self._exports.popitem(last=False)
        return export

    def problems(self, sides: Sides) -> Sequence[tuple[str, Problem]]:
        """What is odd in each export, by the name of its file."""
        files = (file for file in (sides.base, sides.site, sides.template) if file)
        return [(file.name, problem) for file in files for problem in self.export(file).problems]

    def snapshot(self, file: SiteFile | None) -> snapshots.Snapshot | None:
        return snapshot_of(self.export(file)) if file else None

    def known(self, file: SiteFile) -> snapshots.Snapshot:
        return snapshot_of(self.export(file))

    def versions(self, file: SiteFile) -> dict[tuple[str, str], str]:
        """The versions in which the rows were read, as far as the file says them."""
        rows = self.export(file).rows
        return {(row.table, row.id): row.meta.get("version", "") for row in rows}

    def outcome(self, sides: Sides, decisions: Sequence[Decision]) -> Outcome:
        """The merge as it stands with these decisions."""
        ids = (sides.base.id if sides.base else "", sides.site.id, sides.template.id)
        key = (*ids, *sorted(f"{d.merge_id} {d.conflict} {d.version}" for d in decisions))
        with self._lock:
            if key in self._outcomes:
                self._outcomes.move_to_end(key)
                return self._outcomes[key]
        outcome = self._merged(sides, self.resolutions(decisions))
        with self._lock:
            self._outcomes[key] = outcome
            while len(self._outcomes) > KEPT_IN_MEMORY:
                self._outcomes.popitem(last=False)
        return outcome

    def _merged(self, sides: Sides, resolutions: Mapping[str, Resolution]) -> Outcome:
        """Without a base, the dates beside the rows tell which of them nobody touched."""
        base, site = self.snapshot(sides.base), self.known(sides.site)
        template = self.known(sides.template)
        if base is not None:
            return three_way.merge(base, site, template, resolutions)
        given = dated(self.export(sides.site), site)
        outcome = three_way.merge(None, given, template, resolutions)
        return replace(outcome, result=undated(outcome.result, site))

    def supposing(
        self, sides: Sides, decisions: Sequence[Decision], one: str, answer: Resolution
    ) -> Outcome:
        """The merge as it would stand with another answer to one conflict. Not remembered."""
        return self._merged(sides, {**self.resolutions(decisions), one: answer})

    def secrets(self, sides: Sides) -> frozenset[str]:
        """The ids of the records, on any side, whose values are not shown."""
        files = (sides.base, sides.site, sides.template)
        key = tuple(file.id if file else "" for file in files)
        with self._lock:
            if key in self._secrets:
                return self._secrets[key]
        found = secret_ids(*map(self.snapshot, files))
        with self._lock:
            self._secrets[key] = found
            while len(self._secrets) > KEPT_IN_MEMORY:
                self._secrets.popitem(last=False)
        return found

    def homeless(self, sides: Sides, outcome: Outcome) -> list[str]:
        """Tables of the result whose records no file has a place for that could be downloaded."""
        tables = {table for table, _ in outcome.result.records}
        return without_a_place(self.export(sides.site).layout, tables)

    def merged_export(self, sides: Sides, outcome: Outcome) -> Written:
        """The site's export with the result written into it; the rest keeps its bytes."""
        site = open_export(self._bytes(sides.site))
        made = edits(as_written(site.export), outcome.result)
        return write_result(site, made.changed, made.removed, made.created)

    def own_text(self, decision: Decision) -> str:
        if decision.own_text is None:
            return ""
        context = own_text_sealed_as(decision.merge_id, decision.conflict)
        return self._keys.unseal(decision.own_text, context).decode()

    def _bytes(self, file: SiteFile) -> bytes:
        return self._keys.unseal(file.blob, sealed_as(file.id))

    def resolutions(self, decisions: Sequence[Decision]) -> Mapping[str, Resolution]:
        return {
            d.conflict: Resolution(Choice(d.choice), d.fingerprint, self.own_text(d))
            for d in decisions
            if d.choice
        }


def own_text_sealed_as(merge_id: str, conflict: str) -> str:
    return f"decision/{merge_id}/{conflict}"
