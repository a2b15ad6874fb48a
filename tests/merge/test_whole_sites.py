"""What only shows in a whole site: pairing, references, answers, numbers."""

import pytest

from app.merge.choices import own_text_problem, preview
from app.merge.omitted import with_omitted_as_empty, without_added_empties
from app.merge.outcome import Case, Choice, ConflictKind, Resolution, Standing
from app.merge.summary import counts
from app.merge.three_way import merge
from tests.merge.building import (
    all_decided,
    asked,
    decided,
    guid,
    merged,
    only,
    page,
    record,
    setting,
    site_of,
    snippet,
    template,
    value,
)


def test_pages_under_one_name_are_told_apart_by_their_path():
    def tree(side: int, title: str):
        top = page(guid(1, side), adx_name="A", adx_partialurl="a")
        other = page(guid(2, side), adx_name="B", adx_partialurl="b")
        under = [
            page(
                guid(n, side),
                adx_name="Help",
                adx_partialurl="help",
                adx_parentpageid=parent.id,
                adx_title=t,
            )
            for n, parent, t in ((3, top, "x"), (4, other, title))
        ]
        return site_of(top, other, *under)

    outcome = merge(tree(1, "x"), tree(0, "x"), tree(2, "new"))
    assert value(outcome, "adx_webpage", 4, "adx_title") == "new"
    assert value(outcome, "adx_webpage", 3, "adx_title") == "x"
    assert outcome.notes[0].code == "ids_fresh"
    assert outcome.conflicts == ()


def test_languages_are_told_apart_by_their_code():
    def spoken(side: int, name: str, text: str):
        code = record("adx_portallanguage", guid(1, side), adx_languagecode="ja-JP")
        language = record(
            "adx_websitelanguage", guid(2, side), adx_name=name, adx_portallanguageid=code.id
        )
        words = snippet(
            text, guid(3, side), adx_name="Hi", adx_contentsnippetlanguageid=language.id
        )
        return site_of(code, language, words)

    outcome = merge(
        spoken(1, "Japanese", "a"), spoken(0, "日本語", "a"), spoken(2, "Japanese", "b")
    )
    assert value(outcome, "adx_contentsnippet", 3, "adx_value") == "b"
    assert [r.title for r in outcome.records if r.changes] == ["Hi (ja-JP)"]


def test_a_lookup_is_followed_by_its_table_where_two_tables_share_an_id():
    def spoken(code_id: str, language_id: str, more: str):
        code = record("adx_portallanguage", code_id, adx_languagecode="en-US")
        language = record("adx_websitelanguage", language_id, adx_portallanguageid=code_id)
        words = snippet(more, 9, adx_contentsnippetlanguageid=language_id)
        return site_of(code, language, words)

    site = spoken(guid(1), guid(2), "a")
    outcome = merge(site, site, spoken(guid(7), guid(7), "b"))
    assert value(outcome, "adx_contentsnippet", 9, "adx_contentsnippetlanguageid") == guid(2)
    assert value(outcome, "adx_websitelanguage", 2, "adx_portallanguageid") == guid(1)
    assert outcome.conflicts == ()


def test_a_setting_removed_and_added_again_under_a_new_id_is_the_same_setting():
    outcome = merged(
        setting("Search", "1", 1), setting("search ", "1", 1), setting("Search", "2", 9)
    )
    assert only(outcome).record_id == guid(1)
    assert value(outcome, "adx_sitesetting", 1, "adx_value") == "2"


def test_records_with_one_name_are_paired_by_content_where_it_tells():
    def links(side: int, *urls: str):
        return site_of(
            *[
                record("adx_weblink", guid(n, side), adx_name="Home", adx_externalurl=u)
                for n, u in enumerate(urls)
            ]
        )

    outcome = merge(links(1, "/a", "/b"), links(0, "/b", "/a"), links(2, "/a", "/b"))
    assert {r.case for r in outcome.records} == {Case.UNCHANGED}
    assert len(outcome.records) == 2


def test_a_template_that_was_renamed_and_lost_its_id_is_proposed_by_its_text():
    text = "".join(f"<p>Line {n} of the header of this site</p>\n" for n in range(20))

    def side(number: int, name: str, source: str):
        others = [setting(f"S{n}", "x", guid(10 + n, number)) for n in range(3)]
        return site_of(template(source, guid(1, number), adx_name=name), *others)

    sides = side(1, "Header", text), side(0, "Header", text), side(2, "Top", text + "more\n")
    conflict = next(c for c in merge(*sides).conflicts if c.kind is ConflictKind.AMBIGUOUS)
    assert (conflict.reason, conflict.referrers[0].record_id) == ("perhaps_renamed", guid(1))
    outcome = merge(*sides, decided(conflict, Choice.OWN, guid(1)))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == text + "more\n"
    assert value(outcome, "adx_webtemplate", 1, "adx_name") == "Top"
    assert outcome.open == ()


