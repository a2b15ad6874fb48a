from datetime import UTC, datetime, timedelta

import pytest

from app.wizard.drift import Change, Look, changes, drifts
from app.wizard.finding import Finding, Level

DAY = timedelta(days=1)
AT = datetime(2026, 3, 4, tzinfo=UTC)


def look(day, *found, **marks):
    return Look(AT + day * DAY, tuple(("a_check", one) for one in found), marks)


def ok(subject="", code="s.ok"):
    return Finding(code, Level.OK, subject)


def bad(subject="", code="s.bad", level=Level.BLOCKER):
    return Finding(code, level, subject)


def unseen(subject=""):
    return Finding("s.unseen", Level.UNKNOWN, subject)


def told(*looks):
    """Given in the order in which they happened."""
    return [(d.finding.subject, (d.fine_at - AT).days, (d.since - AT).days)
            for d in drifts(reversed(looks))]  # fmt: skip


def test_what_was_fine_and_is_not_any_more_is_told_with_both_days():
    assert told(look(1, ok("accounts")), look(5, bad("accounts")), look(9, bad("accounts"))) == [
        ("accounts", 1, 5)
    ]


def test_the_last_time_it_was_fine_counts():
    assert told(look(1, ok("a")), look(2, bad("a")), look(3, ok("a")), look(4, bad("a"))) == [
        ("a", 3, 4)
    ]


def test_what_never_was_fine_has_not_drifted():
    assert told(look(1, bad("a")), look(2, bad("a"))) == []
    assert told(look(1), look(2, bad("a"))) == []
    assert told() == []


def test_a_look_that_could_not_see_proves_nothing():
    assert told(look(1, unseen("a")), look(2, bad("a"))) == []
    assert told(look(1, ok("a")), look(2, unseen("a")), look(3, bad("a"))) == [("a", 1, 2)]


def test_what_cannot_be_seen_now_has_not_drifted():
    assert told(look(1, ok("a")), look(2, unseen("a"))) == []


def test_another_thing_of_the_same_check_says_nothing_about_this_one():
    assert told(look(1, ok("a"), bad("b")), look(2, ok("a"), bad("b"))) == []


def test_a_check_that_names_no_subject_when_all_is_well_speaks_for_all():
    assert told(look(1, ok()), look(2, bad("Database", level=Level.WARNING))) == [
        ("Database", 1, 2)
    ]
    assert told(look(1, ok("DEMF, USMF")), look(2, bad("USMF"))) == [("USMF", 1, 2)]


def test_obstacles_come_before_warnings():
    now = look(2, bad("a", level=Level.WARNING), bad("b"))
    assert [one[0] for one in told(look(1, ok("a"), ok("b")), now)] == ["b", "a"]


def test_no_more_looks_are_taken_than_are_needed():
    taken = []

    def looks():
        for one in (look(3, bad("a")), look(2, ok("a")), look(1, ok("a"))):
            taken.append(one)
            yield one

    assert len(drifts(looks())) == 1
    assert len(taken) == 2


def changed(*looks):
    return [
        (c.what, c.subject, c.before, c.now, (c.seen_before - AT).days, (c.since - AT).days)
        for c in changes(reversed(looks))
    ]


@pytest.mark.parametrize(
    ("before", "now", "what"),
    [
        ({"X": "1"}, {"X": "2"}, ("k changed", "X", "1", "2", 1, 3)),
        ({"X": "1", "Y": "1"}, {"X": "1"}, ("k gone", "Y", "1", "", 1, 3)),
        ({"X": "1"}, {"X": "1", "Y": "2"}, ("k new", "Y", "", "2", 1, 3)),
        ({"X": "1"}, {}, ("k gone", "X", "1", "", 1, 3)),
    ],
)
def test_a_change_is_told_with_the_last_look_before_it(before, now, what):
    looks = look(1, k=before), look(2, k=None), look(3, k=now), look(4, k=now)
    assert changed(*looks) == [what]


def test_what_comes_to_be_for_the_first_time_is_no_change():
    assert changed(look(1, k={}), look(2, k={"X": "1"}), look(3, k={"X": "1"})) == []


def test_what_cannot_be_seen_now_has_not_changed():
    assert changed(look(1, k={"X": "1"}), look(2, k=None)) == []
    assert changed() == []


def test_only_the_last_change_of_a_thing_is_told():
    looks = [look(day, k={"X": str(day)}) for day in (1, 2, 3)]
    assert changed(*looks) == [("k changed", "X", "2", "3", 2, 3)]


def test_what_became_of_it_follows_from_before_and_now():
    assert Change("k", "X", "", "", AT, AT).what == "k new"
