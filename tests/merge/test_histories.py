"""Histories of real sites, merged in every order that tells something.

The recorded outcomes were looked at one by one; what they say is a promise until somebody looks
again (see `histories.py`).
"""

import re
from collections.abc import Mapping
from functools import cache

import pytest

from app.merge.json_text import is_json
from app.merge.outcome import Case, Choice, Outcome, Resolution
from app.merge.planning import plan
from app.merge.snapshot import NOT_READ, Record, Snapshot, Value
from app.merge.table_list import table
from app.merge.three_way import merge
from app.merge.values import same
from tests.merge.histories import HISTORIES, RECORDED, SITES, histories, told

pytestmark = pytest.mark.skipif(
    not SITES.exists(), reason="the histories of sites are not beside the repository"
)
NAMES = [f"{site} {triple}" for site, triples in HISTORIES.items() for triple in triples.split()]
TELLING = [  # one of each kind: releases, both sides changed, no base, ids of another provisioning
    "gds-accelerator 223",
    "gds-accelerator 245",
    "gds-accelerator -45",
    "gcweb 123",
    "gds-appointments 134",
    "gds-appointments 314",
    "starter and appointments ss2",
]
MARKER = re.compile(r"^(<{7}|={7}|>{7}|\|{7})", re.MULTILINE)
GUID = re.compile(r"\b[0-9a-f]{8}(?=(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)")
Three = tuple[Snapshot | None, Snapshot, Snapshot]


@cache
def by_name() -> Mapping[str, Three]:
    return {name: (base, site, new) for name, base, site, new in histories()}


@cache
def recorded() -> Mapping[str, str]:
    told_of = re.findall(r"^(\S.*)\n((?: .*\n)+)", RECORDED.read_text(), re.MULTILINE)
    return {name: what.removesuffix("\n") for name, what in told_of}


@pytest.fixture(params=TELLING)
def history(request: pytest.FixtureRequest) -> Three:
    return by_name()[request.param]


def decided(three: Three, choice: Choice) -> tuple[Outcome, dict[str, Resolution]]:
    """All that is asked is answered alike, where that answer is offered."""
    answers: dict[str, Resolution] = {}
    while True:
        outcome = merge(*three, answers)
        more = {
            c.id: Resolution(choice if choice in c.choices else c.choices[0], c.fingerprint)
            for c in outcome.conflicts
            if not c.resolution
        }
        if not more.keys() - answers.keys():
            return outcome, answers
        answers |= more


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_the_one_that_was_looked_at(name: str):
    assert told(merge(*by_name()[name])) == recorded()[name]


def test_every_history_is_recorded_and_nothing_else():
    assert list(recorded()) == NAMES


@pytest.mark.parametrize("choice", [Choice.SITE, Choice.TEMPLATE, Choice.BASE])
def test_whatever_is_answered_the_texts_hold_no_marker_and_json_stays_json(
    history: Three, choice: Choice
):
    outcome, _ = decided(history, choice)
    marked = {text for side in history if side for text in texts(side) if MARKER.search(text)}
    for record in outcome.records:
        for change in record.changes:
            before, after = change.before or "", change.after or ""
            assert after in marked or not MARKER.search(after)
            assert not is_json(before) or not after or is_json(after), record.title


@pytest.mark.parametrize("choice", [Choice.SITE, Choice.TEMPLATE])
def test_what_only_the_site_has_or_changed_is_in_the_result(history: Three, choice: Choice):
    base, site, _ = history
    outcome, _ = decided(history, choice)
    for record in outcome.records:
        key = record.table, record.record_id
        if record.case in (Case.OWN, Case.KEPT):
            assert outcome.result.records[key] == site.records[key], record.title
    if base is None:
        return
    asked = {(c.table, c.record_id, c.column) for c in outcome.conflicts}
    for key, own in site.records.items():
        old, new = base.records.get(key), history[2].records.get(key)
        if old is None or new is None:
            continue
        for column in only_here(old, own, new):
            if (*key, column) not in asked:
                assert outcome.result.records[key].columns[column] == own.columns[column]


@pytest.mark.parametrize("choice", [Choice.SITE, Choice.TEMPLATE])
def test_a_second_run_against_the_new_base_has_nothing_to_write(history: Three, choice: Choice):
    template = history[2]
    outcome, answers = decided(history, choice)
    again = merge(template, outcome.result, template, answers)
    assert plan(outcome.result, again, "e").writes == ()
    assert {c.reason for c in again.open} <= {"several_claim_one"}


def test_with_other_ids_nothing_more_is_taken_silently(history: Three):
    """As if the same template had been provisioned another time: names repeat, so more is asked."""
    base, site, new = history
    plain = taken_silently(merge(base, site, new))
    moved = taken_silently(merge(base and elsewhere(base), site, elsewhere(new)))
    assert moved.keys() <= plain.keys()
    assert {key: plain[key] for key in moved} == moved
    assert len(moved) >= len(plain) - 2


def taken_silently(outcome: Outcome) -> dict[tuple[str, str, str], object]:
    """What existing records take from the template without a question; ids stand for any."""
    return {
        (record.table, record.title, change.column): GUID.sub("", change.after or "")
        for record in outcome.records
        if record.case is Case.UPDATED
        for change in record.changes
        if change.column not in {conflict.column for conflict in record.conflicts}
    }


def elsewhere(snapshot: Snapshot) -> Snapshot:
    """The site with all its own ids changed, wherever they stand."""
    own = {record.id[:8] for record in snapshot.records.values()}

    def moved(value: Value) -> Value:
        if value is None:
            return None
        return GUID.sub(
            lambda m: f"{int(m[0], 16) ^ 0xA5A5A5A5:08x}" if m[0] in own else m[0], value
        )

    return Snapshot.of(
        [
            Record(
                r.table,
                moved(r.id) or "",
                {c: moved(v) for c, v in r.columns.items()},
                {n: frozenset(moved(e) or "" for e in ends) for n, ends in r.links.items()},
                r.content,
            )
            for r in snapshot.records.values()
        ]
    )


def _flipped(start: str) -> str:
    return f"{int(start, 16) ^ 0xA5A5A5A5:08x}"


def texts(snapshot: Snapshot) -> list[str]:
    return [v for r in snapshot.records.values() for v in r.columns.values() if v]


def only_here(old: Record, own: Record, new: Record) -> list[str]:
    """Columns that the site changed and the template did not."""
    rules = table(own.table)
    found = []
    for column, value in own.columns.items():
        before, after = old.value(column), new.value(column)
        if NOT_READ in (before, after) or rules.skips(column):
            continue
        kind = rules.kind(column)
        if same(kind, before, after, column) and not same(kind, before, value, column):
            found.append(column)
    return found