def test_mentions_of_ids_in_texts_follow_the_site():
    def listed(side: int, more: str):
        form = record("adx_entityform", guid(1, side), adx_name="Order")
        settings = f'{{"EntityFormId": "{form.id.upper()}"{more}}}'
        return site_of(
            form, record("adx_entitylist", guid(2, side), adx_name="L", adx_settings=settings)
        )

    outcome = merge(listed(1, ""), listed(0, ""), listed(2, ', "New": 1'))
    assert value(outcome, "adx_entitylist", 2, "adx_settings") == (
        f'{{"EntityFormId": "{guid(1).upper()}", "New": 1}}'
    )


def test_left_overs_of_the_template_are_not_created():
    gone = page(1, adx_name="Old-deleted")
    asleep = page(2, statecode="1")
    outcome = merge(site_of(), site_of(), site_of(gone, asleep))
    assert outcome.result.records == {}
    assert [n.code for n in outcome.notes[1:]] == ["left_over_in_template"] * 2


def test_a_page_the_design_studio_deleted_in_the_template_counts_as_removed():
    outcome = merged(
        page(adx_name="A"), page(adx_name="A"), page(adx_name="A-deleted", statecode="1")
    )
    assert only(outcome).case is Case.REMOVED_IN_TEMPLATE


def test_host_names_and_page_histories_pass_through_untouched():
    mine = record("adx_websitebinding", 1, adx_name="here.example")
    outcome = merged(None, mine, record("adx_websitebinding", 1, adx_name="there.example"))
    assert (outcome.records, outcome.result.records) == ((), {mine.key: mine})


def test_a_lookup_to_a_record_deleted_here_is_asked_and_can_bring_it_along():
    used = record("adx_pagetemplate", 5, adx_name="Wide")
    other = record("adx_pagetemplate", 6, adx_name="Narrow")
    before, after = page(adx_pagetemplateid=guid(6)), page(adx_pagetemplateid=guid(5))
    sides = site_of(before, used, other), site_of(before, other), site_of(after, used, other)
    outcome = merge(*sides)
    conflict = asked(outcome)
    assert (conflict.kind, conflict.column) == (ConflictKind.DANGLING, "adx_pagetemplateid")
    assert value(outcome, "adx_webpage", 1, "adx_pagetemplateid") == guid(6)
    outcome = merge(*sides, decided(conflict, Choice.TEMPLATE))
    assert value(outcome, "adx_webpage", 1, "adx_pagetemplateid") == guid(5)
    assert used.key in outcome.result.records
    assert outcome.by_id[conflict.id].standing is Standing.DECIDED


def test_a_record_somebody_still_points_to_is_not_removed_before_that_is_answered():
    target = page(2)
    marker = record("adx_sitemarker", 3, adx_name="Help", adx_pageid=guid(2))
    sides = site_of(target, marker), site_of(target, marker), site_of(marker)
    answers = all_decided(merge(*sides), Choice.TEMPLATE)
    outcome = merge(*sides, answers)
    dangling = next(c for c in outcome.conflicts if c.kind is ConflictKind.DANGLING)
    assert target.key in outcome.result.records
    outcome = merge(*sides, answers | decided(dangling, Choice.OWN, ""))
    assert target.key not in outcome.result.records
    assert value(outcome, "adx_sitemarker", 3, "adx_pageid") is None


def test_a_lookup_that_led_nowhere_before_is_left_alone():
    lost = page(adx_pagetemplateid=guid(9))
    other = record("adx_pagetemplate", 6, adx_name="Narrow")
    outcome = merge(site_of(lost, other), site_of(lost, other), site_of(lost, other))
    assert outcome.conflicts == ()


def test_a_decision_is_void_once_one_of_its_values_changed():
    sides = page(adx_title="x"), page(adx_title="y"), page(adx_title="z")
    answers = decided(asked(merged(*sides)), Choice.TEMPLATE)
    outcome = merged(sides[0], sides[1], page(adx_title="zz"), answers)
    assert outcome.void_decisions == tuple(answers)
    assert asked(outcome).standing is Standing.OPEN
    assert asked(outcome).id in answers


def test_a_choice_that_is_not_offered_is_no_decision():
    conflict = asked(merged(page(adx_isroot="true"), None, page(adx_isroot="false")))
    answers = {conflict.id: Resolution(Choice.OWN, conflict.fingerprint, "x")}
    outcome = merged(page(adx_isroot="true"), None, page(adx_isroot="false"), answers)
    assert outcome.void_decisions == (conflict.id,)


