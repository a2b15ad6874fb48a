"""Answers of one site used in another like it: by what stays the same, and never for rights."""

import uuid
from dataclasses import replace

import pytest

from app.merge.outcome import Choice, Resolution
from app.merge.reuse import Fit, Kept, Portable, fitted
from app.merge.rewrite import rewritten
from app.merge.snapshot import Snapshot
from app.merge.three_way import merge
from tests.merge.building import guid, page, record, setting, site_of, snippet, template

OLD = "one\ntwo\nthree\nfour\nfive\nsix\n"
MINE = OLD.replace("two", "two, mine")
NEW = OLD.replace("two", "two, new")


def sides(mine=MINE, new=NEW):
    """Home links to a page by its id, and both sides changed texts of several records."""

    def made(text, value, order):
        return site_of(
            page(1, adx_name="Home", adx_partialurl="/", adx_displayorder=order),
            page(2, adx_name="Orders", adx_partialurl="orders", adx_parentpageid=guid(1)),
            template(f"{text}<a href='{guid(2)}'>", 3),
            snippet(value, 4, adx_name="Footer"),
            setting("Search/Enabled", value, 5),
        )

    return made(OLD, "a", "1"), made(mine, "b", "2"), made(new, "c", "3")


def elsewhere(three):
    """The same site in another environment: every record has another id there."""
    ids = {
        key: str(uuid.uuid5(uuid.NAMESPACE_OID, key[1])) for side in three for key in side.records
    }
    return tuple(rewritten(side, ids) for side in three)


def kept_of(outcome, choice=Choice.TEMPLATE, own_text=""):
    portable = Portable(outcome)
    return [
        Kept(
            c.id,
            c.fingerprint,
            choice,
            own_text,
            place=portable.place(c),
            values=portable.values(c),
        )
        for c in outcome.conflicts
    ]


def fits(three, kept):
    outcome = merge(*three)
    return fitted(outcome, Portable(outcome), kept)


def test_in_the_same_site_every_answer_fits_exactly():
    outcome = merge(*sides())
    assert len(outcome.conflicts) == 4
    assert {one.fit for one in fits(sides(), kept_of(outcome))} == {Fit.EXACT}


def test_in_another_environment_with_other_ids_every_answer_fits_exactly():
    kept = kept_of(merge(*sides()))
    there = merge(*elsewhere(sides()))
    found = fitted(there, Portable(there), kept)
    assert {one.fit for one in found} == {Fit.EXACT}
    answers = {one.conflict.id: one.resolution for one in found}
    decided = merge(*elsewhere(sides()), answers)
    assert not decided.open
    assert decided.void_decisions == ()


def test_other_values_at_the_same_place_are_shown_and_not_taken():
    kept = kept_of(merge(*sides()))
    found = fits(elsewhere(sides(new=OLD.replace("two", "two, newer"))), kept)
    by_fit = {one.conflict.table: one.fit for one in found if one.conflict}
    assert by_fit["adx_webtemplate"] is Fit.VALUES_DIFFER
    assert by_fit["adx_contentsnippet"] is Fit.EXACT
    assert all(one.resolution is None for one in found if one.fit is not Fit.EXACT)


def test_what_is_not_asked_here_does_not_fit():
    kept = kept_of(merge(*sides()))
    quiet = sides()[0], sides()[0], sides()[0]
    assert {one.fit for one in fits(quiet, kept)} == {Fit.NONE}


def test_an_answer_for_other_values_of_the_very_same_question_is_not_taken():
    kept = [replace(one, fingerprint="0" * 20) for one in kept_of(merge(*sides()))]
    assert {one.fit for one in fits(sides(), kept)} == {Fit.VALUES_DIFFER}


def test_a_record_that_its_key_does_not_tell_apart_has_no_place():
    twice = [
        Snapshot({**side.records, **site_of(snippet(v, 9, adx_name="Footer")).records})
        for side, v in zip(sides(), "xyz", strict=True)
    ]
    outcome = merge(*twice)
    portable = Portable(outcome)
    places = {c.record_id: portable.place(c) for c in outcome.conflicts}
    assert places[guid(4)] == places[guid(9)] == ""
    assert places[guid(3)]


def test_a_text_of_ones_own_with_an_id_from_elsewhere_is_only_shown():
    [text] = [k for k in kept_of(merge(*sides()), Choice.OWN, f"see {guid(2)}") if k.place][:1]
    outcome = merge(*elsewhere(sides()))
    [one] = fitted(outcome, Portable(outcome), [text])
    assert one.fit is Fit.VALUES_DIFFER


