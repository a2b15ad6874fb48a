"""Decisions: the newest stands, all are kept, and many at once can be undone at once."""

from datetime import timedelta

import pytest

from app.store import decisions, deeds
from app.store.decisions import DecidedMeanwhile, NewDecision
from app.store.site_tables import ALL_BACK, IN_BULK
from tests.store.merging import AVERY, MINJI, NOW, session

__all__ = ["session"]


def choice(value, seen, conflict="c1", **more):
    return NewDecision("m", conflict, "print", value, None, seen, **more)


def standing(session):
    return {d.conflict: (d.choice, d.by_name) for d in decisions.list_decisions(session, "m")}


def test_a_decision_is_changed_by_whoever_saw_the_newest(session):
    decisions.decide(session, choice("site", 0), AVERY, NOW)
    decision = decisions.decide(session, choice("template", 1), MINJI, NOW)
    assert (decision.choice, decision.version, decision.by_name) == ("template", 2, "Minji")


@pytest.mark.parametrize("seen", [0, 1])
def test_a_decision_on_an_old_page_is_refused_with_the_one_that_stands(session, seen):
    decisions.decide(session, choice("site", 0), AVERY, NOW)
    decisions.decide(session, choice("template", 1), AVERY, NOW)
    with pytest.raises(DecidedMeanwhile) as refused:
        decisions.decide(session, choice("base", seen), MINJI, NOW)
    assert refused.value.standing.choice == "template"
    assert [d.choice for d in decisions.list_decisions(session, "m")] == ["template"]


def test_a_decision_taken_back_leaves_a_version_to_guard_the_next(session):
    decisions.decide(session, choice("site", 0), AVERY, NOW)
    decisions.decide(session, choice("", 1), AVERY, NOW)
    with pytest.raises(DecidedMeanwhile):
        decisions.decide(session, choice("template", 1), MINJI, NOW)
    assert decisions.decide(session, choice("template", 2), MINJI, NOW).version == 3


def test_every_version_of_a_decision_is_kept_with_its_note(session):
    decisions.decide(session, choice("site", 0, note="ours"), AVERY, NOW)
    decisions.decide(session, choice("template", 1, note="theirs"), MINJI, NOW)
    decisions.decide(session, choice("", 2), AVERY, NOW)
    kept = decisions.history(session, "m", "c1")
    assert [(one.choice, one.note, one.by_name) for one in kept] == [
        ("", "", "Avery"), ("template", "theirs", "Minji"), ("site", "ours", "Avery"),
    ]  # fmt: skip
    assert decisions.list_decisions(session, "m")[0].note == ""


def in_bulk(session, seen, who=AVERY, deed="d1"):
    news = [
        choice("site", version, conflict, origin=IN_BULK, deed=deed, note="all of them")
        for conflict, version in seen.items()
    ]
    return decisions.decide_many(session, "m", news, who, NOW)


def test_of_many_at_once_none_that_somebody_decided_since_is_written_over(session):
    decisions.decide(session, choice("template", 0, "c2"), MINJI, NOW)
    decisions.decide(session, choice("base", 0, "c3"), AVERY, NOW)
    overtaken = in_bulk(session, {"c1": 0, "c2": 0, "c3": 1})
    assert {one: d.by_name for one, d in overtaken.items()} == {"c2": "Minji"}
    assert standing(session) == {
        "c1": ("site", "Avery"), "c2": ("template", "Minji"), "c3": ("site", "Avery"),
    }  # fmt: skip


def test_what_was_decided_at_once_is_brought_back_at_once_but_for_what_changed_since(session):
    decisions.decide(session, choice("template", 0, "c1", note="mine"), MINJI, NOW)
    in_bulk(session, {"c1": 1, "c2": 0, "c3": 0})
    decisions.decide(session, choice("base", 1, "c3"), MINJI, NOW)
    assert deeds.find_deed(session, "m", "d1").standing == 2
    assert deeds.bring_back(session, "m", "d1", "d2", AVERY, NOW) == 2
    assert standing(session) == {
        "c1": ("template", "Avery"), "c2": ("", "Avery"), "c3": ("base", "Minji"),
    }  # fmt: skip
    assert decisions.history(session, "m", "c1")[0].note == "mine"


def test_bringing_back_can_be_brought_back(session):
    decisions.decide(session, choice("template", 0), AVERY, NOW)
    back = [choice("", 1, origin=ALL_BACK, deed="d1")]
    decisions.decide_many(session, "m", back, MINJI, NOW)
    deeds.bring_back(session, "m", "d1", "d2", AVERY, NOW)
    deeds.bring_back(session, "m", "d2", "d3", AVERY, NOW + timedelta(hours=1))
    assert standing(session) == {"c1": ("", "Avery")}
    made = deeds.list_deeds(session, "m")
    assert made[0].id == "d3"
    assert {(one.id, one.size, one.standing) for one in made} == {
        ("d1", 1, 0), ("d2", 1, 0), ("d3", 1, 1),
    }  # fmt: skip


def test_a_deed_of_another_merge_is_not_found(session):
    in_bulk(session, {"c1": 0})
    assert deeds.find_deed(session, "other", "d1") is None
    assert deeds.bring_back(session, "other", "d1", "d2", AVERY, NOW) == 0
