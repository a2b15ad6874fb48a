"""Ids in texts follow the site; those that lead nowhere are told, and only if they are news."""

from urllib.parse import quote

import pytest

from app.merge.outcome import Choice, Outcome
from app.merge.snapshot import Record
from app.merge.three_way import merge
from tests.merge.building import (
    all_decided,
    guid,
    planned,
    record,
    setting,
    site_of,
    template,
    value,
)

STRANGE = "0f1e2d3c-4b5a-4697-8877-665544332211"


def unknown(outcome: Outcome) -> list[tuple[str, str, str]]:
    codes = ("id_leads_nowhere", "id_of_a_solution")
    return [
        (note.code, note.details["column"], note.details["name"])
        for note in outcome.notes
        if note.code in codes
    ]


@pytest.mark.parametrize(
    "written",
    ["{0}", "{{{0}}}", '"{0}"', "'{0}'", "/page?id={0}", '"\\u0022{0}\\u0022"', "id:{0}%}}"],
)
@pytest.mark.parametrize("upper", [False, True])
def test_a_mention_is_followed_however_it_is_written(written: str, *, upper: bool):
    def mentioned(side: int, more: str):
        form = record("adx_entityform", guid(1, side), adx_name="Order")
        said = form.id.upper() if upper else form.id
        return site_of(form, template(written.format(said) + more, guid(2, side), adx_name="T"))

    outcome = merge(mentioned(0xB, ""), mentioned(0xA, ""), mentioned(0xC, "!"))
    said = guid(1, 0xA).upper() if upper else guid(1, 0xA)
    assert value(outcome, "adx_webtemplate", guid(2, 0xA), "adx_source") == (
        written.format(said) + "!"
    )
    assert unknown(outcome) == []


def test_a_percent_encoded_mention_is_followed():
    def mentioned(side: int, more: str):
        form = record("adx_entityform", guid(1, side), adx_name="Order")
        return site_of(form, setting("S", quote("{" + form.id + "}") + more, guid(2, side)))

    outcome = merge(mentioned(1, ""), mentioned(0, ""), mentioned(2, "&x=1"))
    assert value(outcome, "adx_sitesetting", 2, "adx_value") == f"%7B{guid(1)}%7D&x=1"


def test_an_id_without_hyphens_may_as_well_be_a_hash_and_is_left_alone():
    def mentioned(side: int, more: str):
        form = record("adx_entityform", guid(1, side), adx_name="Order")
        return site_of(form, template("x" + more, guid(2, side), adx_name="T"))

    bare = guid(1, 2).replace("-", "")
    outcome = merge(mentioned(1, ""), mentioned(0, ""), mentioned(2, bare))
    assert value(outcome, "adx_webtemplate", 2, "adx_source") == "x" + bare
    assert unknown(outcome) == []


def test_an_id_that_leads_nowhere_is_told_once_per_place():
    outcome = merge(
        site_of(template("a")), site_of(template("a")), site_of(template(f"a {STRANGE.upper()}"))
    )
    assert unknown(outcome) == [("id_leads_nowhere", "adx_source", STRANGE)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("adx_view", STRANGE),
        ("adx_views", f'[{{"ViewId": "{STRANGE}"}}]'),
        ("adx_filter_definition", f"<fetch>{STRANGE}</fetch>"),
        ("adx_settings", f'{{"Pages": 1, "ViewId": "{STRANGE}"}}'),
        ("adx_settings", f'{{"DashboardId":"{STRANGE}"}}'),
    ],
)
def test_views_and_dashboards_belong_to_solutions(column: str, text: str):
    def listed(**columns: str) -> Record:
        return record("adx_entitylist", 1, adx_name="L", **columns)

    empty = listed(**{column: ""})
    outcome = merge(site_of(empty), site_of(empty), site_of(listed(**{column: text})))
    assert unknown(outcome) == [("id_of_a_solution", column, STRANGE)]


def test_what_the_site_mentioned_before_is_no_news_wherever_it_stood():
    own = setting("Own", f"see {STRANGE}", 9)
    base, site = site_of(template("a")), site_of(template("a"), own)
    assert unknown(merge(base, site, site_of(template(f"a {STRANGE}")))) == []


def test_a_mention_of_a_record_that_is_not_taken_is_told():
    """Until it is taken: then the mention leads there, under its new id."""
    permission = record("adx_entitypermission", 7, adx_entityname="P", adx_read="true")
    base = site_of(template("a"))
    sides = base, base, site_of(template(f"a {permission.id}"), permission)
    outcome = merge(*sides)
    assert unknown(outcome) == [("id_leads_nowhere", "adx_source", permission.id)]
    outcome = merge(*sides, all_decided(outcome, Choice.TEMPLATE))
    assert unknown(outcome) == []
    source = next(w for w in planned(outcome, base).writes if w.table == "adx_webtemplate")
    assert permission.id not in (source.value("adx_source") or "")


def test_ids_in_text_files_are_told_too():
    def file(content: bytes) -> Record:
        return record("adx_webfile", 1, content, adx_name="thumbnail.css", adx_partialurl="t.css")

    outcome = merge(site_of(file(b"a")), site_of(file(b"a")), site_of(file(STRANGE.encode())))
    assert unknown(outcome) == [("id_leads_nowhere", "content", STRANGE)]
