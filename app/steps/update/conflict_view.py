"""What the page of one conflict shows. A secret is in it only where it was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.merge.choices import preview
from app.merge.outcome import Choice, Conflict, ConflictKind, RecordOutcome
from app.steps.update.answers import SUGGESTED, THIS_ONE
from app.steps.update.bench import OnTheBench
from app.steps.update.workbench import Workbench
from app.store import decisions, merges
from app.store.site_tables import Decision, DecisionEvent, SiteMerge
from app.web.diff import Row, diff

NOT_AS_RADIO: Final = (Choice.SUGGESTION, Choice.OWN)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person can give; `value` is what the form sends."""

    value: str
    choice: Choice
    text: str | None
    reason: str = ""  # of a suggestion
    record: str = ""  # of a pairing: what it would be


@dataclass(frozen=True, slots=True)
class Past:
    """What was said of a conflict, now and before; `carried_from` is an earlier merge."""

    events: Sequence[DecisionEvent] = ()
    carried_from: SiteMerge | None = None


def read_past(session: Session, merge: SiteMerge, conflict: str) -> Past:
    events = decisions.history(session, merge.id, conflict)
    came_from = next((event.from_merge for event in events if event.from_merge), None)
    if came_from is None:
        return Past(events)
    return Past(events, merges.find_merge(session, merge.environment_id, came_from))


@dataclass(frozen=True, slots=True)
class ConflictView:
    conflict: Conflict
    record: RecordOutcome
    masked: bool
    number: int
    total: int
    left: int
    before: str | None
    after: str | None
    site_changes: Sequence[Row]
    template_changes: Sequence[Row]
    options: Sequence[Option]
    chosen: str
    own_text: str
    decision: Decision | None
    siblings: int  # conflicts of the same text, this one among them
    is_written: bool
    past: Past = Past()

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def has_changes(self) -> bool:
        return bool(self.site_changes or self.template_changes)

    @property
    def writable(self) -> bool:
        """Whether a text of one's own makes sense here. A secret is never typed into this page."""
        is_text = self.conflict.kind is not ConflictKind.AMBIGUOUS
        return is_text and Choice.OWN in self.conflict.choices and not self.masked

    @property
    def rows(self) -> int:
        """Lines of the field for an own text."""
        longest = max((self.conflict.site or "", self.own_text), key=len)
        return min(max(longest.count("\n") + 2, 3), 24)

    @property
    def seen(self) -> int:
        """The version this page shows; sent back with the form to guard the decision."""
        return self.decision.version if self.decision else 0

    @property
    def standing(self) -> Decision | None:
        """The decision that holds: neither taken back nor made for other values."""
        return self.decision if self.conflict.resolution else None


def conflict_view(
    workbench: Workbench, bench: OnTheBench, conflict: Conflict, past: Past, *, revealed: bool
) -> ConflictView:
    ids = list(bench.outcome.by_id)
    place = ids.index(conflict.id)
    masked = bench.is_masked(conflict) and not revealed
    decision = bench.decision(conflict.id)
    standing = decision if decision and conflict.resolution else None
    own_text = workbench.own_text(standing) if standing else ""
    options = _options(conflict)
    record, lines = bench.record_of(conflict), conflict.lines
    return ConflictView(
        conflict=conflict,
        record=record,
        masked=masked,
        number=place + 1,
        total=len(ids),
        left=len(bench.outcome.open),
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
        site_changes=[] if masked else _changes(conflict, conflict.site, lines.site),
        template_changes=[] if masked else _changes(conflict, conflict.template, lines.template),
        options=options,
        chosen=_chosen(options, conflict, standing, own_text),
        own_text=own_text if standing and standing.choice == Choice.OWN else "",
        decision=decision,
        siblings=sum(one.column == conflict.column for one in record.conflicts),
        is_written=bench.written is not None,
        past=past,
    )


def _changes(conflict: Conflict, side: str | None, first: int) -> list[Row]:
    """What one side made of the base, with the numbers that the lines have in the whole text."""
    return diff(conflict.base or "", side or "", first=(conflict.lines.base, first))


def _options(conflict: Conflict) -> list[Option]:
    plain = [
        Option(choice.value, choice, preview(conflict, choice))
        for choice in conflict.choices
        if choice not in NOT_AS_RADIO
    ]
    suggested = [
        Option(f"{SUGGESTED}:{number}", Choice.SUGGESTION, suggestion.text, suggestion.reason)
        for number, suggestion in enumerate(conflict.suggestions)
    ]
    if conflict.kind is not ConflictKind.AMBIGUOUS:
        return suggested + plain
    return [
        Option(f"{THIS_ONE}:{one.record_id}", Choice.OWN, None, record=one.title)
        for one in conflict.referrers
    ] + plain


def _chosen(
    options: Sequence[Option], conflict: Conflict, decision: Decision | None, own_text: str
) -> str:
    if decision is None:
        return ""
    if decision.choice == SUGGESTED:
        values = {option.reason: option.value for option in options}
        return values.get(own_text, "")
    if decision.choice == Choice.OWN and conflict.kind is ConflictKind.AMBIGUOUS:
        return f"{THIS_ONE}:{own_text.strip().lower()}"
    return decision.choice
