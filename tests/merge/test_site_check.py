"""What would be wrong with the site after the merge, apart from what was wrong before."""

from dataclasses import replace

import pytest

from app.merge.faults import Fault, Weight
from app.merge.outcome import Choice, ConflictKind
from app.merge.site_check import SiteCheck, faults_of, site_check
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from app.steps.update.fault_words import FAULTS
from tests.merge.building import all_decided, guid, page, record, setting, site_of

MARKERS = ("Home", "Profile", "Page Not Found", "Access Denied", "Search")


def sound() -> Snapshot:
    """A small site with nothing wrong."""
    state = record("adx_publishingstate", 1, adx_name="Published", adx_isdefault="true",
                   adx_isvisible="true")  # fmt: skip
    look = record("adx_webtemplate", 2, adx_name="Look", adx_source="<p></p>")
    layout = record("adx_pagetemplate", 3, adx_name="Layout", adx_webtemplateid=look.id)
    made = {"adx_publishingstateid": state.id, "adx_pagetemplateid": layout.id}
    home = page(4, adx_partialurl="/", adx_parentpageid=None, **made)
    below = page(5, adx_parentpageid=home.id, **made)
    deeper = page(6, adx_parentpageid=below.id, **made)
    website = record("adx_website", 7, adx_name="Site", adx_headerwebtemplateid=look.id,
                     adx_footerwebtemplateid=look.id)  # fmt: skip
    markers = [
        record("adx_sitemarker", 10 + n, adx_name=name, adx_pageid=home.id)
        for n, name in enumerate(MARKERS)
    ]
    file = record("adx_webfile", 20, b"x", adx_name="f.png", adx_partialurl="f.png",
                  adx_parentpageid=home.id)  # fmt: skip
    form = record("adx_entityform", 21, adx_name="F", adx_entitypermissionsenabled="true")
    listed = record("adx_entitylist", 22, adx_name="L", adx_entitypermissionsenabled="True",
                    adx_odata_enabled="false")  # fmt: skip
    settings = [
        setting("Search/Enabled", "true", 23),
        setting("Search/EnableDataverseSearch", "true", 24),
        setting("Webapi/account/fields", "name", 25),
    ]
    pages = [home, below, deeper]
    return site_of(state, look, layout, website, *pages, *markers, file, form, listed, *settings)


def changed(table: str, number: int, **columns: str | None) -> Snapshot:
    records = dict(sound().records)
    old = records[table, guid(number)]
    records[old.key] = replace(old, columns={**old.columns, **columns})
    return Snapshot(records)


def without(table: str, number: int) -> Snapshot:
    return Snapshot({key: r for key, r in sound().records.items() if key != (table, guid(number))})


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return sorted(one.code for one in faults)


OFF = {"statecode": "1", "statuscode": "2"}
BROKEN = [
    ("marker_missing", without("adx_sitemarker", 11)),
    ("marker_missing", changed("adx_sitemarker", 12, adx_name="Not Found")),
    ("marker_inactive", changed("adx_sitemarker", 13, **OFF)),
    ("marker_leads_nowhere", changed("adx_sitemarker", 14, adx_pageid=guid(99))),
    ("marker_leads_nowhere", changed("adx_sitemarker", 14, adx_pageid=None)),
    ("home_is_not_the_root", changed("adx_sitemarker", 10, adx_pageid=guid(5))),
    ("published_invisible", changed("adx_publishingstate", 1, adx_isvisible="false")),
    ("no_default_state", changed("adx_publishingstate", 1, adx_isdefault="False")),
    ("header_missing", changed("adx_website", 7, adx_headerwebtemplateid=None)),
    ("footer_missing", changed("adx_website", 7, adx_footerwebtemplateid=guid(98))),
    ("page_without_template", changed("adx_webpage", 6, adx_pagetemplateid=None)),
    ("page_without_state", changed("adx_webpage", 6, adx_publishingstateid=guid(97))),
    ("parent_inactive", changed("adx_webpage", 5, **OFF)),
    ("file_inactive", changed("adx_webfile", 20, **OFF)),
    ("permissions_off", changed("adx_entityform", 21, adx_entitypermissionsenabled="false")),
    ("permissions_off", changed("adx_entitylist", 22, adx_entitypermissionsenabled=None)),
    ("odata_feed", changed("adx_entitylist", 22, adx_odata_enabled="true")),
    ("lucene_search", without("adx_sitesetting", 24)),
    ("fields_star", changed("adx_sitesetting", 25, adx_value=" * ")),
]


