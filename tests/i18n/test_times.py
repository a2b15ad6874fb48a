from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.i18n.times import format_age, format_number, format_span, format_time

AT = datetime(2026, 11, 12, 5, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "shown"),
    [
        ("en", None, "12 Nov 2026, 05:21 UTC"),
        ("ko", None, "2026년 11월 12일 05:21 UTC"),
        ("en", ZoneInfo("Asia/Seoul"), "12 Nov 2026, 14:21"),
        ("ko", ZoneInfo("Asia/Seoul"), "2026년 11월 12일 14:21"),
    ],
)
def test_a_time_is_in_the_readers_zone_or_says_that_it_is_not(language, zone, shown):
    assert format_time(AT, language, zone) == shown


def test_an_age_reads_as_a_person_says_it():
    assert format_age(AT, AT + timedelta(minutes=2), "en") == "2 minutes ago"
    assert format_age(AT, AT + timedelta(days=3), "ko") == "3일 전"


def test_a_clock_that_runs_ahead_never_shows_the_future():
    assert format_age(AT, AT - timedelta(seconds=30), "en") == "1 second ago"


def test_numbers_and_spans_follow_the_language():
    assert format_number(12040, "ko") == "12,040"
    assert format_span(timedelta(minutes=20), "ko") == "20분"