def test_without_a_base_rows_never_modified_suggest_the_templates():
    dates = {"createdon": "2024-05-01T10:00:00Z", "modifiedon": "2024-05-01T10:02:00Z"}
    site = site_of(page(1, adx_title="x", **dates), page(2, adx_title="x"))
    outcome = merge(None, site, site_of(page(1, adx_title="y"), page(2, adx_title="y")))
    assert [c.suggested for c in outcome.conflicts] == [Choice.TEMPLATE, None]
    assert {c.standing for c in outcome.conflicts} == {Standing.OPEN}


def test_without_a_base_a_record_only_the_template_has_is_a_question():
    outcome = merge(None, site_of(), site_of(page()))
    assert (asked(outcome).reason, outcome.result.records) == ("no_base_new", {})
    outcome = merge(None, site_of(), site_of(page()), decided(asked(outcome), Choice.TEMPLATE))
    assert len(outcome.result.records) == 1


def test_each_choice_shows_what_it_would_give():
    outcome = merged(template("a\nb"), template("s\nb"), template("t\nb"))
    conflict = asked(outcome)
    assert preview(conflict, Choice.SITE_THEN_TEMPLATE) == "s\nt\n"
    assert preview(conflict, Choice.TEMPLATE_THEN_SITE) == "t\ns\n"
    assert preview(conflict, Choice.BASE) == "a\n"
    assert preview(conflict, Choice.OWN, "mine") == "mine\n"
    assert preview(conflict, Choice.OWN, "") == ""


def test_own_text_takes_the_sites_line_ends():
    outcome = merged(template("a\nb"), template("s\r\nb"), template("t\nb"))
    assert preview(asked(outcome), Choice.OWN, "one\ntwo") == "one\r\ntwo\r\n"


def test_text_at_the_very_end_gets_no_line_end_of_ours():
    outcome = merged(template("a"), template("s"), template("t"))
    assert preview(asked(outcome), Choice.OWN, "mine") == "mine"
    assert preview(asked(outcome), Choice.SITE_THEN_TEMPLATE) == "s\nt"


def test_a_suggestion_is_chosen_by_its_reason():
    sides = template("a\nb\n"), template("a\nb\ns\n"), template("a\nb\nt\n")
    conflict = asked(merged(*sides))
    assert [s.reason for s in conflict.suggestions] == ["both"]
    outcome = merged(*sides, decided(conflict, Choice.SUGGESTION, "both"))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "a\nb\ns\nt\n"
    outcome = merged(*sides, decided(conflict, Choice.SUGGESTION))
    assert value(outcome, "adx_webtemplate", 1, "adx_source") == "a\nb\ns\nt\n"


def test_a_suggestion_that_is_not_made_here_is_no_answer_rather_than_another_suggestion():
    sides = template("a\nb\n"), template("a\nb\ns\n"), template("a\nb\nt\n")
    conflict = asked(merged(*sides))
    outcome = merged(*sides, decided(conflict, Choice.SUGGESTION, "words"))
    assert outcome.void_decisions == (conflict.id,)
    assert [c.id for c in outcome.open] == [conflict.id]


def test_own_json_must_be_json():
    sides = [record("adx_entityform", 1, adx_settings=f'{{"a": {n}}}') for n in (1, 2, 3)]
    conflict = asked(merged(*sides))
    assert own_text_problem(conflict, "{") == "not_json"
    assert merged(*sides, decided(conflict, Choice.OWN, "{")).void_decisions == (conflict.id,)


@pytest.mark.parametrize("choice", [Choice.SITE, Choice.TEMPLATE])
def test_the_merge_in_numbers(choice: Choice):
    base = site_of(page(1, adx_title="x"), page(2), page(3))
    site = site_of(page(1, adx_title="y"), page(2), page(4))
    new = site_of(page(1, adx_title="z"), page(2, adx_title="t"), page(3), page(5))
    base = site_of(*base.records.values(), page(6))
    outcome = merge(base, site, new)
    outcome = merge(base, site, new, all_decided(outcome, choice) if choice is Choice.SITE else {})
    found = counts(outcome)
    assert found.records[Case.CREATED] == 1
    assert found.kept == 2  # the page the customer made, and the one they deleted
    assert sum(found.conflicts.values()) == 1
    assert found.by_table["adx_webpage"][Case.OWN] == 1


def test_what_an_export_left_out_is_empty_if_the_table_shows_the_column():
    one, other = page(1, adx_title="x"), page(2)
    filled = with_omitted_as_empty(site_of(one, other))
    assert filled.records[other.key].columns["adx_title"] is None
    assert "adx_copy" not in filled.records[other.key].columns
    assert without_added_empties(filled, site_of(one, other)) == site_of(one, other)


def test_a_value_an_export_left_out_is_taken_from_the_template():
    base = site_of(page(1, adx_title="x"), page(2))
    new = site_of(page(1, adx_title="x"), page(2, adx_title="new"))
    sides = [with_omitted_as_empty(side) for side in (base, base, new)]
    outcome = merge(*sides)
    assert without_added_empties(outcome.result, base) == new
