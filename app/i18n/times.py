"""Times, durations and numbers as a reader writes them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import UTC, format_datetime, format_timedelta
from babel.numbers import format_decimal

_PATTERNS = {"en": "d MMM y, HH:mm", "ko": "y년 M월 d일 HH:mm"}


def format_time(when: datetime, language: str, zone: ZoneInfo | None = None) -> str:
    """In the reader's zone; where that is not known, in UTC, and it says so."""
    pattern = _PATTERNS[language] + ("" if zone else " 'UTC'")
    return format_datetime(when, pattern, tzinfo=zone or UTC, locale=language)


def format_age(when: datetime, now: datetime, language: str) -> str:
    """ "2 minutes ago". A time that is not past yet counts as one second ago."""
    age = max(now - when, timedelta(seconds=1))
    return format_timedelta(-age, locale=language, add_direction=True)


def format_span(span: timedelta, language: str) -> str:
    return format_timedelta(span, locale=language)


def format_number(number: float, language: str) -> str:
    return format_decimal(number, locale=language)
