"""Cases C23 and C25 of the gateway: how a request stands, and what becomes of a queue."""

import pytest

from tests.practice.dual_write import ACCOUNTS, PRODUCTS, Desk, M


@pytest.fixture
def desk(browser):
    return Desk(browser)


def test_a_request_is_told_with_the_maps_it_was_for(tenant, desk):
    both = desk.command("5", ACCOUNTS, PRODUCTS).json()["requestId"]
    rows = desk.service.seen(f"{M}/Status/{both}")
    assert {row["detail"]["tName"] for row in rows} == {ACCOUNTS, PRODUCTS}
    [told] = [one for one in rows[0]["detail"]["lastRequests"] if one["requestId"] == both]
    assert told["state"] == "1"
    tenant.clock.advance(3)
    row = desk.service.seen(f"{M}/Status/{both}")[0]
    assert row["detail"]["lastRequests"][0]["state"] == "2"


@pytest.mark.parametrize("keeps", [True, False])
def test_a_resume_may_keep_the_queue_for_later_or_lose_it(tenant, desk, keeps):
    desk.command("5", ACCOUNTS)
    tenant.clock.advance(3)
    wish = {"skipCatchUpSyncPreserveData": keeps}
    answer = desk.command("6", ACCOUNTS, dualWriteSkipCatchUpSyncParameters=wish)
    assert answer.status_code == 200
    tenant.clock.advance(6)
    assert desk.maps()[ACCOUNTS]["state"] == "4"


@pytest.mark.parametrize("wish", ["yes", {}, {"skipCatchUpSyncPreserveData": "true"}])
def test_a_resume_with_an_unfit_wish_is_refused(tenant, desk, wish):
    desk.command("5", ACCOUNTS)
    tenant.clock.advance(3)
    answer = desk.command("6", ACCOUNTS, dualWriteSkipCatchUpSyncParameters=wish)
    assert answer.status_code == 400
