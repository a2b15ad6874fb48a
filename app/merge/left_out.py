"""Which records a plan leaves alone, though they differ: each with the reason."""

from collections.abc import Iterator, Mapping

from app.merge.change import Change, refers_to
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Outcome, Standing
from app.merge.plan import LeftOut, Why
from app.merge.plan_writes import PAGE, is_root
from app.merge.shelter import RULE, restricts
from app.merge.snapshot import Snapshot
from app.merge.tables import target_id

Reasons = dict[RecordKey, tuple[Why, str]]


def sort_out(
    changes: Mapping[RecordKey, Change], outcome: Outcome, site: Snapshot
) -> tuple[LeftOut, ...]:
    """What is not written: what nobody has decided, what is never written, and what needs these."""
    reasons: Reasons = {}
    titles = {(record.table, record.record_id): record.title for record in outcome.records}
    for record in outcome.records:
        standings = {conflict.standing for conflict in record.conflicts}
        if Standing.OPEN in standings:
            reasons[record.table, record.record_id] = Why.OPEN, ""
        elif Standing.DEFERRED in standings:
            reasons[record.table, record.record_id] = Why.DEFERRED, ""
        elif record.waits_for:
            because = titles.get(record.waits_for[0], "")
            reasons[record.table, record.record_id] = Why.NEEDS_ANOTHER, because
    for key, change in changes.items():
        if why := _never(change):
            reasons.setdefault(key, (why, ""))
    while found := {k: why for k, why in _drawn_in(changes, reasons, site) if k not in reasons}:
        reasons.update(found)
    return tuple(
        LeftOut(record.table, record.record_id, record.title, *reasons[key])
        for record in outcome.records
        if (key := (record.table, record.record_id)) in reasons
    )


def _never(change: Change) -> Why | None:
    if change.key[0] == "adx_website":
        return Why.WEBSITE
    return Why.ROLE if change.key[0] == "adx_webrole" and change.deletes else None


def _drawn_in(
    changes: Mapping[RecordKey, Change], reasons: Reasons, site: Snapshot
) -> Iterator[tuple[RecordKey, tuple[Why, str]]]:
    """What cannot be written because another record is not."""
    not_made = {key for key in reasons if key in changes and changes[key].creates}
    for key, change in changes.items():
        if key in reasons or change.after is None:
            continue
        for _, target in refers_to(change.after):
            if target in not_made:
                yield key, (Why.NEEDS_ANOTHER, changes[target].title)
    yield from _roots_of(changes, not_made)
    yield from _unprotected(changes, not_made)
    yield from _still_needed(changes, reasons, site)


def _roots_of(
    changes: Mapping[RecordKey, Change], not_made: set[RecordKey]
) -> Iterator[tuple[RecordKey, tuple[Why, str]]]:
    """A page and its content are one: no root is made while its content has to wait."""
    for key in not_made:
        root = (PAGE, target_id(changes[key].record.columns.get("adx_rootwebpageid") or ""))
        if key[0] == PAGE and (page := changes.get(root)) and page.creates and is_root(page.record):
            yield root, (Why.NEEDS_ANOTHER, changes[key].title)


def _unprotected(
    changes: Mapping[RecordKey, Change], not_made: set[RecordKey]
) -> Iterator[tuple[RecordKey, tuple[Why, str]]]:
    """A new page that the template protects is not made before its protection."""
    for key in not_made:
        rule = changes[key]
        if key[0] == RULE and restricts(rule.record):
            page = PAGE, target_id(rule.record.columns.get("adx_webpageid") or "")
            if page in changes and changes[page].creates:
                yield page, (Why.NEEDS_ANOTHER, rule.title)


def _still_needed(
    changes: Mapping[RecordKey, Change], reasons: Reasons, site: Snapshot
) -> Iterator[tuple[RecordKey, tuple[Why, str]]]:
    gone = {key for key, change in changes.items() if change.deletes and key not in reasons}
    for key in (key for key in reasons if gone and key in site.records):
        for column, target in refers_to(site.records[key]):
            if target in gone and not column.startswith("links:"):
                title = changes[key].title if key in changes else ""
                yield target, (Why.STILL_NEEDED, title)
