"""The lists of a merge, the files of its decisions, and what goes along to the next merge."""

import json
from dataclasses import replace

import pytest

from app.merge.outcome import Choice
from app.merge.three_way import merge
from app.steps.update.bench import OnTheBench, read_merge
from app.steps.update.bulk_plan import planned
from app.steps.update.carrying import open_merge
from app.steps.update.chosen import read_chosen, written_down
from app.steps.update.conflict_list import conflict_rows
from app.steps.update.decision_file import MOST, BadFile, read_decision_file
from app.steps.update.notes import cleaned, problem_with_note
from app.steps.update.sifting import PER_PAGE, Sieve
from app.store import decisions
from app.store.decisions import NewDecision, Who
from app.store.site_tables import CARRIED, SiteMerge
from tests.merge.building import setting, site_of, snippet
from tests.sites.conftest import AT, KEYS

pytestmark = pytest.mark.anyio


def bench_of(*threes, secrets=frozenset(), made=()):
    sides = [site_of(*side) for side in zip(*threes, strict=True)]
    return OnTheBench(None, None, made, merge(*sides), None, secrets)


def three(make, number, *values, **more):
    return [make(f"{value} {number}", number, **more) for value in values]


MANY = [three(snippet, n, "old", "mine", "new") for n in range(1, 251)]


def test_a_list_comes_a_hundred_at_a_time_and_a_page_too_far_is_the_last():
    bench = bench_of(*MANY)
    first = conflict_rows(bench, Sieve(), str)
    last = conflict_rows(bench, Sieve(page=99), str)
    assert (len(first.rows), len(last.rows), last.page) == (PER_PAGE, 50, 3)
    assert first.rows[0].conflict.id != last.rows[0].conflict.id


def test_each_filter_counts_what_its_other_values_would_show():
    bench = bench_of(*MANY, [setting("Search/Enabled", v, 300) for v in "abc"])
    sifted = conflict_rows(bench, Sieve(kind="snippets", q="mine 1"), str)
    assert sifted.counts["kind"] == {"snippets": len(sifted.found)}
    assert sifted.counts["show"]["open"] == len(sifted.found)
    sifted = conflict_rows(bench, Sieve(kind="snippets"), str)
    assert sifted.counts["kind"] == {"snippets": 250, "settings": 1}


def test_a_filter_for_a_value_that_is_none_shows_nothing():
    assert not conflict_rows(bench_of(*MANY), Sieve(conflict="gone"), str).found


def test_the_values_of_secrets_cannot_be_searched_for():
    secret = [setting("Orders/ApiKey", v, 1) for v in ("k-old", "k-mine", "k-new")]
    bench = bench_of(secret)
    assert conflict_rows(bench, Sieve(q="k-mine"), str).found
    bench = replace(bench, secrets=frozenset({secret[0].id}))
    assert not conflict_rows(bench, Sieve(q="k-mine"), str).found
    assert conflict_rows(bench, Sieve(q="apikey"), str).found


def test_only_open_ones_are_decided_at_once_unless_the_others_are_asked_for():
    bench = bench_of(*MANY[:3])
    first = bench.outcome.conflicts[0]
    decided = replace(
        bench,
        outcome=replace(
            bench.outcome,
            records=tuple(
                replace(
                    r,
                    conflicts=tuple(
                        replace(c, default=Choice.SITE) if c.id == first.id else c
                        for c in r.conflicts
                    ),
                )
                for r in bench.outcome.records
            ),
        ),
    )
    sifted = conflict_rows(decided, Sieve(), str)
    assert len(planned(decided, sifted, "site", also=False).fit) == 2
    assert planned(decided, sifted, "site", also=False).left_alone == 1
    assert len(planned(decided, sifted, "site", also=True).fit) == 3


def test_what_was_listed_is_written_down_and_read_again_and_nothing_else_is():
    seen = {"0123456789abcdef0123": 0, "f" * 20: 12}
    assert read_chosen(written_down(seen)) == seen
    assert read_chosen("x.1 ../../.1 " + "a" * 20 + " " + "a" * 20 + ".٣") == {}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * (16 * 1024 * 1024 + 1), "too_large"),
        (b"[" * 100_000, "not_json"),
        (b"\xff", "not_utf8"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": {"choice": "site", "fingerprint": 5}}', "no_decisions"),
        (b'{"format": "other"}', "no_decisions"),
        (b'{"format": "portal-setup decisions", "version": true}', "newer"),
        (b'{"format": "portal-setup decisions", "version": 1}', "no_decisions"),
        (json.dumps({str(n): 1 for n in range(MOST + 1)}).encode(), "too_many"),
    ],
)
def test_a_file_that_holds_no_decisions_is_refused_with_a_code(data, code):
    with pytest.raises(BadFile) as bad:
        read_decision_file(data)
    assert bad.value.code == code
    assert len(bad.value.where) < 3000


def test_a_file_with_many_faults_names_the_first_few():
    data = json.dumps({f"k{n}": 1 for n in range(500)}).encode()
    with pytest.raises(BadFile) as bad:
        read_decision_file(data)
    assert "490 more" in bad.value.where


def test_a_note_that_holds_a_secret_is_refused():
    secret = bench_of([setting("Orders/ApiKey", v, 1) for v in ("kold", "kmine", "knew")])
    conflicts = secret.outcome.conflicts
    assert problem_with_note("we use kmine now", conflicts) == "note_secret"
    assert problem_with_note("we keep ours", conflicts) == ""
    assert problem_with_note("x" * 2001) == "note_long"


def test_a_note_is_kept_without_what_no_database_keeps():
    assert cleaned(" one\r\ntwo\x00 ") == "one\ntwo"


async def test_decisions_go_along_sealed_anew_and_stay_whose_they_were(update):
    """What was put off or taken back is asked again."""
    environment_id = update.ctx.environment_id
    conflicts = (await update.case()).outcome().conflicts[:3]
    said = [("own", b"-"), ("later", None), ("", None)]

    def before(session):
        context = f"decision/m1/{conflicts[0].id}"
        for conflict, (choice, text) in zip(conflicts, said, strict=True):
            sealed = text and KEYS.seal(b"my own text", context)
            new = NewDecision(
                "m1", conflict.id, conflict.fingerprint, choice, sealed, 0, "in spring"
            )
            decisions.decide(session, new, Who("u1", "Kim"), AT)

    def again(session, merge_id):
        old = read_merge(session, environment_id, "m1")[0]
        made = SiteMerge(**{**old.model_dump(), "id": merge_id, "created_by": "Lee"})
        open_merge(session, KEYS, made)
        return decisions.list_decisions(session, merge_id)

    await update.ctx.write(before)
    [carried] = await update.ctx.write(lambda s: again(s, "m2"))
    assert (carried.conflict, carried.choice, carried.note) == (
        conflicts[0].id, "own", "in spring",
    )  # fmt: skip
    assert (carried.by_name, carried.at, carried.origin) == ("Kim", AT, CARRIED)
    assert carried.from_merge == "m1"
    opened = KEYS.unseal(carried.own_text, f"decision/m2/{conflicts[0].id}")
    assert opened == b"my own text"
