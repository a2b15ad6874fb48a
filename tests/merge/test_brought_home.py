"""Records that say they belong to a website nobody knows become the site's, without a question."""

import pytest

from app.merge.outcome import Case
from app.merge.snapshot import Record
from app.merge.three_way import merge
from tests.merge.building import guid, record, site_of, snippet

HERE, THERE, NOWHERE = guid(1), guid(2), guid(0xABC)


def website(identity: str) -> Record:
    return record("adx_website", identity, adx_name="Portal")


def of(owner: str, number: int = 5) -> Record:
    return snippet("x", number, adx_name="S", adx_websiteid=owner)


@pytest.mark.parametrize("owner", [NOWHERE, NOWHERE.upper(), THERE, HERE])
def test_a_new_record_becomes_one_of_the_site_whatever_it_says(owner):
    outcome = merge(
        site_of(website(THERE)), site_of(website(HERE)), site_of(website(THERE), of(owner))
    )
    assert outcome.conflicts == ()
    new = outcome.result.records["adx_contentsnippet", guid(5)]
    assert new.columns["adx_websiteid"] == HERE


def test_a_record_that_both_have_is_not_asked_about_either():
    outcome = merge(None, site_of(website(HERE), of(HERE)), site_of(website(THERE), of(NOWHERE, 6)))
    assert outcome.conflicts == ()


def test_what_the_site_says_itself_stays():
    sides = site_of(website(HERE), of(NOWHERE)), site_of(website(THERE), of(NOWHERE))
    outcome = merge(None, *sides)
    assert outcome.conflicts == ()
    assert {record.case for record in outcome.records} == {Case.UNCHANGED}
    assert outcome.result == sides[0]
