"""A language that only one side has is one decision and one note, not hundreds."""

from collections import Counter

from app.merge.baseline import next_base
from app.merge.outcome import Case, Choice, ConflictKind, Outcome, Standing
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import asked, decided, guid, planned, record, site_of

CODES = {"en-US": 1, "fr-FR": 2, "ko-KR": 3}


def spoken(side: int, texts: dict[str, str], *, links: str = "", known: str = "") -> Snapshot:
    """A site with one page, one snippet and one link set per language; `known` to its organisation.

    `texts` is what the page and the snippet say, by language.
    """

    def of(number: int, code: str) -> str:
        return guid(number * 10 + CODES[code], side)

    records: list[Record] = [
        record("adx_webpage", guid(5, side), adx_name="Home", adx_partialurl="/", adx_isroot="true")
    ]
    for code in {**texts, **dict.fromkeys(known.split())}:
        records.append(record("adx_portallanguage", of(1, code), adx_languagecode=code))
    for code, text in texts.items():
        language = of(2, code)
        records += [
            record("adx_websitelanguage", language, adx_portallanguageid=of(1, code)),
            record(
                "adx_webpage",
                of(3, code),
                adx_name="Home",
                adx_partialurl="/",
                adx_isroot="false",
                adx_rootwebpageid=guid(5, side),
                adx_webpagelanguageid=language,
                adx_copy=text,
            ),
            record(
                "adx_contentsnippet",
                of(4, code),
                adx_name="Footer",
                adx_contentsnippetlanguageid=language,
                adx_value=text,
            ),
            record(
                "adx_weblinkset", of(5, code), adx_name="Primary", adx_websitelanguageid=language
            ),
            record(
                "adx_weblink", of(6, code), adx_name=f"Home{links}", adx_weblinksetid=of(5, code)
            ),
        ]
    return site_of(*records)


def noted(outcome: Outcome, code: str) -> list[tuple[str, str | None]]:
    return [(n.subject, n.details.get("count")) for n in outcome.notes if n.code == code]


def test_a_new_language_of_the_template_is_left_out_as_one_thing():
    base = spoken(1, {"en-US": "a"})
    site = spoken(0, {"en-US": "a"}, known="fr-FR")
    new = spoken(2, {"en-US": "b", "fr-FR": "c"})
    outcome = merge(base, site, new)
    assert (asked(outcome).table, asked(outcome).standing, asked(outcome).reason) == (
        "adx_websitelanguage",
        Standing.DEFAULTED,
        "language_is_new",
    )
    assert noted(outcome, "language_left_out") == [("fr-FR", "4")]
    assert Counter(r.case for r in outcome.records)[Case.OTHER_LANGUAGE] == 5
    assert outcome.result.records.keys() == site.records.keys()
    after = next_base((base, site, new), {}, planned(outcome, site))
    again = merge(after, outcome.result, new)
    assert (again.conflicts, again.result) == ((), outcome.result)


def test_a_new_language_that_is_wanted_comes_with_all_its_records():
    base = spoken(1, {"en-US": "a"})
    site = spoken(0, {"en-US": "a"}, known="fr-FR")
    new = spoken(2, {"en-US": "a", "fr-FR": "c"})
    outcome = merge(base, site, new)
    outcome = merge(base, site, new, decided(asked(outcome), Choice.TEMPLATE))
    assert len(outcome.result.records) == len(site.records) + 5
    assert outcome.open == ()
    assert noted(outcome, "language_left_out") == []


def test_a_language_that_the_organisation_does_not_have_is_not_offered():
    base, site = spoken(1, {"en-US": "a"}), spoken(0, {"en-US": "a"})
    outcome = merge(base, site, spoken(2, {"en-US": "a", "fr-FR": "c"}))
    assert (outcome.conflicts, outcome.result) == ((), site)
    assert noted(outcome, "language_not_offered") == [("fr-FR", "4")]


def test_without_a_base_a_new_language_is_one_question_as_well():
    site = spoken(0, {"en-US": "a"}, known="fr-FR")
    outcome = merge(None, site, spoken(2, {"en-US": "a", "fr-FR": "c"}))
    assert asked(outcome).standing is Standing.DEFAULTED
    assert outcome.result == site


def test_a_language_deleted_here_stays_deleted_without_a_question_for_each_record():
    both = {"en-US": "a", "fr-FR": "a"}
    base, site = spoken(1, both), spoken(0, {"en-US": "a"}, known="fr-FR")
    outcome = merge(base, site, spoken(2, {**both, "fr-FR": "changed"}))
    assert (outcome.conflicts, outcome.result) == ((), site)
    assert noted(outcome, "language_left_out") == [("fr-FR", "4")]


def test_a_language_the_template_gave_up_is_kept_as_one_thing_and_asked_one_by_one_if_wanted():
    both = {"en-US": "a", "fr-FR": "a"}
    sides = spoken(1, both), spoken(0, both), spoken(2, {"en-US": "a"})
    outcome = merge(*sides)
    assert (asked(outcome).reason, outcome.result) == ("language_was_dropped", sides[1])
    assert noted(outcome, "language_only_here") == [("fr-FR", "4")]
    outcome = merge(*sides, decided(asked(outcome), Choice.TEMPLATE))
    assert len(outcome.conflicts) == 5
    assert {c.kind for c in outcome.conflicts} == {ConflictKind.RECORD}
    assert outcome.result == sides[1]


def test_a_text_only_the_site_translated_may_be_outdated_where_its_original_changed():
    base, new = spoken(1, {"en-US": "a"}), spoken(2, {"en-US": "b"}, links="!")
    outcome = merge(base, spoken(0, {"en-US": "a", "ko-KR": "가"}), new)
    told = [n.subject for n in outcome.notes if n.code == "translation_outdated"]
    assert sorted(told) == ["Footer (ko-KR)", "Home (ko-KR)", "Primary (ko-KR)"]
    assert noted(outcome, "language_only_here") == [("ko-KR", "4")]
    quiet = merge(base, spoken(0, {"en-US": "a", "ko-KR": "가"}), base)
    assert [n for n in quiet.notes if n.code == "translation_outdated"] == []
