"""An answer holds for the values it was given to, and only if it is one that can be given."""

import pytest

from app.merge.decisions import (
    Decisions,
    Offer,
    Questions,
    Three,
    answer,
    answered_text,
    is_offered,
    is_open,
)
from app.merge.outcome import Choice, Conflict, ConflictKind, Referrer, Resolution, Suggestion

VALUES = Three("b", "s", "t")


def question(
    answers: dict[str, Resolution] | None = None,
    values: Three = VALUES,
    offer: Offer | None = None,
    suggested: Choice | None = None,
) -> Conflict:
    asking = Questions("adx_webpage", "1", "one", Decisions(answers or {}), suggested)
    return asking.ask(ConflictKind.VALUE, "adx_title", values, offer or Offer(), "part")


def answered(choice: Choice, text: str = "", offer: Offer | None = None) -> Conflict:
    asked = question(offer=offer)
    return question({asked.id: Resolution(choice, asked.fingerprint, text)}, offer=offer)


def test_a_question_holds_all_that_it_is_asked_with():
    offer = Offer(
        choices=(Choice.SITE,),
        suggestions=(Suggestion("words", "w"),),
        default=Choice.SITE,
        before="before",
        after="after",
        path="a/b",
        reason="because",
        referrers=(Referrer("t", "2", "Two", "c"),),
        limit=7,
        seen="more",
        grants=True,
    )
    asked = question(offer=offer, suggested=Choice.TEMPLATE)
    assert asked == Conflict(
        asked.id, ConflictKind.VALUE, "adx_webpage", "1", "adx_title", "b", "s", "t",
        asked.fingerprint, "before", "after", offer.suggestions, (Choice.SITE,), Choice.SITE,
        None, "a/b", "because", offer.referrers, 7, Choice.TEMPLATE, "part", "more",
        grants=True,
    )  # fmt: skip


def test_where_no_other_reason_is_given_a_suggestion_says_that_nobody_modified_the_row():
    assert question(suggested=Choice.TEMPLATE).reason == "never_modified"
    assert question().reason == ""


def test_each_place_has_a_name_of_its_own_that_other_values_do_not_change():
    decisions = Decisions({})

    def name(*where: str, kind: ConflictKind = ConflictKind.VALUE, values: Three = VALUES) -> str:
        table, identity, column, part = where
        asking = Questions(table, "1", identity, decisions)
        return asking.ask(kind, column, values, Offer(), part).id

    one = name("t", "i", "c", "p")
    others = [("u", "i", "c", "p"), ("t", "j", "c", "p"), ("t", "i", "d", "p"), ("t", "i", "c", "")]
    found = {one, *(name(*other) for other in others)}
    found.add(name("t", "i", "c", "p", kind=ConflictKind.TEXT))
    assert len(found) == 6
    assert one == name("t", "i", "c", "p", values=Three("x", "y", "z"))


@pytest.mark.parametrize(
    "changed", [Three("B", "s", "t"), Three("b", "S", "t"), Three("b", "s", "T"),
                Three(None, "s", "t"), Three("", "s", "t")],
)  # fmt: skip
def test_an_answer_to_other_values_is_void_and_nothing_stands(changed: Three):
    asked = question()
    decisions = Decisions({asked.id: Resolution(Choice.TEMPLATE, asked.fingerprint)})
    asking = Questions("adx_webpage", "1", "one", decisions)
    again = asking.ask(ConflictKind.VALUE, "adx_title", changed, Offer(), "part")
    assert again.resolution is None
    assert (answer(again), is_open(again)) == (Choice.SITE, True)
    assert decisions.void == (asked.id,)
    same = asking.ask(ConflictKind.VALUE, "adx_title", VALUES, Offer(), "part")
    assert (answer(same), is_open(same), decisions.void) == (Choice.TEMPLATE, False, ())


def test_what_else_was_seen_is_part_of_what_an_answer_was_given_to():
    assert question().fingerprint != question(offer=Offer(seen="more")).fingerprint


def test_answers_to_nothing_are_void_and_listed_in_order():
    given = {one: Resolution(Choice.SITE, "f") for one in ("b", "a")}
    assert Decisions(given).void == ("a", "b")


def test_without_an_answer_the_default_holds_else_the_site():
    assert answer(question()) is Choice.SITE
    defaulted = question(offer=Offer(default=Choice.TEMPLATE))
    assert (answer(defaulted), is_open(defaulted)) == (Choice.TEMPLATE, False)
    later = answered(Choice.LATER, offer=Offer(default=Choice.TEMPLATE))
    assert (answer(later), is_open(later)) == (Choice.TEMPLATE, True)
    put_off = answered(Choice.LATER)
    assert (answer(put_off), is_open(put_off), put_off.resolution is not None) == (
        Choice.SITE,
        True,
        True,
    )


def test_the_text_of_an_answer_is_that_of_its_choice():
    own = Offer(choices=(Choice.TEMPLATE, Choice.OWN))
    assert answered_text(question()) == "s"
    assert answered_text(answered(Choice.TEMPLATE, offer=own)) == "t"
    assert answered_text(answered(Choice.OWN, "mine", own)) == "mine"


def test_only_what_is_offered_can_be_answered():
    assert not is_offered(question(), Resolution(Choice.OWN, "", "x"))
    assert not is_offered(question(), Resolution(Choice.BASE, ""))
    assert is_offered(question(), Resolution(Choice.TEMPLATE, ""))
    short = question(offer=Offer(choices=(Choice.OWN,), limit=1))
    assert is_offered(short, Resolution(Choice.OWN, "", "x"))
    assert not is_offered(short, Resolution(Choice.OWN, "", "xx"))
    words = Offer(choices=(Choice.SUGGESTION,), suggestions=(Suggestion("words", "w"),))
    assert is_offered(question(offer=words), Resolution(Choice.SUGGESTION, "", "words"))
    assert is_offered(question(offer=words), Resolution(Choice.SUGGESTION, ""))
    assert not is_offered(question(offer=words), Resolution(Choice.SUGGESTION, "", "both"))