def test_a_sound_site_has_no_faults():
    assert list(faults_of(sound())) == []


@pytest.mark.parametrize(("code", "broken"), BROKEN)
def test_each_fault_is_seen_and_told_apart_from_what_was_so_before(code: str, broken: Snapshot):
    assert codes(tuple(faults_of(broken))) == [code]
    new = site_check(sound(), broken)
    assert (codes(new.new), new.before) == ([code], ())
    old = site_check(broken, Snapshot({**broken.records, **site_of(setting("x", "y", 90)).records}))
    assert (old.new, codes(old.before)) == ((), [code])


def test_several_faults_that_need_more_than_one_column():
    two = record("adx_publishingstate", 30, adx_name="Draft", adx_isdefault="true")
    many = Snapshot({**sound().records, two.key: two})
    assert codes(tuple(faults_of(many))) == ["several_default_states"]
    off = changed("adx_publishingstate", 1, **OFF)
    assert codes(tuple(faults_of(off))) == ["page_without_state"] * 3 + ["published_missing"]
    empty = dict(sound().records)
    empty["adx_webfile", guid(20)] = replace(empty["adx_webfile", guid(20)], content=b"")
    assert codes(tuple(faults_of(Snapshot(empty)))) == ["file_without_content"]


def test_a_page_below_itself_breaks_the_portal():
    looped = changed("adx_webpage", 5, adx_parentpageid=guid(6))
    check = site_check(sound(), looped)
    assert codes(check.new) == ["page_in_a_loop", "page_in_a_loop"]
    assert check.breaks
    assert not site_check(looped, looped).breaks


def test_a_page_that_its_rule_no_longer_covers_is_told():
    rule = record("adx_webpageaccesscontrolrule", 40, adx_name="R", adx_right="2",
                  adx_webpageid=guid(5))  # fmt: skip
    before = Snapshot({**sound().records, rule.key: rule})
    assert codes(site_check(before, sound()).new) == ["less_protected", "less_protected"]


def test_a_table_or_column_that_was_not_read_is_not_judged():
    assert list(faults_of(site_of(page(1), record("adx_entitylist", 2, adx_name="L")))) == []


def test_every_fault_has_words_and_every_word_a_fault():
    seen = {code for code, _ in BROKEN}
    seen |= {"published_missing", "several_default_states", "file_without_content"}
    assert seen | {"page_in_a_loop", "less_protected"} == FAULTS.keys()
    assert all(words.means and words.do for words in FAULTS.values())


def test_the_merge_checks_its_result_again_after_each_answer():
    base = sound()
    new = changed("adx_sitemarker", 10, adx_pageid=guid(5))
    outcome = merge(base, base, new)
    assert [(one.code, one.weight) for one in outcome.check.new] == [
        ("home_is_not_the_root", Weight.BREAKS)
    ]
    site = changed("adx_sitemarker", 10, adx_pageid=guid(6))
    asked = merge(base, site, new)
    assert (codes(asked.check.new), codes(asked.check.before)) == ([], ["home_is_not_the_root"])
    assert merge(base, base, base).check == SiteCheck()


def test_moves_that_together_make_a_loop_are_asked_and_none_is_taken():
    def tree(one: Record | None, other: Record | None) -> Snapshot:
        return site_of(
            page(1),
            page(2, adx_parentpageid=one and one.id),
            page(3, adx_parentpageid=other and other.id),
        )

    top = page(1)
    base, site, new = tree(top, top), tree(page(3), top), tree(top, page(2))
    outcome = merge(base, site, new)
    assert [(c.kind, c.record_id) for c in outcome.conflicts] == [(ConflictKind.LOOP, guid(3))]
    assert outcome.result == site
    taken = merge(base, site, new, all_decided(outcome, Choice.TEMPLATE))
    assert taken.check.breaks