def test_one_answer_is_never_used_for_two_questions_nor_two_for_one():
    first = kept_of(merge(*sides()))[0]
    again = replace(first, id="1" * 20)
    there = elsewhere(sides())
    assert {one.fit for one in fits(there, [first, again])} == {Fit.NONE}


@pytest.mark.parametrize(
    ("choice", "fit"), [(Choice.TEMPLATE, Fit.RIGHTS), (Choice.SITE, Fit.EXACT)]
)
def test_a_right_is_never_widened_by_an_answer_from_elsewhere(choice, fit):
    def made(scope):
        named = {"adx_entitypermissionname": "Orders", "adx_entityname": "order"}
        return site_of(record("adx_entitypermission", 1, adx_scope=scope, **named))

    three = made("1"), made("1"), made("2")
    kept = kept_of(merge(*three), choice)
    assert {one.fit for one in fits(elsewhere(three), kept)} == {fit}


def test_a_whole_record_is_told_by_its_content_and_not_by_its_title():
    def made(text):
        return site_of(page(1), snippet(text, 4, adx_name="Footer"))

    three = made("a"), site_of(page(1)), made("b")
    kept = kept_of(merge(*three))
    other = made("a"), site_of(page(1)), made("c")
    assert {one.fit for one in fits(elsewhere(three), kept)} == {Fit.EXACT}
    assert {one.fit for one in fits(elsewhere(other), kept)} == {Fit.VALUES_DIFFER}


def test_an_answer_that_is_not_offered_here_does_not_fit():
    kept = [
        replace(k, choice=Choice.SUGGESTION, own_text="words") for k in kept_of(merge(*sides()))
    ]
    table = {one.conflict.table: one.fit for one in fits(sides(), kept) if one.conflict}
    assert table["adx_sitesetting"] is Fit.VALUES_DIFFER


LINES = [f"line {n}" for n in range(40)]


def text_of(**changed):
    return "\n".join(changed.get(f"at{n}", line) for n, line in enumerate(LINES)) + "\n"


def ids_of(base, mine, new):
    outcome = merge(site_of(template(base)), site_of(template(mine)), site_of(template(new)))
    return {c.site: (c.id, c.fingerprint) for c in outcome.conflicts}


def test_the_id_of_a_place_stays_when_another_place_comes_or_goes():
    mine = text_of(at5="mine 5", at20="mine 20", at35="mine 35")
    all_three = ids_of(text_of(), mine, text_of(at5="new 5", at20="new 20", at35="new 35"))
    without_first = ids_of(text_of(), mine, text_of(at20="new 20", at35="new 35"))
    assert len(all_three) == 3
    assert without_first == {k: v for k, v in all_three.items() if k != "mine 5\n"}


def test_the_id_of_an_insertion_stays_when_another_insertion_comes_or_goes():
    def added(who, *places):
        lines = [f"{line}\n{who} {n}" if n in places else line for n, line in enumerate(LINES)]
        return "\n".join(lines) + "\n"

    both = ids_of(text_of(), added("mine", 5, 20), added("new", 5, 20))
    second = ids_of(text_of(), added("mine", 5, 20), added("new", 20))
    assert len(both) == 2
    assert second == {k: v for k, v in both.items() if k == "mine 20\n"}


def test_the_id_of_a_place_stays_when_the_site_changes_its_line_ends():
    mine, new = text_of(at5="mine 5"), text_of(at5="new 5")
    [(one, _)] = ids_of(text_of(), mine, new).values()
    [(other, _)] = ids_of(text_of(), mine.replace("\n", "\r\n"), new).values()
    assert one == other


def test_an_id_stays_when_an_unrelated_record_comes_or_goes():
    ids = {c.id for c in merge(*sides()).conflicts}
    more = [
        Snapshot({**side.records, **site_of(snippet(v, 8, adx_name="Header")).records})
        for side, v in zip(sides(), "xyz", strict=True)
    ]
    found = {c.id for c in merge(*more).conflicts}
    assert ids < found
    assert len(found) == len(ids) + 1


def test_an_answer_carried_to_a_newer_template_holds_only_where_the_values_are_the_same():
    first = merge(*sides())
    answers = {c.id: Resolution(Choice.SITE, c.fingerprint) for c in first.conflicts}
    newer = sides(new=OLD.replace("two", "two, newer"))
    outcome = merge(*newer, answers)
    assert len(outcome.void_decisions) == 1
    assert [c.table for c in outcome.open] == ["adx_webtemplate"]
