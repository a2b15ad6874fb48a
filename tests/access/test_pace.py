from datetime import timedelta

import pytest

from app.access.audit import record
from app.access.pace import MOST, WITHIN, is_too_fast


@pytest.fixture
def busy(database, avery, clock):
    """As many deeds as one person may do in a minute."""

    def do(session) -> None:
        for number in range(MOST):
            record(session, avery, "x", at=clock.now() + timedelta(milliseconds=number))

    database.run(do)


def test_who_does_more_in_a_minute_than_a_person_can_is_too_fast(database, busy, avery, clock):
    assert database.run(lambda s: is_too_fast(s, avery.user_id, clock.now()), ro=True)


def test_nobody_else_is_held_up(database, busy, clock):
    assert not database.run(lambda s: is_too_fast(s, "somebody else", clock.now()), ro=True)


def test_a_minute_later_it_goes_on(database, busy, avery, clock):
    clock.advance(seconds=WITHIN.total_seconds() + 1)
    assert not database.run(lambda s: is_too_fast(s, avery.user_id, clock.now()), ro=True)


def test_nobody_is_too_fast_before_anything_was_done(database, avery, clock):
    assert not database.run(lambda s: is_too_fast(s, avery.user_id, clock.now()), ro=True)
