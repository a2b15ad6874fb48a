"""Lookups that would point to a record the result does not contain.

Only what the merge itself brings about is asked: a lookup that pointed nowhere before stays so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.merge.decisions import Offer, Three, answer, answered_text, is_open
from app.merge.draft import Draft, Scene
from app.merge.loops import ask_loops
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Choice, Conflict, ConflictKind, Note
from app.merge.snapshot import Record, Snapshot, Value
from app.merge.table_list import ASSOCIATIONS, owners, table
from app.merge.tables import LOOKUPS, target_id


class Lookups:
    """Follows the lookups of the drafts; what a kept lookup needs is kept or brought along."""

    def __init__(
        self,
        drafts: list[Draft],
        site: Snapshot,
        template: Snapshot,
        scene: Scene,
    ) -> None:
        self._drafts = {draft.entity.key: draft for draft in drafts}
        self._site, self._template, self._scene = site, template, scene
        self._read = {name for name, _ in [*site.records, *template.records]}
        passing = site.records.keys() - self._drafts.keys()
        self._pointing: dict[RecordKey, list[RecordKey]] | None = None
        self._present = {k for k, d in self._drafts.items() if d.result} | passing

    def settle(self) -> None:
        all_stay = self._site.records.keys() <= self._present
        waiting = [
            key
            for key, draft in self._drafts.items()
            if draft.result and not (all_stay and draft.result is draft.entity.site)
        ]
        while waiting:
            draft = self._drafts[waiting.pop()]
            for column, target in self._missing(draft):
                if draft.result is not None and target not in self._present:
                    waiting += self._settled(draft, column, target)
        ask_loops(self._drafts, self._site)
        for draft in self._drafts.values():
            if draft.result and draft.result.links:
                draft.waits_for |= self._undecided(draft.result)
                links = self._links(draft.result)
                if links != draft.result.links:
                    draft.result = replace(draft.result, links=links)

    def _settled(self, draft: Draft, column: str, target: RecordKey) -> list[RecordKey]:
        """What becomes of one lookup; the records that have to be looked at again."""
        if draft.entity.site is None and column in owners(draft.entity.table):
            return self._follow(draft, target)
        conflict = self._ask(draft, column, target)
        if conflict.id in {known.id for known in draft.conflicts}:
            return []
        draft.conflicts.append(conflict)
        if draft.entity.site is None and not is_open(conflict) and answer(conflict) is Choice.SITE:
            return self._leave_out(draft)
        if self._resolve(draft, column, conflict) == target[1]:
            return self._bring(target)
        return []

    def _follow(self, draft: Draft, target: RecordKey) -> list[RecordKey]:
        """What is part of another new record comes, waits or stays away with it."""
        owner = self._drafts.get(target)
        if owner and (any(map(is_open, owner.conflicts)) or owner.waits_for):
            draft.waits_for.add(target)
        else:
            title = self._scene.titles.of(draft.entity.any)
            details = {"table": draft.entity.table, "record_id": draft.entity.id}
            draft.notes.append(Note("left_out_with_its_owner", title, details))
        return self._leave_out(draft)

    def _leave_out(self, draft: Draft) -> list[RecordKey]:
        key = (draft.entity.table, draft.entity.id)
        draft.result = None
        self._present.discard(key)
        return [k for k in self._referrers().get(key, ()) if self._drafts[k].result]

    def _referrers(self) -> Mapping[RecordKey, list[RecordKey]]:
        """Which new records point where; others kept what the site has."""
        if self._pointing is None:
            self._pointing = defaultdict(list)
            for key, draft in self._drafts.items():
                for column, value in draft.entity.any.columns.items():
                    if value and column in LOOKUPS:
                        self._pointing[LOOKUPS[column], target_id(value)].append(key)
        return self._pointing

    def _missing(self, draft: Draft) -> Iterator[tuple[str, RecordKey]]:
        record = draft.result
        if record is None:
            return
        for column in sorted(LOOKUPS.keys() & record.columns.keys()):
            value = record.columns[column]
            if not value or table(record.table).skips(column):
                continue
            target = (LOOKUPS[column], target_id(value))
            if target in self._present or target[0] not in self._read:
                continue
            if not self._was_so_before(draft.entity.site, column, target):
                yield column, target

    def _was_so_before(self, site: Record | None, column: str, target: RecordKey) -> bool:
        if site is None or target in self._site.records:
            return False
        return target_id(site.text(column)) == target[1]

    def _ask(self, draft: Draft, column: str, target: RecordKey) -> Conflict:
        base, site, template = (
            None if side is None else side.columns.get(column) for side in draft.entity.sides
        )
        is_new = draft.entity.site is None
        required = column in table(draft.entity.table).required
        offer = Offer(
            choices=(
                Choice.SITE,
                *([Choice.TEMPLATE] if self._available(target) else []),
                Choice.OWN,
            ),
            reason="new_needs_another" if is_new else "required" if required else "",
            grants=self._grants(target),
        )
        values = Three(base, site, template)
        return draft.questions.ask(ConflictKind.DANGLING, column, values, offer)

    def _available(self, target: RecordKey) -> bool:
        draft = self._drafts.get(target)
        return draft is not None and any(draft.entity.sides[1:])

    def _grants(self, target: RecordKey) -> bool:
        """Whether the record that comes along gives somebody a right."""
        draft = self._drafts.get(target)
        new = draft.entity.template if draft else None
        return new is not None and self._scene.rights.granted_by(new)

    def _resolve(self, draft: Draft, column: str, conflict: Conflict) -> str:
        """Write what the answer says into the draft; while open, the site's value."""
        choice = answer(conflict)
        value: Value = conflict.site
        if not is_open(conflict) and choice is Choice.OWN:
            value = answered_text(conflict).strip().lower() or None
        elif not is_open(conflict) and choice is Choice.TEMPLATE:
            value = conflict.template
        if draft.result:
            draft.result = replace(draft.result, columns={**draft.result.columns, column: value})
        return target_id(value or "")

    def _bring(self, target: RecordKey) -> list[RecordKey]:
        draft = self._drafts.get(target)
        if draft is None or draft.result is not None:
            return []
        draft.result = draft.entity.site or draft.entity.template
        self._present.add(target)
        return [target]

    def _undecided(self, record: Record) -> set[RecordKey]:
        """Ends that may still come: written without them, the link would be lost for good."""
        ends = {
            (far, target_id(end))
            for name, ends in record.links.items()
            if (far := ASSOCIATIONS.get(name.lower()))
            for end in ends
        }
        drafts = ((key, self._drafts.get(key)) for key in ends - self._present)
        return {key for key, d in drafts if d and any(map(is_open, d.conflicts))}

    def _links(self, record: Record) -> Mapping[str, frozenset[str]]:
        """Both ends of a pair must be in the result; pairs the site had stay as they are."""
        before = self._site.records.get(record.key)
        return {
            name: frozenset(
                end
                for end in ends
                if self._has_end(name, end) or (before and end in before.links.get(name, ()))
            )
            for name, ends in record.links.items()
        }

    def _has_end(self, association: str, end: str) -> bool:
        far = ASSOCIATIONS.get(association.lower())
        return far is None or far not in self._read or (far, target_id(end)) in self._present
